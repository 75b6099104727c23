#!/usr/bin/env bash
# Makes real inputs of this project itself in FOLDER: the results of its tests and their coverage,
# timings of its filters, its history, and the memory of a filter under load.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
folder=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$root"

if [[ ! -e $folder/coverage.json ]]; then
  echo "  swift test > events.jsonl, coverage.json" >&2
  # A failing test is evidence, not a failure of this script; coverage is then missing, which the
  # collection's promise brings to light. That of an earlier run is not this one's.
  coverage=$(swift test --show-codecov-path --scratch-path .build/coverage) || true
  rm -f "$coverage"
  tools/unit --enable-code-coverage --scratch-path .build/coverage \
    -- --event-stream-output-path "$folder/events.jsonl" --event-stream-version 0 \
    >"$folder/tests.log" 2>&1 || echo "  swift test: status $?" >&2
  cp "$coverage" "$folder/coverage.json" || true
fi
if [[ ! -e $folder/timings.json ]]; then
  echo "  hyperfine > timings.json" >&2
  hyperfine --shell=none --warmup 5 --runs 40 --style none \
    --export-json "$folder/timings.json.part" normalize seal gate\ --version >/dev/null 2>&1
  mv "$folder/timings.json.part" "$folder/timings.json"
fi
if [[ ! -e $folder/memory.jsonl ]]; then
  echo "  load.sh > memory.jsonl" >&2
  pipelines/load.sh "${LOAD_SECONDS:-40}" "${LOAD_INTERVAL:-1}" >"$folder/memory.jsonl.part"
  mv "$folder/memory.jsonl.part" "$folder/memory.jsonl"
fi
git log --format='%H%x1f%P%x1f%an%x1f%ae%x1f%aI%x1f%cI%x1f%D%x1f%s%x1f%b%x1f%(trailers:unfold,only)%x1e' \
  >"$folder/history.txt"
