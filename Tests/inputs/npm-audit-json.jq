def formats: ["npm-audit-json"];
def refusal: false;
def findings: kind("finding").data;
def facts:
  if any(items; .data.part == "package") or ($entry.expected | has("packages"))
  then {packages: count(findings), direct: count(findings | select(.direct))}
  else {advisories: count(findings)} end
  + {by_severity: tally(findings.source_level),
    metadata: ([kind("tally").data.declared][0] // {})};
