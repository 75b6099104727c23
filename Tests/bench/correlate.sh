#!/usr/bin/env bash
# Measures correlate against union-find in Python and, where it is installed in .build/bench, DuckDB:
# correlate.sh [RECORDS]... (default 1000000). Records with three keys each; all in one run.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
here=$root/Tests/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measure NAME RECORDS COMMAND...: one line of the table.
measure() {
  local name=$1 records=$2 seconds kilobytes
  shift 2
  /usr/bin/time -f '%e %M' -o "$work/time" "$@" >"$work/out"
  read -r seconds kilobytes <"$work/time"
  awk -v name="$name" -v n="$records" -v s="$seconds" -v kb="$kilobytes" 'BEGIN {
    printf "%-12s %10d records %8.2f s %10.0f records/s %8.0f MiB\n", name, n, s, n / s, kb / 1024 }'
  echo "$name $seconds" >>"$work/times"
}

for records in "${@:-1000000}"; do
  : >"$work/times"
  python3 "$here/correlate-records.py" "$records" >"$work/in.jsonl"
  "$root/bin/seal" "$work/in.jsonl" >"$work/sealed.jsonl" 2>/dev/null
  measure correlate "$records" "$root/bin/correlate" "$work/sealed.jsonl"
  measure python "$records" python3 "$here/correlate-peer.py" "$work/in.jsonl"
  if "$root/.build/bench/bin/python" -c 'import duckdb' 2>/dev/null; then
    measure duckdb "$records" "$root/.build/bench/bin/python" "$here/correlate-peer-duckdb.py" \
      "$work/in.jsonl" "$work/out.csv"
  fi
  awk '$1 == "correlate" { own = $2 } $1 != "correlate" && (!peer || $2 < peer) { peer = $2 }
    END { printf "ratio to the faster peer: %.3f (0.2 is the aim)\n", own / peer }' "$work/times"
done
