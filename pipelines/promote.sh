#!/usr/bin/env bash
# Promotes the last release candidate: promote.sh OUT ENVIRONMENT [COMMAND [ARGUMENT]...]. The bundle
# OUT/last/bundle must prove itself by OUT's key, and its decision be go. COMMAND is what deploys it; it
# finds BUNDLE, RELEASE and ENVIRONMENT in its environment. Who promoted what (ACTOR, else the user), and how
# that ended, is signed into the log, a refusal too. With APPROVALS, a file of signed approvals and requests,
# somebody must have approved the decision whose role in the file TRUST allows that. Status 1 when it may not
# be promoted, else COMMAND's.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
out=$(cd "$1" && pwd)
environment=${2:?which environment}
shift 2
bundle=$out/last/bundle key=$out/key.pem
now=${AT:-$(date -u +%FT%TZ)}

# Whether an approval that is believed opens the way.
approved() {
  verify --trust "${TRUST:?which trust file}" --at "$now" "$APPROVALS" |
    approve --check --at "$now" "$bundle/decision.jsonl" - >/dev/null
}

release='' reason='' outcome=success status=0
if [[ ! -d $bundle ]]; then
  outcome=denied reason="the last run has left no bundle"
elif ! proof=$(cd "$bundle" && bash verify.sh "$key.pub" 2>&1); then
  outcome=denied reason="the bundle does not prove itself: $(tail -n 1 <<<"$proof")"
else
  release=$(jq -r 'select(.type == "sluice.decision.v1").data.release' "$bundle/decision.jsonl")
  if [[ $proof != "go for $release, "* ]]; then
    outcome=denied reason="the decision is no go: $proof"
  elif [[ -n ${APPROVALS-} ]] && ! said=$(approved 2>&1); then
    outcome=denied reason=$(head -n 1 <<<"$said")
  fi
fi
if [[ $outcome == success ]] && (($#)); then
  BUNDLE=$bundle RELEASE=$release ENVIRONMENT=$environment "$@" || status=$?
  ((!status)) || outcome=failure reason="$1 ended with status $status"
fi
jq -n --arg time "$now" --arg actor "${ACTOR:-$(id -un)}" --arg release "$release" \
  --arg environment "$environment" --arg outcome "$outcome" --arg reason "$reason" \
  --argjson decision "$(jq -s 'map(select(.type == "sluice.decision.v1"))[0] // {} | {id, commit}' \
    "$bundle/decision.jsonl" 2>/dev/null)" \
  -c '{$time, $actor, $release, $environment, $outcome, $reason, decision: $decision.id, commit: $decision.commit}
    | with_entries(select(.value != "" and .value != null))' |
  normalize --map "$root/pipelines/maps/promotion.jsonl" --source sluice/promote |
  sign --log "$out/log.jsonl" --key "$key" |
  jq -r 'select(.type == "sluice.audit.v1").data | "\(.action) \(.object // "nothing"): \(.outcome)\(if .reason then ", " + .reason else "" end)"'
[[ $outcome != denied ]] || exit 1
exit "$status"
