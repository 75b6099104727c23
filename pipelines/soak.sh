#!/usr/bin/env bash
# A soak: soak.sh [OUT] [MINUTES]. Drives an HTTP load for that long (soak-load.sh), samples memory,
# latency and errors, retains the samples and judges them. Status 1 when the decision is no-go.
# TARGET and TARGET_PID name a server of your own; INTERVAL the seconds between samples. What is known
# and accepted stands in OUT/accepted.jsonl, the records of a soak that was quiet in OUT/quiet.jsonl.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
begin_run "${1:-out}"
minutes=${2:-1}
interval=${INTERVAL:-$((minutes < 60 ? 1 : 60))}
rules=$(realpath "${RULES:-$root/samples/rules/soak.jsonl}")
policy=$(realpath "${POLICY:-$root/samples/policies/soak.jsonl}")
mapfile -t keep < <(sed -n '/^[^#]/s/^/--keep=/p' "${RETENTION:-$root/samples/retention/soak.txt}")
known=()
[[ ! -e $out/accepted.jsonl ]] || known+=(--accepted "$out/accepted.jsonl")
[[ ! -e $out/quiet.jsonl ]] || known+=(--reference "$out/quiet.jsonl")

echo "soak of $minutes minutes, begun $at" >&2
cd "$run"
if [[ ! -e samples.jsonl ]]; then
  "$root/pipelines/soak-load.sh" $((minutes * 60)) "$interval" >samples.jsonl.part
  mv samples.jsonl.part samples.jsonl
fi
decided=$(pin decided)
stage observations.jsonl collect --set "commit=$commit" --set "runid=$at" --set environment=soak \
  --from json-lines samples.jsonl
stage records.jsonl normalize --map "$root/pipelines/maps/soak-sample.jsonl" observations.jsonl
stage trends.jsonl soak-trend --rules "$rules" "${known[@]}" --fdr 0.05 records.jsonl
stage forecasts.jsonl forecast --horizon 60 records.jsonl trends.jsonl
stage retained.jsonl retain --store "$store" "${keep[@]}" --at "$decided" records.jsonl trends.jsonl \
  forecasts.jsonl
stage decision.jsonl gate --policy "$policy" --at "$decided" records.jsonl trends.jsonl forecasts.jsonl
stage report.html report --format html decision.jsonl records.jsonl trends.jsonl forecasts.jsonl
report decision.jsonl records.jsonl trends.jsonl forecasts.jsonl
stage metrics.prom sluice export --format openmetrics decision.jsonl records.jsonl trends.jsonl forecasts.jsonl
end_run
jq -es 'first.data.verdict == "go"' "$out/last/decision.jsonl" >/dev/null
