def formats: ["github-webhook"];
def refusal: false;
def facts:
  [items.data] as $all
  | ($all[0].item) as $root
  # What became items of its own stood in the payload.
  | ($all[1:] | map(.part)) as $hoisted
  | {
    top: "object",
    keys: (($root | keys) + $hoisted | sort | .[:($entry.expected.keys | length)]),
    action: $root.action,
    state: (if $all[0].part == "status" then $root.state else null end)
  };
