# What every program of facts may use. $entry is the line of the manifest, $observations and
# $records are what collect and normalize wrote, each as an array.

def near($a; $b): ($a - $b | fabs) <= 1e-9 * ([1, ($a | fabs), ($b | fabs)] | max);

# Paths at which what is expected and what was found differ; only what was found is compared.
def differences($expected; $found; $path):
  if ($expected | type) == "number" and ($found | type) == "number" then
    if near($expected; $found) then empty else [$path, $expected, $found] end
  elif ($expected | type) == "object" and ($found | type) == "object" then
    (($expected + $found) | keys_unsorted[]) as $key
    | differences($expected[$key]; $found[$key]; $path + "/" + $key)
  elif ($expected | type) == "array" and ($found | type) == "array" then
    if ($expected | length) != ($found | length)
    then [$path + "/length", ($expected | length), ($found | length)]
    else range($expected | length) as $at
      | differences($expected[$at]; $found[$at]; $path + "/" + ($at | tostring)) end
  elif $expected == $found then empty
  else [$path, $expected, $found] end;

def kind($name): $records[] | select(.type == "sluice.\($name).v1");
def kind($name; condition): kind($name) | select(condition);
def count(stream): reduce stream as $one (0; . + 1);
def sum(stream): reduce stream as $one (0; . + $one);
# How many there are of each value, as an object.
def tally(stream): reduce stream as $one ({}; .[$one | tostring] += 1);
def items($part): $observations[] | select(.type == "sluice.observation.v1" and .data.part == $part);
def items: $observations[] | select(.type == "sluice.observation.v1");
def rejects: $records[] | select(.type == "sluice.reject.v1");
def inside($range): . >= $range[0] and . <= $range[1];

# Differences that are kept on purpose, each under a condition of its own that holds for any file:
# {fact, when, reason}. A format's program may define its own.
def kept: [];
