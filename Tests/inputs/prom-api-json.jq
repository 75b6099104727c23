def formats: ["prom-api-json"];
def refusal: false;
def answer: items("answer").data;
def series: items("series").data.item;
def is_ranged: answer.context.resultType | IN("matrix", "vector");
def facts: {
  status: answer.item.status,
  resultType: answer.context.resultType,
  errorType: answer.item.errorType,
  alerts: count(kind("alert")),
  items: count(items("entry")),
  groups: ([items("rule").data.context.group] | unique | length),
  activeTargets: count(items("target"))
} + if is_ranged then {
  series: count(items("series")),
  samples: count(kind("metric")),
  nonfinite: count(kind("metric"; .data.value_text)),
  timestamps_fractional: count(kind("metric"; .time | test("\\."))),
  histograms: count(series | .histograms[]?, .histogram // empty)
} else {} end;
