# Sourced by the cases of the release pipeline. shellcheck shell=bash

# inputs: a folder with what the tools of a project made, from the samples, and a policy that it meets.
inputs() {
  mkdir -p inputs
  cp "$SAMPLES/swift-events.jsonl" inputs/events.jsonl
  cp "$SAMPLES/swift-coverage.json" inputs/coverage.json
  cp "$SAMPLES/hyperfine.json" inputs/timings.json
  cp "$SAMPLES/git-log.txt" inputs/history.txt
  local second
  for second in 0 1 2 3 4 5 6 7 8 9; do
    echo "{\"time\":\"2026-11-21T12:00:0$second.000Z\",\"process\":\"normalize\",\"rss_bytes\":900000$second}"
  done >inputs/memory.jsonl
  cat >policy.jsonl <<'LINES'
{"policy":"rehearsal","version":1,"chain":true,"owner":"release team"}
{"id":"collection.complete","select":{"type":"manifest"},"measure":{"count":{"/data/state":{"not":"complete"}}},"op":"<=","hard":0}
{"id":"tests.failed","select":{"type":"test","/data/status":{"not":"skipped"}},"measure":{"count":{"/data/status":{"not":"passed"}}},"op":"<=","hard":0,"min":5,"maxage":"24h"}
LINES
}

# release RC HOUR [NAME=VALUE]...: the pipeline at an hour of 2026-11-21, on the sample's commit.
release() {
  env "AT=2026-11-21T$2:00:00Z" "COMMIT=$(head -c 40 inputs/history.txt)" INPUTS=inputs \
    POLICY=policy.jsonl "${@:3}" bash "$ROOT/pipelines/release.sh" out "$1" >report.txt 2>err.txt
  echo "$1: status $?, $(head -n 1 report.txt)"
}

# proof [FOLDER]: what the bundle's own script says, with the keys that are known.
proof() { (cd "${1-out/last/bundle}" && bash verify.sh ../../key.pem.pub 2>&1); }

# sums: writes SHA256SUMS of the present folder anew, as an enemy would.
sums() { find . -type f ! -name SHA256SUMS -printf '%P\n' | sort | xargs sha256sum >SHA256SUMS; }
