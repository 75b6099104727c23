#!/usr/bin/env bash
# Writes the inputs of a night into the folder inputs: what the samples' tools wrote, under the names that
# the pipelines look for, and half an hour of a process' memory, which is invented.
set -euo pipefail
samples=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p inputs
cp "$samples/swift-events.jsonl" inputs/events.jsonl
cp "$samples/swift-coverage.json" inputs/coverage.json
cp "$samples/hyperfine.json" inputs/timings.json
cp "$samples/git-log.txt" inputs/history.txt
for ((minute = 0; minute < 30; minute++)); do
  printf '{"time":"2026-11-21T12:%02d:00Z","process":"orders","rss_bytes":%d}\n' \
    "$((20 + minute))" "$((9000000 + minute * 7919 % 13 * 4096))"
done >inputs/memory.jsonl
