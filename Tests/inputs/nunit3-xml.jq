def formats: ["nunit3-xml"];
def refusal: $entry.expected.parser_failed != null;
def facts: {
  test_cases: count(kind("test")),
  by_result: tally(kind("test").data.source_value | split(":")[0]),
  root: (items("test-run").data.item | with_entries(.key |= ltrimstr("@"))
    | with_entries(select(.key as $key | $entry.expected.root | has($key))))
};
