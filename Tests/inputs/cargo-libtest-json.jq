def formats: ["cargo-libtest-json"];
# What cargo prints for people is no JSON.
def refusal: $entry.expected.lines_ok == 0;
def facts:
  [kind("tally").data.declared] as $suites
  | {
    lines_ok: count(items | select(.data.part | IN("text", "unfinished") | not)),
    lines_not_json: count(items("text")),
    tests_by_event: tally(kind("test").data.source_value),
    suites: ($suites | length),
    suite_totals: {passed: sum($suites[].passed), failed: sum($suites[].failures),
      ignored: sum($suites[].skipped), filtered_out: sum($suites[].filtered),
      measured: sum(items("suite").data.item.measured)}
  };
