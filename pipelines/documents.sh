#!/usr/bin/env bash
# Are documents whole: documents.sh OUT FILE... Reads Markdown documents, checks their links, generated
# sections and front matter, decides by the documents policy and shows the result; nothing is changed.
# Status 1 when the decision is no-go. Paths are those of the folder it is started in.
# SECTIONS names a folder with what the sections must hold, each in a file of the section's name;
# FRONT_MATTER a JSON Schema of what front matter must hold; EXEMPT further documents, which need none;
# POLICY a policy; AT the instant by which reviews are late, instead of now.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
out=$(mkdir -p "$1" && cd "$1" && pwd)
shift
# A folder of its own, made anew: no document is checked by what it was before.
run=$out/documents
rm -rf "$run" && mkdir "$run"
at=$(pin at)
commit=${COMMIT:-$(git rev-parse HEAD)}
about=(--set "commit=$commit" --set "time=$at")
read -ra exempt <<<"${EXEMPT-}"
expected=("${@/#/--expect=}" "${exempt[@]/#/--expect=}")
arguments=("${exempt[@]/#/--exempt=}" ${FRONT_MATTER:+--front-matter "$FRONT_MATTER"})
if [[ -n ${SECTIONS-} ]]; then
  for file in "$SECTIONS"/*; do arguments+=(--section "${file##*/}=$file"); done
fi

stage observations.jsonl collect "${about[@]}" --from markdown "${expected[@]}" "$@" "${exempt[@]}"
stage records.jsonl normalize "$run/observations.jsonl"
stage pages.jsonl docs-sync --check "${about[@]}" "${arguments[@]}" "$@" "${exempt[@]}"
stage decision.jsonl gate --policy "${POLICY:-$root/samples/policies/documents.jsonl}" --at "$at" \
  --commit "$commit" "$run/records.jsonl" "$run/pages.jsonl"
report "$run/decision.jsonl" "$run/pages.jsonl"
jq -es 'first.data.verdict == "go"' "$run/decision.jsonl" >/dev/null
