# Sourced by the cases of explain. shellcheck shell=bash

# tests NAME=STATUS...: a complete stream of tests of release $release at $hour o'clock.
tests() {
  local name
  for name in "$@"; do
    printf '{"data":{"file":"Tests/%s.swift","line":7,"message":"was %s","status":"%s"},' \
      "${name%=*}" "${name#*=}" "${name#*=}"
    printf '"id":"%s-%s","release":"%s","source":"s","specversion":"1.0","subject":"%s",' \
      "${name%=*}" "$hour" "$release" "${name%=*}"
    printf '"time":"2026-11-20T%s:00:00Z","type":"sluice.test.v1"}\n' "$hour"
  done | seal 2>/dev/null
}

cat >policy.jsonl <<'LINES'
{"policy":"small","version":1,"owner":"me"}
{"id":"tests","select":{"type":"test"},"measure":{"count":{"/data/status":"failed"}},"op":"<=","hard":0,"why":"no test may fail","remedy":"mend the test or what it tests"}
{"id":"troubled","select":{"type":"test"},"measure":{"count":{"/data/status":{"not":["passed"]}}},"op":"<=","soft":1,"min":2,"why":"few may be in trouble"}
{"id":"coverage","select":{"type":"coverage"},"measure":{"field":"/data/ratio"},"op":">=","hard":0.8,"why":"untested code is unknown"}
{"id":"skipped","select":{"type":"test"},"measure":{"ratio":{"/data/status":"skipped"}},"op":"<=","warn":0.1}
LINES

# decide RELEASE HOUR NAME=STATUS...: a decision on such tests, kept in history.jsonl.
decide() {
  release=$1 hour=$2
  tests "${@:3}" >records.jsonl
  gate --policy policy.jsonl --at "2026-11-20T$hour:30:00Z" --release "$release" \
    ${history:+--history history.jsonl} records.jsonl >decision.jsonl
  cat decision.jsonl >>history.jsonl
  history=yes
}
