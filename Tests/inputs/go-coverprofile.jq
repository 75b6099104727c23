def formats: ["go-coverprofile"];
def refusal: false;
def total: kind("coverage"; .data.scope == "total").data;
def facts: {
  mode: items("totals").data.item.modes,
  files: count(items("file")),
  blocks: items("totals").data.item.blocks,
  duplicate_blocks: items("totals").data.item.duplicate_blocks,
  bad_lines: count(rejects),
  statements: total.found,
  statements_covered: total.hit,
  percent: ((total.ratio // 0) * 1000 | round / 10)
};
