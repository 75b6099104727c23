def formats: ["pytest-json-report"];
def refusal: false;
def facts: {
  summary: items("run").data.item.summary,
  outcomes: tally(kind("test"; .data.name != "(collection)").data.source_value),
  duration_s: (kind("testsuite").data.duration_ns / 1e9 | . * 1e6 | round / 1e6),
  exitcode: items("run").data.item.exitcode,
  created: (items("run").data.item.created | tonumber)
}
  | if ($entry.expected.duration_s // 0 | . * 1e6 | round / 1e6) == .duration_s
    then .duration_s = $entry.expected.duration_s else . end;
