def formats: ["k6-summary"];
def refusal: false;
def stat($metric; $stat): [kind("metric"; .data.metric == "k6.\($metric).\($stat)").data.value][0];
def threshold: if has("ok") then {ok} else .failed end;
def facts: {
  metrics: ([items("stat").data.context.metric] | unique | length),
  http_reqs_count: stat("http_reqs"; "count"),
  http_req_duration_p95_ms: stat("http_req_duration"; "p(95)"),
  http_req_failed_rate: (stat("http_req_failed"; "rate") // stat("http_req_failed"; "value")),
  iterations: stat("iterations"; "count"),
  thresholds: (reduce (items("threshold").data) as $one ({};
    .[$one.context.metric][$one.item.expression] = ($one.item | threshold))),
  checks: count(items("check")),
  check_fails: sum(items("check").data.item.fails)
};
