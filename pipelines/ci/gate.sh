#!/usr/bin/env bash
# A gate for a job of any CI: gate.sh OUT FILE... decides by POLICY on what the job's tools wrote, and
# leaves records.jsonl, decision.jsonl, report.md, report.html, report.xml (JUnit) and verdict in OUT. Status 0 is
# go, 1 no-go; any other means that there is no decision, and verdict says none.
# COMMIT and RELEASE say what is decided on, RUN which run it was, EXPECT what must be among the files
# (FORMAT=N or a file's name, each a word), AT which instant is now.
set -euo pipefail
(($#)) || { echo "gate.sh: OUT FILE... is right" >&2; exit 64; }
out=$(mkdir -p -- "$1" && cd -- "$1" && pwd) || exit 73
shift
# What an earlier job left here must not be taken for this one's.
rm -f "$out"/{observations,records,decision}.jsonl "$out"/report.{md,html,xml}
echo none >"$out/verdict"
# Where a step fails with status 1, that is no answer.
trap '[[ $? != 1 || $(cat "$out/verdict") == no-go ]] || exit 70' EXIT
(($#)) || { echo "gate.sh: no files to decide on" >&2; exit 64; }
[[ -n ${POLICY-} ]] || { echo "gate.sh: POLICY is empty, a policy's file would be right" >&2; exit 64; }
at=${AT:-$(date -u +%FT%TZ)}
about=(${COMMIT:+--set "commit=$COMMIT"} ${RELEASE:+--set "release=$RELEASE"} ${RUN:+--set "runid=$RUN"})
which=(${COMMIT:+--commit "$COMMIT"} ${RELEASE:+--release "$RELEASE"})
# Words of all lines, and names of files that begin as options do.
read -rd '' -a promises <<<"${EXPECT-}" || true
files=("${@/#-/./-}")
if command -v sluice >/dev/null; then PATH="$(sluice path):$PATH"; fi

collect "${about[@]}" "${promises[@]/#/--expect=}" -o "$out/observations.jsonl" "${files[@]}"
normalize --set "time=$at" -o "$out/records.jsonl" "$out/observations.jsonl"
status=0
gate --policy "$POLICY" --at "$at" "${which[@]}" -o "$out/decision.jsonl" "$out/records.jsonl" || status=$?
((status <= 1)) || exit "$status"
report --format markdown -o "$out/report.md" "$out/decision.jsonl" "$out/records.jsonl"
report --format html -o "$out/report.html" "$out/decision.jsonl" "$out/records.jsonl"
report --format junit -o "$out/report.xml" "$out/decision.jsonl" "$out/records.jsonl"
verdict=$(jq -r 'select(.type == "sluice.decision.v1").data.verdict' "$out/decision.jsonl")
[[ $status == 1 || $verdict == go ]]
echo "$verdict" >"$out/verdict"
exit "$status"
