#!/usr/bin/env bash
# One night: nightly.sh [OUT]. Collects what the tools of this project made, relates and analyses
# it, signs it, decides, and reports. Ends with status 1 when the decision is no-go.
# INPUTS names a folder of inputs to take instead; RELEASE a release candidate; POLICY a policy.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
# shellcheck source-path=SCRIPTDIR source=evidence.sh
. "$(dirname "$0")/evidence.sh"
begin_run "${1:-out}"
inputs=$(realpath -m "${INPUTS:-$run/inputs}")
release=${RELEASE:-nightly}
policy=$(realpath "${POLICY:-$root/samples/policies/nightly.jsonl}")

echo "night of $at, commit ${commit:0:12}" >&2
[[ -n ${INPUTS-} ]] || "$root/pipelines/inputs.sh" "$inputs"
decided=$(pin decided)
cd "$run"
gather_evidence "$inputs" "$release"
stage decision.jsonl gate --policy "$policy" --at "$decided" --release "$release" --commit "$commit" \
  --checkpoint "$log.checkpoint" --key "$key.vkey" verified.jsonl
stage report.md report --format markdown decision.jsonl verified.jsonl
stage report.html report --format html decision.jsonl verified.jsonl history.jsonl
report decision.jsonl verified.jsonl
stage metrics.prom sluice export --format openmetrics decision.jsonl verified.jsonl
trace_run nightly verified.jsonl
end_run
echo "report: $out/last/report.html"
jq -es 'first.data.verdict == "go"' "$out/last/decision.jsonl" >/dev/null
