def formats: ["github-rest"];
# An empty list says nothing of its format.
def refusal: $entry.expected.length == 0;
def facts:
  [items.data] as $all
  | $all[0] as $first
  | ($first.context.list // null) as $list
  | ($first.item + (if $list then {($list): []} else {} end)) as $root
  | {
    # The manifest has the first 30, of an array's element the first 20.
    keys: ($root | keys[:($entry.expected.keys | length)]),
    top: (if $entry.expected.length != null then "array" else "object" end),
    length: ($all | length),
    total_count: $root.total_count,
    status: $root.status,
    conclusion: $root.conclusion,
    state: ($root | if type == "object" then .state else null end),
    n_assets: ($root.assets // [] | length),
    n_artifacts: count(kind("artifact"; .data.type == "workflow-artifact")),
    n_check_runs: count(kind("check"; .data.system == "github-check")),
    n_check_suites: count(kind("run"; .data.provider == "github-check-suite")),
    n_statuses: count(kind("check"; .data.system == "github-status")),
    n_workflow_runs: count(kind("run"; .data.provider == "github" and (.data | has("parent") | not))),
    n_jobs: count(kind("run"; .data.provider == "github" and (.data | has("parent"))))
  };
