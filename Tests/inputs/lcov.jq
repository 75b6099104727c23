def formats: ["lcov"];
def refusal: false;
def totals: items("totals").data.item;
def lines($field): sum(kind("coverage"; .data.scope == "file" and .data.unit == "line"
  and .data.basis == "counted") | .data[$field]);
def facts: {
  records: totals.sections,
  files: count(items("file")),
  duplicate_SF: (totals.sections - totals.files),
  LF: (totals.declared.LF // 0), LH: (totals.declared.LH // 0),
  FNF: (totals.declared.FNF // 0), FNH: (totals.declared.FNH // 0),
  BRF: (totals.declared.BRF // 0), BRH: (totals.declared.BRH // 0),
  lines_from_DA: lines("found"),
  lines_hit_from_DA: lines("hit")
};
