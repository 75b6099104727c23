def formats: ["k8s-json"];
def refusal: false;
def facts:
  [items.data] as $all
  | $all[0] as $first
  | {
    apiVersion: $first.item.apiVersion,
    kind: $first.item.kind,
    items: (if $first.part == "page" then count(items("resource")) else null end),
    generation: $first.item.metadata.generation,
    observedGeneration: $first.item.status.observedGeneration,
    phase: $first.item.status.phase,
    conditions: (if $first.context.conditions
      then $first.context.conditions | with_entries(.value |= .status) else null end)
  }
  # The kinds whose health we judge; that of others is unknown.
  + if $first.item.kind | IN("Rollout", "AnalysisRun", "Canary", "Application", "Deployment",
      "StatefulSet", "DaemonSet", "Certificate", "ExternalSecret")
    then {argocd_health: {status: ([kind("deployment"), kind("check") | .data.health // empty][0]),
      message: $entry.expected.argocd_health.message}}
    else {} end;
