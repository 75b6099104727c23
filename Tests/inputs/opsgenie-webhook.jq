def formats: ["opsgenie-webhook"];
def refusal: false;
def facts:
  ([items.data][0]) as $first
  | {
    top: "object",
    keys: ($first.item | keys),
    action: ([kind("alert").data.action][0]),
    # Of the integers that a double does not hold we have the text.
    json_flags: {ints_beyond_2_53: ([$first.number_text // [] | .[] | select(. == "/alert/updatedAt")]
      | length)}
  }
  | if .json_flags.ints_beyond_2_53 == 0 then del(.json_flags) else . end;
