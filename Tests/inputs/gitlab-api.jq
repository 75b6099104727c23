def formats: ["gitlab-api"];
def refusal: false;
def facts:
  [items.data.item] as $all
  | {
    top: (if $entry.expected.length then "array" else "object" end),
    length: ($all | length),
    keys: ($all[0] | keys[:($entry.expected.keys | length)]),
    state: $all[0].state,
    action: $all[0].action,
    object_kind: $all[0].object_kind,
    event_type: $all[0].event_type
  };
