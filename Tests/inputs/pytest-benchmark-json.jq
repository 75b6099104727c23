def formats: ["pytest-benchmark-json"];
def refusal: false;
def means: kind("metric"; .data.stat == "mean");
def context: [items("benchmark").data.context][0];
def facts: {
  benchmarks: count(items("benchmark")),
  means_s: (reduce means.data as $one ({}; .[$one.labels.benchmark] = $one.value)),
  datetime: context.datetime,
  version: context.version,
  commit: ([means.commit][0]),
  dirty: context.dirty,
  rounds: sum(means.data.count)
};
