#!/usr/bin/env bash
# Proves a release bundle with openssl, sha256sum, jq and base64 alone: verify.sh KEY..., run in its
# folder. KEY is a public key that came another way: PEM, or a line of SSH (ssh-ed25519). The bundle:
# log.jsonl, its .checkpoint, records.jsonl (all that gate read), decision.jsonl, policy.jsonl,
# envelopes (*.dsse), and SHA256SUMS of all.
set -euo pipefail
export LC_ALL=C
work=$(mktemp -d) keys=0
trap 'rm -rf "$work"' EXIT
no() { echo "verify.sh: $*" >&2; exit 1; }
hash() { sha256sum | cut -d ' ' -f 1; }
hashes() { while IFS= read -r line; do printf %s "$line" | hash; done; }
bytes() { printf '%b' "$(sed 's/../\\x&/g')"; }
string() { printf '%08x' "${#1}" | bytes; printf %s "$1"; } # as SSH writes it
for key; do # to PEM
  if ! grep -q '^ssh-ed25519 ' "$key"; then openssl pkey -pubin -in "$key"; else
    { bytes <<<302a300506032b6570032100; cut -d ' ' -f 2 "$key" | base64 -d | tail -c 32; } |
      openssl pkey -pubin -inform DER; fi >"$work/$((++keys)).pem"
done
signed() { # MESSAGE, by a given key: "$work/signature"
  for pem in "$work"/*.pem; do openssl pkeyutl -verify -pubin -inkey "$pem" -rawin -in "$1" \
    -sigfile "$work/signature" &>/dev/null && return; done; return 1
}
root() { # FIRST COUNT of the leaves: the root of the tree over them (RFC 6962), in hexadecimal
  local half=1
  if (($2 == 1)); then echo "${leaves[$1]}"; return; fi
  while ((half * 2 < $2)); do half=$((half * 2)); done
  { printf '\1'; { root "$1" "$half"; root $(($1 + half)) $(($2 - half)); } | tr -d '\n' | bytes; } | hash
}
sha256sum --quiet --strict -c SHA256SUMS >&2 || no "a file is not the one of SHA256SUMS"
leaves=() previous=$(printf '0%.0s' {1..64}) # each line of the log holds the hash of the one before
while IFS= read -r line && IFS=' ' read -r seq prev <&3; do
  [[ $seq == "${#leaves[@]}" && $prev == "$previous" ]] || no "log.jsonl: broken at ${#leaves[@]}"
  previous=$(printf %s "$line" | hash) leaves+=("$({ printf '\0'; printf %s "$line"; } | hash)")
done < <(cat log.jsonl) 3< <(jq -r '"\(.seq) \(.prev)"' log.jsonl)
{ read -r _ && read -r size && read -r top; } <log.jsonl.checkpoint
[[ $size == "$(wc -l <log.jsonl)" && $top == "$(root 0 "$size" | bytes | base64)" ]] || no "log of another root"
sed '/^$/,$d' log.jsonl.checkpoint >"$work/text"
tail -n 1 log.jsonl.checkpoint | cut -d ' ' -f 3 | base64 -d | tail -c 64 >"$work/signature"
signed "$work/text" || no "the checkpoint is not signed by a given key"
jq -r .digest log.jsonl | cut -c 8- | sort -u >"$work/logged"
jq -Rr 'select((fromjson | .type) == "sluice.decision.v1")' decision.jsonl >"$work/decision"
jq -Rr 'select((fromjson | .type) != "sluice.end.v1")' records.jsonl | hashes | sort -u >"$work/records"
hashes <"$work/decision" | sort - "$work/records" | comm -13 "$work/logged" - | grep . >&2 && no "not in the log"
of() { jq -r ".data.$1" "$work/decision"; }
[[ $(of inputs.sha256) == "$(tr -d '\n' <"$work/records" | bytes | hash)" ]] || no "decided on other records"
[[ $(of policy.sha256) == "$(hash <policy.jsonl)" ]] || no "decided by another policy"
[[ $(of log) == null || $(of log.root) == "$(root 0 "$(of log.size)" | bytes | base64)" ]] || no "another log"
for file in *.dsse; do while [[ -e $file ]] && IFS= read -r line; do
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
