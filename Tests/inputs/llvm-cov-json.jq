def formats: ["llvm-cov-json"];
def refusal: false;
def total($unit; $field): sum(kind("coverage"; .data.scope == "total" and .data.unit == $unit)
  | .data[$field]);
def facts: {
  version: items("totals").data.context.version,
  exports: count(items("totals")),
  files: count(items("file")),
  lines_count: total("line"; "found"),
  lines_covered: total("line"; "hit"),
  functions_count: total("function"; "found"),
  regions_count: total("region"; "found")
};
