#!/usr/bin/env bash
# When do we run out: forecast.sh [OUT]. Forecasts every metric of the store from its last change on, keeps its
# thresholds up to date, decides by the capacity policy and shows the result. Status 1 when the decision is no-go.
# INPUTS names a folder of files to take into the store first, such as answers of Prometheus' range queries; HORIZON how
# many steps to look ahead; LIMITS a file of capacities; POLICY a policy. METRIC and CAPACITY ask how many units, of which
# one takes CAPACITY, that metric needs every day (PER).
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

if [[ -n $inputs ]]; then
  stage observations.jsonl collect "$inputs"/*
  stage records.jsonl normalize --set "time=$at" observations.jsonl
  stage retained.jsonl retain --store "$store" records.jsonl
fi
stage history.jsonl recall --store "$store" --type metric
stage trends.jsonl soak-trend history.jsonl
stage forecasts.jsonl forecast --horizon "${HORIZON:-30}" ${limits:+--limits "$limits"} history.jsonl trends.jsonl
previous=()
[[ ! -s $out/thresholds.jsonl ]] || previous=(--previous "$out/thresholds.jsonl")
stage thresholds.jsonl calibrate "${previous[@]}" --policy "$policy" history.jsonl
cp thresholds.jsonl "$out/thresholds.jsonl.part" && mv "$out/thresholds.jsonl.part" "$out/thresholds.jsonl"
if [[ -n ${CAPACITY-} ]]; then
  stage requests.jsonl recall --store "$store" --series "${METRIC:?of which metric}"
  stage demand.jsonl forecast --horizon "${HORIZON:-30}" requests.jsonl trends.jsonl
  stage plan.jsonl plan --capacity "$CAPACITY" --per "${PER:-day}" demand.jsonl
  jq -r 'select(.type == "sluice.plan.v1").data.steps[] | "\(.time) \(.units) units"' plan.jsonl
fi
stage decision.jsonl gate --policy "$policy" --at "$(pin decided)" forecasts.jsonl thresholds.jsonl
report decision.jsonl forecasts.jsonl
stage metrics.prom sluice export --format openmetrics decision.jsonl history.jsonl trends.jsonl forecasts.jsonl
jq -es 'first.data.verdict == "go"' decision.jsonl >/dev/null
