def formats: ["gbench-json"];
def refusal: false;
def rows: items("benchmark").data.item;
def facts: {
  benchmarks: count(rows),
  run_types: tally(rows | .run_type // "(absent)"),
  time_units: tally(rows | .time_unit // "(absent)"),
  aggregates: tally(rows | select(.run_type == "aggregate") | .aggregate_name | values),
  errors: count(kind("check"; .data.result == "error")),
  context_date: ([items("benchmark").data.context.date][0]),
  library_build_type: ([items("benchmark").data.context.library_build_type][0])
};
