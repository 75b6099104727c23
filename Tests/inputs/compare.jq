# Each fact that the manifest and we both have.
def found: [facts][0] // {};
def differences:
  found as $found
  | $found | keys_unsorted[] as $key
  | select($entry.expected | has($key))
  | differences($entry.expected[$key]; $found[$key]; $key);

# The result of one file.
([$observations[] | select(.type == "sluice.manifest.v1") | .data.sources[0]][0] // {}) as $source
| ($source.format // "") as $detected
| (if refusal then [["refusal", true, false]]
    else try [differences] catch [["the facts", "to be had", .]] end
    | . + [$violations | split("\n")[] | select(. != "") | ["schema", "", .]]) as $all
| [kept[] | select(.when).fact] as $kept
| [$all[] | select(.[0] | split("/")[0] | IN($kept[]) | not)] as $open
| (found | length == 0) as $nothing
| {path: $entry.path, format: $entry.format, said: ($said | split("\n")[0]), detected: $detected}
  + if $detected == "" or $outcome == "failed" then
      if refusal then {result: "stated"}
      # UTF-16 is refused with what would be right, which is what the manifest has to expect of it.
      elif ($said | test("UTF-16 text")) and ($entry.expected | tojson | test("utf.?16|utf_8_error"; "i"))
      then {result: "stated"}
      elif "format" | IN($kept[]) then {result: "kept", differences: [["format", formats[0], ""]]}
      elif $said | test("unknown format|an empty file has no format") then {result: "unknown"}
      else {result: "refused"} end
    elif (formats | index($detected)) == null then
      if refusal then {result: "stated"}
      else {result: "unknown", differences: [["format", formats[0], $detected]]} end
    elif $source.state == "broken" and refusal then {result: "stated"}
    elif $source.rejects > 0 and refusal then {result: "stated"}
    elif $source.state == "broken" then {result: "refused"}
    elif $nothing and (refusal | not) then {result: "uncounted"}
    elif $open | length > 0 then {result: "differing", differences: $open}
    elif $all | length > 0 then {result: "kept", differences: $all}
    else {result: "exact"} end
