# Sourced by cases: a job's reports, and a policy for them.
# shellcheck shell=bash

# job_files: junit.xml of passed tests, bad.xml with one that failed, and policy.jsonl.
job_files() {
  local head='<testsuite name="s" timestamp="2026-11-20T05:00:00Z">'
  echo "$head<testcase name=\"a\"/><testcase name=\"b\"/></testsuite>" >junit.xml
  echo "$head<testcase name=\"a\" file=\"src/a.py\" line=\"7\"><failure message=\"no\"/></testcase></testsuite>" >bad.xml
  cat >policy.jsonl <<'POLICY'
{"policy":"job","version":1,"owner":"maintainers"}
{"id":"collection.complete","select":{"type":"manifest"},"measure":{"count":{"/data/state":{"not":"complete"}}},"op":"<=","hard":0,"why":"all must be there","remedy":"see the manifest"}
{"id":"tests.failed","select":{"type":"test"},"measure":{"count":{"/data/status":{"not":"passed"}}},"op":"<=","hard":0,"min":1,"why":"no test may fail","remedy":"run it again"}
POLICY
}
