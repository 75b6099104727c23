def formats: ["trivy-json"];
def refusal: false;
def findings($class): kind("finding"; .data.class == $class).data;
def facts: {
  SchemaVersion: items("report").data.item.SchemaVersion,
  results: count(items("target")),
  vulnerabilities_by_severity: tally(findings("vulnerability").source_level),
  misconfigurations: tally(items("misconfiguration").data.item | "\(.Status)/\(.Severity)"),
  secrets: tally(findings("secret").source_level),
  licenses: count(findings("licence")),
  ids_distinct: ([findings("vulnerability").rule] | unique | length)
};
