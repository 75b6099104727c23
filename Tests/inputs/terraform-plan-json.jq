def formats: ["terraform-plan-json"];
def refusal: false;
def changes: kind("deployment"; .data.state == "planned").data;
def null_if_none: if . == {} then {} else . end;
def facts:
  ([kind("check"; .data.system == "terraform" and .data.name == "plan").data][0]) as $plan
  | {
    is_plan: ($plan != null),
    resource_changes_by_actions: tally(changes | .source_value),
    drift: count(kind("deployment"; .data.drift)),
    checks: tally(kind("check"; .data.system == "terraform-check").data.source_value),
    errored: $plan.errored,
    applyable: $plan.applyable,
    complete: $plan.complete,
    data_reads: count(changes | select(.action == "read"))
  }
  + if $plan then {format_version: $plan.format_version, terraform_version: $plan.tool_version}
    else {} end;
