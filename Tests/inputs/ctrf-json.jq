def formats: ["ctrf-json"];
def refusal: false;
def facts:
  (items("run").data.item.summary) as $summary
  | {
    summary: ($summary | with_entries(select(.key as $key | $entry.expected.summary | has($key)))),
    tests_by_status: tally(kind("test").data.source_value),
    tool: items("run").data.item.tool.name,
    duration_ms_sum: sum(kind("test").data.duration_ns // 0 | . / 1e6),
    flaky: count(kind("test"; .data.flaky)),
    retries: sum(kind("test").data.retries // 0)
  };
