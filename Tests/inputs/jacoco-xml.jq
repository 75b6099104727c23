def formats: ["jacoco-xml"];
def refusal: false;
def counters: reduce .[] as $one ({}; .[$one.unit | ascii_upcase]
  = [$one.found - $one.hit, $one.hit]);
def report: items("report").data.item;
def files: [kind("coverage"; .data.scope == "file" and .data.unit == "line").data];
def facts: {
  root: "report",
  name: report."@name",
  counters_missed_covered: ([kind("coverage"; .data.scope == "total").data] | counters),
  groups: count(items("group")),
  packages: count(items("package")),
  classes: count(items("class")),
  sourcefiles: count(items("sourcefile")),
  sessioninfo: (report.sessioninfo // [] | length),
  LINE_from_sourcefiles: (files | if length == 0 then null
    else [(map(.found - .hit) | add), (map(.hit) | add)] end)
};
