#!/usr/bin/env bash
# When do we run out: forecast.sh [OUT]. Forecasts every metric of the store from its last change on, and what each
# service costs a day (metric cost.daily), keeps thresholds up to date, decides by the capacity policy and shows the
# result. Status 1 when the decision is no-go. INPUTS names a folder of files to take into the store first, such as
# answers of Prometheus' range queries and bills (FOCUS); ZONE says what their times mean that have no zone; HORIZON how
# many steps to look ahead; LIMITS a file of capacities; POLICY a policy. METRIC and CAPACITY ask how many units, of
# which one takes CAPACITY, that metric needs every day (PER).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
out=$(mkdir -p "${1:-out}" && cd "${1:-out}" && pwd)
# A folder of its own, so that a night that waits to go on keeps its instant.
run=$out/forecast store=$out/store.db
policy=$(realpath "${POLICY:-$root/samples/policies/capacity.jsonl}")
limits=${LIMITS:+$(realpath "$LIMITS")}
inputs=${INPUTS:+$(realpath "$INPUTS")}
rm -rf "$run" && mkdir "$run" && cd "$run"
at=$(pin at)

# daily_costs INPUT -o FILE: what each service was billed on each day, as metrics. A day that is not over, or of which a
# price is not known, says nothing.
daily_costs() {
  jq -nc --arg today "${at:0:10}" 'reduce inputs as $record ({sums: {}};
      $record.data as $cost | ($record.time // "")[:10] as $day
      | if $record.type == "sluice.end.v1" then .end = $record
        elif $record.type != "sluice.cost.v1" or $day >= $today then . else
          .sums[$cost.service // ""][$cost.currency // ""][$day] |=
            (. // []) + [$cost.billed | if . == null then null else tonumber end] end)
    | (.sums | to_entries[] | .key as $service | .value | to_entries[] | .key as $currency
      | .value | to_entries[] | select(.value | all(. != null)) | .key as $day
      | {data: {direction: "lower", labels: {service: $service}, metric: "cost.daily", unit: $currency,
          value: (.value | add)}, id: "cost.daily \($service) \($currency) \($day)", source: "forecast.sh",
        specversion: "1.0", time: "\($day)T00:00:00Z", type: "sluice.metric.v1"}), .end' "$1" | seal "$2" "$3"
}

if [[ -n $inputs ]]; then
  stage observations.jsonl collect "$inputs"/*
  stage records.jsonl normalize --set "time=$at" ${ZONE:+--zone "$ZONE"} observations.jsonl
  stage retained.jsonl retain --store "$store" records.jsonl
fi
stage history.jsonl recall --store "$store" --type metric
stage costs.jsonl recall --store "$store" --type cost
stage daily-costs.jsonl daily_costs costs.jsonl
stage trends.jsonl soak-trend history.jsonl daily-costs.jsonl
stage forecasts.jsonl forecast --horizon "${HORIZON:-30}" ${limits:+--limits "$limits"} \
  history.jsonl daily-costs.jsonl trends.jsonl
previous=()
[[ ! -s $out/thresholds.jsonl ]] || previous=(--previous "$out/thresholds.jsonl")
stage thresholds.jsonl calibrate "${previous[@]}" --policy "$policy" history.jsonl daily-costs.jsonl
cp thresholds.jsonl "$out/thresholds.jsonl.part" && mv "$out/thresholds.jsonl.part" "$out/thresholds.jsonl"
if [[ -n ${CAPACITY-} ]]; then
  stage requests.jsonl recall --store "$store" --series "${METRIC:?of which metric}"
  stage demand.jsonl forecast --horizon "${HORIZON:-30}" requests.jsonl trends.jsonl
  stage plan.jsonl plan --capacity "$CAPACITY" --per "${PER:-day}" demand.jsonl
  jq -r 'select(.type == "sluice.plan.v1").data.steps[] | "\(.time) \(.units) units"' plan.jsonl
fi
stage decision.jsonl gate --policy "$policy" --at "$(pin decided)" forecasts.jsonl thresholds.jsonl
stage report.html report --format html decision.jsonl forecasts.jsonl history.jsonl daily-costs.jsonl
report decision.jsonl forecasts.jsonl
stage metrics.prom sluice export --format openmetrics decision.jsonl history.jsonl trends.jsonl forecasts.jsonl
jq -es 'first.data.verdict == "go"' decision.jsonl >/dev/null
