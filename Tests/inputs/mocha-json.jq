def formats: ["mocha-json"];
def refusal: false;
def facts: {
  stats: items("run").data.item.stats,
  tests: (items("run").data.context.counts.tests),
  failures: count(kind("test"; .data.status == "failed")),
  pending: count(kind("test"; .data.status == "skipped"))
};
