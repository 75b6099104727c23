def formats: ["playwright-json"];
def refusal: false;
def facts: {
  tests: count(kind("test"; .data.name != "(run)")),
  by_status: tally(kind("test"; .data.name != "(run)").data.source_value),
  stats: items("run").data.item.stats
};
