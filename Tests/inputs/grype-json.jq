def formats: ["grype-json"];
def refusal: false;
def findings: kind("finding"; .data.state == "open").data;
def facts: {
  matches: count(findings),
  by_severity: tally(findings.source_level),
  ignored: count(kind("finding"; .data.state == "ignored")),
  fix_states: tally(findings.fix_state),
  descriptor: items("report").data.item.descriptor.version,
  distinct_ids: ([findings.rule] | unique | length)
};
