#!/usr/bin/env bash
# Writes to standard output what soak-load.sh would of a server in ninety minutes: invented. From the
# 46th minute on it keeps 40 kB a minute.
set -euo pipefail
for ((minute = 0; minute < 90; minute++)); do
  printf '{"time":"2026-11-21T%02d:%02d:00Z","process":"orders","rss_bytes":%d,' \
    "$((10 + minute / 60))" "$((minute % 60))" \
    "$((20000000 + (minute > 45 ? (minute - 45) * 40000 : 0) + minute * 7919 % 13 * 1000))"
  printf '"requests_per_second":%d,"latency_p50_seconds":0.00%d,"latency_p99_seconds":0.00%d,' \
    "$((900 + minute * 31 % 17))" "$((2 + minute * 7 % 3))" "$((6 + minute * 5 % 3))"
  printf '"error_share":0}\n'
done
