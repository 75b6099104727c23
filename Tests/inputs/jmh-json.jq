def formats: ["jmh-json"];
def refusal: false;
def scores: kind("metric"; .data.metric == "jmh.score").data;
def short: if length > 60 then .[-60:] else . end;
def facts: {
  benchmarks: count(scores),
  modes: tally(scores.labels.mode),
  units: tally(scores.unit),
  scoreError_types: tally(scores | if .error then "float" else "str" end)
};
