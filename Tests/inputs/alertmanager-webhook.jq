def formats: ["alertmanager-webhook"];
def refusal: false;
def incidents: kind("incident").data;
def body: items("notification").data.item;
def facts: {
  bodies: count(items("notification")),
  alerts: count(incidents),
  by_status: tally(incidents.source_value),
  with_fingerprint: count(incidents | select(.fingerprint)),
  endsAt_zero: count(items("alert").data.item | select(.endsAt // "" | startswith("0001-01-01"))),
  group_keys: ([body.groupKey] | unique | length),
  fingerprints: ([incidents.fingerprint | values] | unique | length)
} + if count(items("notification")) == 1 then {
  version: body.version, receiver: body.receiver, status: body.status,
  truncatedAlerts: body.truncatedAlerts
} else {} end;
