# shellcheck shell=bash disable=SC2154 # run.sh sets the variables
# From start to exit: every filter with a stream that holds its end record alone, and a pipeline.

empty_command() {
  case $1 in
  collect) echo "collect --from k6-ndjson /dev/null" ;;
  seal) echo "seal /dev/null" ;;
  retain) echo "retain --store $state/store.db empty.jsonl" ;;
  recall) echo "recall --store $state/store.db" ;;
  sign) echo "sign --log $state/log.jsonl --key key.pem empty.jsonl" ;;
  verify) echo "verify --log $state/log.jsonl --key key.pem.vkey empty.jsonl" ;;
  gate) echo "gate --policy policy.jsonl --at 2026-11-20T06:00:00Z empty.jsonl" ;;
  *) echo "$1 empty.jsonl" ;;
  esac
}

prepare_starts() {
  seal </dev/null >empty.jsonl 2>/dev/null
  sign --generate-key key.pem --origin example.com/bench >/dev/null
  cat >policy.jsonl <<'LINES'
{"policy":"bench","version":1}
{"id":"points","select":{"type":"metric"},"measure":{"count":{"/data/value":{"has":true}}},"op":">=","hard":0}
LINES
  "$python" "$here/generate.py" 10 >ten.ndjson
  cat >pipeline <<LINES
set -euo pipefail
normalize --map $here/points.map.jsonl ten.ndjson 2>/dev/null | seal 2>/dev/null | correlate |
  retain --store $state/ten.db | sign --log $state/ten.log --key key.pem |
  verify --log $state/ten.log --key key.pem.vkey | lineage-build | report
LINES
}

# Median and least milliseconds of a command, and the mean of its processor time.
start_time() {
  hyperfine -N --warmup 20 --runs "$starts" --ignore-failure --export-json timing.json "$1" \
    >/dev/null 2>&1
  jq -r '.results[0] | [.median, .min, .user + .system] | map(. * 1e5 | round / 100 | tostring)
    | join(" | ")' timing.json
}

measure_starts() {
  prepare_starts
  printf '\nStart to exit with an empty stream, of %s runs; files of state in memory\n\n' "$starts"
  echo "| Program | Median ms | Least ms | CPU ms | Peak MiB | Status |"
  echo "| --- | ---: | ---: | ---: | ---: | ---: |"
  local filter command status
  for filter in collect normalize seal correlate retain recall soak-trend forecast lineage-build \
    sign verify gate report; do
    command=$(empty_command "$filter")
    status=0
    # shellcheck disable=SC2086
    /usr/bin/time -q -f %M -o one $command >/dev/null 2>&1 || status=$?
    printf '| %s | %s | %s | %s |\n' "$filter" "$(start_time "$command")" \
      "$(quotient "$(tail -n 1 one)" 1024)" "$status"
  done
  gate_records 100 >hundred.jsonl
  gate --policy policy.jsonl --at 2026-12-20T06:00:00Z hundred.jsonl >decided.jsonl || true
  for command in "gate --policy policy.jsonl --at 2026-12-20T06:00:00Z hundred.jsonl" \
    "sign --envelope record --key key.pem decided.jsonl"; do
    # shellcheck disable=SC2086
    /usr/bin/time -q -f %M -o one $command >/dev/null 2>&1 || status=$?
    printf '| %s | %s | %s | |\n' "${command%% --*}, 100 records or one decision" "$(start_time "$command")" \
      "$(quotient "$(tail -n 1 one)" 1024)"
  done
  bash pipeline >/dev/null
  printf '| eight stages over ten records, with bash | %s | | 0 |\n' "$(start_time "bash pipeline")"
}
