#!/usr/bin/env bash
# A steady load on normalize for SECONDS, sampled once every INTERVAL: load.sh SECONDS INTERVAL.
# The input is real: the observations of this repository's own history, again and again. Writes
# one JSON line a sample to standard output.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
seconds=$1 interval=$2
work=$(mktemp -d)
trap 'kill "${feeder-}" "${loaded-}" 2>/dev/null || true; rm -rf "$work"' EXIT

git -C "$here" log -n 500 \
  --format='%H%x1f%P%x1f%an%x1f%ae%x1f%aI%x1f%cI%x1f%D%x1f%s%x1f%b%x1f%(trailers:unfold,only)%x1e' \
  | collect --from git-log | grep -v 'sluice\.end\.v1' >"$work/observations"
mkfifo "$work/pipe"
normalize "$work/pipe" >/dev/null 2>&1 &
loaded=$!
# Pauses keep the load steady: as fast as it can go would measure the machine.
while :; do cat "$work/observations"; sleep 0.02; done >"$work/pipe" &
feeder=$!
"$here/sample-process.sh" "$loaded" "$seconds" "$interval" normalize
