#!/usr/bin/env bash
# Proves a release bundle with openssl, sha256sum, jq and base64 alone: verify.sh KEY..., run in its folder.
# KEY is a public key that came another way: PEM, or a line of SSH (ssh-ed25519). The bundle: log.jsonl, its
# .checkpoint, records.jsonl (all that gate read), decision.jsonl, policy.jsonl, envelopes, SHA256SUMS of all.
set -euo pipefail
export LC_ALL=C; shopt -s nullglob
work=$(mktemp -d -p "${TMPDIR:-$([[ -w /dev/shm ]] && echo /dev/shm || echo /tmp)}") keys=0
trap 'rm -rf "$work"' EXIT
no() { echo "verify.sh: $*" >&2; exit 1; }
hash() { sha256sum | cut -d ' ' -f 1; }
bytes() { printf '%b' "$(tr -d '\n' | sed 's/../\\x&/g')"; }
string() { printf '%08x' "${#1}" | bytes; printf %s "$1"; } # as SSH writes it
parts() { find "$work/parts" -type f -print0 | sort -z | xargs -0 -r "$@"; }
hashes() { # SPLIT-OPTION: of each part of the input, of a line without its line feed
  mkdir "$work/parts" && split -a 7 "$1" - "$work/parts/" && { [[ $1 == -b65 ]] || parts truncate -s -1; }
  parts sha256sum | cut -d ' ' -f 1; rm -r "$work/parts"; }
for key; do # to PEM
  if ! grep -q '^ssh-ed25519 ' "$key"; then openssl pkey -pubin -in "$key"; else
    { bytes <<<302a300506032b6570032100; cut -d ' ' -f 2 "$key" | base64 -d | tail -c 32; } |
      openssl pkey -pubin -inform DER; fi >"$work/$((++keys)).pem"
done
signed() { # MESSAGE, by a given key: "$work/signature"
  for pem in "$work"/*.pem; do openssl pkeyutl -verify -pubin -inkey "$pem" -rawin -in "$1" \
    -sigfile "$work/signature" &>/dev/null && return; done; return 1; }
root() { # SIZE of the tree over the first leaves: its root (RFC 6962) in Base64
  head -n "$1" "$work/leaves" >"$work/level"
  while (($(wc -l <"$work/level") > 1)); do # a node without a neighbour goes up as it is
    paste -d '\0' - - <"$work/level" >"$work/pairs"
    { sed -n 's/^.\{128\}$/01&/p' "$work/pairs" | bytes | hashes -b65; sed -n '/^.\{64\}$/p' "$work/pairs"; } >"$work/level"
  done; bytes <"$work/level" | base64; }
sha256sum --quiet --strict -c SHA256SUMS >&2 || no "a file is not the one of SHA256SUMS"
hashes -l1 <log.jsonl >"$work/lines" # each line of the log holds the hash of the one before
{ printf '0%.0s' {1..64}; echo; cat "$work/lines"; } | head -n "$(wc -l <log.jsonl)" | nl -v 0 -w 1 -s ' ' >"$work/chain"
jq -r '"\(.seq) \(.prev)"' log.jsonl | cmp -s - "$work/chain" || no "log.jsonl: the chain is broken"
sed 's/^/\x00/' log.jsonl | hashes -l1 >"$work/leaves"
{ read -r _ && read -r size && read -r top; } <log.jsonl.checkpoint
[[ $size == "$(wc -l <log.jsonl)" && $top == "$(root "$size")" ]] || no "log of another root"
sed '/^$/,$d' log.jsonl.checkpoint >"$work/text"
tail -n 1 log.jsonl.checkpoint | cut -d ' ' -f 3 | base64 -d | tail -c 64 >"$work/signature"
signed "$work/text" || no "the checkpoint is not signed by a given key"
jq -r .digest log.jsonl | cut -c 8- | sort -u >"$work/logged"
jq -Rr 'select((fromjson | .type) == "sluice.decision.v1")' decision.jsonl >"$work/decision"
jq -Rr 'select((fromjson | .type) != "sluice.end.v1")' records.jsonl | hashes -l1 | sort -u >"$work/records"
hashes -l1 <"$work/decision" | sort - "$work/records" | comm -13 "$work/logged" - | grep . >&2 && no "not in the log"
of() { jq -r ".data.$1" "$work/decision"; }
[[ $(of inputs.sha256) == "$(bytes <"$work/records" | hash)" ]] || no "decided on other records"
[[ $(of policy.sha256) == "$(hash <policy.jsonl)" ]] || no "decided by another policy"
for log in log previous.log; do [[ $(of "$log?") == null || $(of $log.root) == "$(root "$(of $log.size)")" ]] || no "another $log"; done
for file in *.dsse *.intoto.jsonl; do while IFS= read -r line; do
  type=$(jq -r .payloadType <<<"$line") good=false
  jq -r .payload <<<"$line" | base64 -d >"$work/payload"
  { printf 'DSSEv1 %d %s %d ' ${#type} "$type" "$(wc -c <"$work/payload")"; cat "$work/payload"; } >"$work/text"
  kind=${type#application/vnd.sluice.} && { printf SSHSIG; string "release-${kind%.v1+json}"; string ''; string sha512
    printf '\0\0\0\100'; openssl dgst -sha512 -binary "$work/text"; } >"$work/ssh"
  for signature in $(jq -r '.signatures[].sig' <<<"$line"); do
    base64 -d <<<"$signature" | tail -c 64 >"$work/signature"
    if signed "$work/text" || signed "$work/ssh"; then good=true; fi
  done; $good || no "$file: not signed by a given key"; done <"$file"; done
echo "$(of verdict) for $(of release), proven with $size entries of the log"
