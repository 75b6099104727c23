# fire.sh METRICS: a test file for promtool: which alerts fire on these metrics, and which on none.
# Its clock begins at 1970, so what has a time is told anew relative to that.
set -euo pipefail

# Input series of all samples; times are shifted so that the test's minute 0 is the decision's.
series() {
  awk -v shift="$1" '/^#/ { next } {
    value = $NF; sub(/ [^ ]*$/, "")
    if (value == "+Inf") next
    if ($0 ~ /timestamp_seconds/) value -= shift
    gsub(/\047/, "\047\047")
    printf "  - series: \047%s\047\n    values: \047%s+0x4000\047\n", $0, value
  }' "$2"
}

# quiet WHEN ALERT...: what must not fire.
quiet() { for name in "${@:2}"; do printf '  - {eval_time: %s, alertname: %s, exp_alerts: []}\n' "$1" "$name"; done; }

decided=$(awk '/^sluice_gate_decision_timestamp_seconds{policy="night"}/ { print $2 }' "$1")
cat <<'YAML'
rule_files: [rules.yml]
evaluation_interval: 1m
tests:
- interval: 1m
  input_series:
YAML
series "$decided" "$1"
cat <<'YAML'
  alert_rule_test:
  - eval_time: 1m
    alertname: SluiceNoGo
    exp_alerts:
    - exp_labels: {policy: night, severity: critical, verdict: no-go}
      exp_annotations: {summary: The last decision is no-go}
  - eval_time: 1m
    alertname: SluiceRuleTestsFailed
    exp_alerts:
    - exp_labels: {policy: night, severity: critical, rule: tests.failed, level: hard}
      exp_annotations:
        summary: Rule tests.failed stands at hard
        description: 'wanted: <= 0 (hard); no test may fail, "ever"; see {{ the report }}'
  - eval_time: 1m
    alertname: SluiceRuleMemoryPeak
    exp_alerts:
    - exp_labels: {policy: night, severity: info, rule: memory.peak, level: warn}
      exp_annotations:
        summary: Rule memory.peak stands at warn
        description: 'wanted: <= 300 (warn), <= 400 (hard)'
  - eval_time: 1m
    alertname: SluiceMetricMemoryPeak
    exp_alerts:
    - exp_labels: {policy: night, severity: info, rule: memory.peak, level: warn, environment: staging, scenario: soak, service: api}
      exp_annotations:
        summary: process_memory_rss_mebibytes is 345, <= 300 is wanted
        description: 'wanted: <= 300 (warn), <= 400 (hard)'
  - eval_time: 1m
    alertname: SluiceLimitNear
    exp_alerts:
    - exp_labels: {policy: night, severity: critical, metric: process.memory.rss, percentile: p50, unit: MiBy, environment: staging, scenario: soak, service: api}
      exp_annotations:
        summary: process.memory.rss reaches its limit in 12h 59m 0s
  - eval_time: 27h
    alertname: SluiceLimitNear
    exp_alerts:
    - exp_labels: {policy: night, severity: critical, metric: process.memory.rss, percentile: p50, unit: MiBy, environment: staging, scenario: soak, service: api}
      exp_annotations:
        summary: process.memory.rss should have reached its limit
  - eval_time: 27h
    alertname: SluiceDecisionStale
    exp_alerts:
    - exp_labels: {policy: night, severity: critical}
      exp_annotations:
        summary: The last decision is 1d 3h 0m 0s old
YAML
quiet 1m SluiceDecisionStale SluiceDecisionAbsent SluicePolicyDiffers SluiceRuleLatency SluicePolicyExpires SluiceWaiverExpires
# A decision by another policy than the one the rules are made of.
printf '%s\n' '- interval: 1m' '  input_series:'
series "$decided" <(sed 's/policy_sha256="[^"]*"/policy_sha256="ff"/; s/\(rule="tests.failed",state="waived"}\) 0/\1 1/' "$1")
cat <<'YAML'
  alert_rule_test:
  - eval_time: 1m
    alertname: SluicePolicyDiffers
    exp_alerts:
    - exp_labels: {policy: night, severity: warning, commit: c1, policy_sha256: ff, policy_version: '3', release: rc-1}
      exp_annotations:
        summary: The last decision is by another version of the policy than these alerts
YAML
# Nobody is woken for what is waived.
quiet 1m SluiceRuleTestsFailed
# Waivers, one of which is over.
cat <<'YAML'
- interval: 1m
  input_series:
  - {series: 'sluice_waiver_expiry_timestamp_seconds{policy="night",rule="a",state="used",waiver="1"}', values: '7200+0x90'}
  - {series: 'sluice_waiver_expiry_timestamp_seconds{policy="night",rule="b",state="expired",waiver="2"}', values: '1800+0x90'}
  alert_rule_test:
  - eval_time: 1h
    alertname: SluiceWaiverExpires
    exp_alerts:
    - exp_labels: {policy: night, severity: warning, rule: a, state: used, waiver: '1'}
      exp_annotations: {summary: The waiver of a holds for 1h 0m 0s}
    - exp_labels: {policy: night, severity: warning, rule: b, state: expired, waiver: '2'}
      exp_annotations: {summary: The waiver of b has expired}
YAML
# Nothing at all.
cat <<'YAML'
- interval: 1m
  input_series: []
  alert_rule_test:
  - eval_time: 20m
    alertname: SluiceDecisionAbsent
    exp_alerts:
    - exp_labels: {policy: night, severity: critical}
      exp_annotations:
        summary: 'There is no decision: nothing is known to be good'
YAML
quiet 20m SluiceNoGo SluiceDecisionStale
