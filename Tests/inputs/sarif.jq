def formats: ["sarif"];
# Drafts of 2.2 are read like 2.1; what came before 2 is refused.
def refusal: $entry.expected.version // "" | tostring | startswith("2.") | not;
def results: items("result").data.item;
def runs: items("run").data.context;
def or_absent: if . == null then "(absent)" else . end;
def facts: {
  version: ([runs.version][0] // $entry.expected.version),
  runs: count(items("run")),
  runs_without_results: count(runs | select(.results == null or .results == "null")),
  results: count(items("result")),
  level_explicit: tally(results.level | or_absent),
  level_effective_by_spec_3_27_10: tally(kind("finding").data.source_level,
    (kind("check") | "none")),
  kinds: tally(results.kind | or_absent),
  accepted_suppressions: count(results | select(any(.suppressions[]?;
    (.status // .state // "accepted") == "accepted"))),
  with_fingerprints: count(results | select((.fingerprints // .partialFingerprints // {})
    | length > 0)),
  without_locations: count(results | select(.locations // [] | length == 0)),
  baselineState: tally(results.baselineState | values),
  tools: [runs.tool.name]
};
def kept: [
  {fact: "tools", when: ($entry.expected.version == "2.0.0"),
    reason: "in SARIF 2.0.0 the tool\u0027s name stands in the tool, not in a driver"}
];
