def formats: ["promptfoo-json"];
def refusal: false;
def tests: kind("test").data;
def facts: {
  evalId: ([items.data.context.eval][0]),
  results_version: ([items.data.context.version][0]),
  rows: count(tests),
  success: count(tests | select(.status == "passed")),
  failureReason: tally(tests | .source_value),
  stats: ([kind("tally").data.declared][0]
    | {successes: .passed, failures: .failed, errors: .errored}),
  score_sum: sum(tests | .score),
  latencyMs_sum: (sum(tests | .duration_ns) / 1e6),
  cost_sum: sum(kind("call").data.cost // "0" | tonumber)
};
