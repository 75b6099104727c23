def formats: ["spdx3-json"];
def refusal: false;
# The manifest has the most frequent of them.
def stated($fact): with_entries(select(.key as $key | $entry.expected[$fact] | has($key)));
def facts: {
  graph: count(items("element")),
  types: (tally(items("element").data.item.type) | stated("types"))
};
