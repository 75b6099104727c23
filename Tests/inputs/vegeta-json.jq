def formats: ["vegeta-json"];
def refusal: false;
def report: items("report").data.item;
def metric($name): [kind("metric"; .data.metric == "vegeta." + $name).data.value][0];
def facts: {
  requests: metric("requests"),
  success: metric("success"),
  status_codes: report.status_codes,
  p95_ns: metric("latency.p95"),
  p99_ns: metric("latency.p99"),
  mean_ns: metric("latency.mean"),
  rate: metric("rate"),
  throughput: metric("throughput")
};
