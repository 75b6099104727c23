#!/usr/bin/env bash
# May the release candidate go: release.sh [OUT] RC. Gathers the evidence of the candidate, decides by
# the release policy, signs the decision into the log, and leaves OUT/last/bundle, which proves itself
# (verify.sh). Status 1 when the decision is no-go.
# FIRST=1 says that there is no decision before. INPUTS names a folder of inputs to take instead; POLICY a
# policy; PREVIOUS_POLICY the one of the last go, when it is another; TRUST and WAIVERS a trust file and
# signed waivers that count.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
# shellcheck source-path=SCRIPTDIR source=evidence.sh
. "$(dirname "$0")/evidence.sh"
release=${2:?which release candidate}
begin_run "${1:-out}"
inputs=$(realpath -m "${INPUTS:-$run/inputs}")
policy=$(realpath "${POLICY:-$root/samples/policies/release.jsonl}")

echo "release candidate $release of $at, commit ${commit:0:12}" >&2
[[ -n ${INPUTS-} ]] || "$root/pipelines/inputs.sh" "$inputs"
options=()
[[ -z ${FIRST-} ]] || options+=(--first)
[[ -z ${PREVIOUS_POLICY-} ]] || options+=(--previous-policy "$(realpath "$PREVIOUS_POLICY")")
trust=${TRUST:+$(realpath "$TRUST")}
waivers=${WAIVERS:+$(realpath "$WAIVERS")}
[[ -z $trust ]] || options+=(--trust "$trust")
[[ -z $waivers ]] || options+=(--waivers "$waivers")
decided=$(pin decided)
cd "$run"
gather_evidence "$inputs" "$release"
[[ -e log.jsonl.checkpoint ]] || cp "$log.checkpoint" log.jsonl.checkpoint
stage decisions.jsonl recall --store "$store" --type decision
stage undecided.jsonl gate --policy "$policy" --at "$decided" --release "$release" \
  --commit "$commit" --log "$log" --checkpoint log.jsonl.checkpoint --key "$key.vkey" \
  --history decisions.jsonl "${options[@]}" verified.jsonl
stage decision.jsonl sign --log "$log" --key "$key" undecided.jsonl
stage kept.jsonl retain --store "$store" decision.jsonl
stage decision.dsse sign --envelope record --key "$key" decision.jsonl
stage policy.dsse sign --envelope policy --key "$key" "$policy"
stage vsa.json attest --to vsa --verifier "${VERIFIER:-urn:sluice:gate}" \
  --resource "${RESOURCE:-pkg:generic/${root##*/}@$release}" decision.jsonl
stage tests.json attest --to test-result --commit "$commit" verified.jsonl
stage vsa.intoto.jsonl sign --envelope statement --key "$key" vsa.json
stage tests.intoto.jsonl sign --envelope statement --key "$key" tests.json
stage report.md report --format markdown decision.jsonl verified.jsonl
stage report.html report --format html decision.jsonl verified.jsonl history.jsonl

# The number of the decision's entry in the log.
entry() {
  local digest
  digest=$(jq -Rr 'select((fromjson | .type) == "sluice.decision.v1")' decision.jsonl |
    tr -d '\n' | sha256sum | cut -d ' ' -f 1)
  jq -r --arg digest "sha256:$digest" 'select(.digest == $digest).seq' "$log" | head -n 1
}

# The log may have grown since: its checkpoint first, then as many lines.
bundle() {
  rm -rf bundle.part
  mkdir bundle.part
  cp "$log.checkpoint" bundle.part/log.jsonl.checkpoint
  head -n "$(sed -n 2p bundle.part/log.jsonl.checkpoint)" "$log" >bundle.part/log.jsonl
  cp verified.jsonl bundle.part/records.jsonl
  cp "$policy" bundle.part/policy.jsonl
  cp decision.jsonl decision.dsse policy.dsse report.md report.html "$root/pipelines/verify.sh" bundle.part
  cat vsa.intoto.jsonl tests.intoto.jsonl >bundle.part/release.intoto.jsonl
  verify --log bundle.part/log.jsonl --key "$key.vkey" --log-only --prove "$(entry)" \
    >bundle.part/decision.tlog-proof
  [[ -z $trust ]] || cp "$trust" bundle.part/trust.jsonl
  [[ -z $waivers ]] || cp "$waivers" bundle.part/waivers.dsse
  # In the bundle, so that its commands name the bundle's files.
  (cd bundle.part && explain --format markdown --policy policy.jsonl \
    --history ../decisions.jsonl decision.jsonl records.jsonl >../explanation.md)
  mv explanation.md bundle.part
  (cd bundle.part && find . -type f -printf '%P\n' | sort | xargs sha256sum >../SHA256SUMS)
  mv SHA256SUMS bundle.part
  mv bundle.part bundle
}
[[ -e bundle ]] || bundle
explain --policy "$policy" --history decisions.jsonl decision.jsonl verified.jsonl
end_run
echo "bundle: $out/last/bundle" >&2
echo "proof:  cd $out/last/bundle && bash verify.sh $key.pub" >&2
jq -es 'first.data.verdict == "go"' "$out/last/decision.jsonl" >/dev/null
