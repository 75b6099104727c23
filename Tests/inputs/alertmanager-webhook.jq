def formats: ["alertmanager-webhook"];
def refusal: false;
def alerts: kind("alert").data;
def body: items("notification").data.item;
def facts: {
  bodies: count(items("notification")),
  alerts: count(alerts),
  by_status: tally(alerts.source_value),
  with_fingerprint: count(alerts | select(.alert)),
  endsAt_zero: count(items("alert").data.item | select(.endsAt // "" | startswith("0001-01-01"))),
  group_keys: ([body.groupKey] | unique | length),
  fingerprints: ([alerts.alert | values] | unique | length)
} + if count(items("notification")) == 1 then {
  version: body.version, receiver: body.receiver, status: body.status,
  truncatedAlerts: body.truncatedAlerts
} else {} end;
