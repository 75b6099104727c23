#!/usr/bin/env bash
# A soak: soak.sh [OUT] [MINUTES]. Drives a load for that long, samples the memory of the process
# under load every second, retains the samples and judges them. Status 1 when the decision is no-go.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
begin_run "${1:-out}"
minutes=${2:-1}

echo "soak of $minutes minutes, begun $at" >&2
cd "$run"
if [[ ! -e samples.jsonl ]]; then
  "$root/pipelines/load.sh" $((minutes * 60)) 1 >samples.jsonl.part
  mv samples.jsonl.part samples.jsonl
fi
decided=$(pin decided)
stage observations.jsonl collect --set "commit=$commit" --set "runid=$at" --set environment=soak \
  --from json-lines samples.jsonl
stage records.jsonl normalize --map "$root/pipelines/maps/process-sample.jsonl" observations.jsonl
stage retained.jsonl retain --store "$store" --keep 400d --at "$at" records.jsonl
stage trends.jsonl soak-trend records.jsonl
stage forecasts.jsonl forecast --horizon 60 records.jsonl trends.jsonl
stage decision.jsonl gate --policy "$root/samples/policies/soak.jsonl" --at "$decided" records.jsonl \
  trends.jsonl forecasts.jsonl
report decision.jsonl records.jsonl trends.jsonl forecasts.jsonl
end_run
jq -es 'first.data.verdict == "go"' "$out/last/decision.jsonl" >/dev/null
