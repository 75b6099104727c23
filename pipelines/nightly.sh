#!/usr/bin/env bash
# One night: nightly.sh [OUT]. Collects what the tools of this project made, relates and analyses
# it, signs it, decides, and reports. Ends with status 1 when the decision is no-go.
# INPUTS names a folder of inputs to take instead; RELEASE a release candidate; POLICY a policy.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
begin_run "${1:-out}"
inputs=${INPUTS:-$run/inputs}
release=${RELEASE:-nightly}
policy=${POLICY:-$root/samples/policies/nightly.jsonl}

echo "night of $at, commit ${commit:0:12}" >&2
[[ -n ${INPUTS-} ]] || "$root/pipelines/inputs.sh" "$inputs"
decided=$(pin decided)
cd "$run"
stage observations.jsonl collect --set "commit=$commit" --set "release=$release" --set "runid=$at" \
  --expect swift-testing-jsonl=1 --expect llvm-cov-json=1 --expect git-log=1 \
  "$inputs/events.jsonl" "$inputs/coverage.json" "$inputs/timings.json" "$inputs/memory.jsonl" \
  "$inputs/history.txt"
stage records.jsonl normalize --set "time=$at" --map "$root/pipelines/maps/process-sample.jsonl" \
  observations.jsonl
stage related.jsonl correlate records.jsonl
stage retained.jsonl retain --store "$store" --keep 400d --at "$at" related.jsonl
stage history.jsonl recall --store "$store" --type metric
stage trends.jsonl soak-trend history.jsonl
stage forecasts.jsonl forecast --horizon 30 history.jsonl
stage lineage.jsonl lineage-build related.jsonl
stage signed.jsonl sign --log "$log" --key "$key" related.jsonl trends.jsonl forecasts.jsonl \
  lineage.jsonl
stage verified.jsonl verify --log "$log" --key "$key.vkey" signed.jsonl
stage decision.jsonl gate --policy "$policy" --at "$decided" --release "$release" --commit "$commit" \
  --checkpoint "$log.checkpoint" --key "$key.vkey" verified.jsonl
stage report.md report --format markdown decision.jsonl verified.jsonl
report decision.jsonl verified.jsonl
end_run
echo "report: $out/last/report.md"
jq -es 'first.data.verdict == "go"' "$out/last/decision.jsonl" >/dev/null
