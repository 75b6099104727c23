def formats: ["nunit2-xml"];
def refusal: $entry.expected.parser_failed != null;
def facts: {
  test_cases: count(kind("test")),
  by_result: tally(kind("test").data.source_value),
  root: (items("test-results").data.item | with_entries(.key |= ltrimstr("@"))
    | with_entries(select(.key as $key | $entry.expected.root | has($key))))
};
