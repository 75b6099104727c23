def formats: ["prometheus-text"];
# As strict as promtool, which refuses some that other parsers let pass.
def refusal: $entry.expected.promtool_parses == false;
def value: .value // .value_text // "" | tostring | ascii_downcase;
def facts: {
  samples: count(kind("metric")),
  nan: count(items("sample").data.item | select(value == "nan")),
  inf: count(items("sample").data.item | select(value | test("^[+-]?inf"))),
  with_timestamp: count(kind("metric"; .time))
};
