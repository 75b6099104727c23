#!/usr/bin/env bash
# Samples a process: sample-process.sh PID SECONDS INTERVAL NAME. One JSON line every INTERVAL
# seconds, until SECONDS are over or the process has ended. Reads /proc, writes to standard output.
set -euo pipefail
pid=$1 seconds=$2 interval=$3 name=$4

end=$((SECONDS + seconds))
while ((SECONDS < end)); do
  rss=$(awk '/^VmRSS:/{print $2 * 1024}' "/proc/$pid/status" 2>/dev/null) || break
  [[ -n $rss ]] || break
  printf '{"time":"%s","process":"%s","rss_bytes":%s}\n' "$(date -u +%FT%T.%3NZ)" "$name" "$rss"
  sleep "$interval"
done
