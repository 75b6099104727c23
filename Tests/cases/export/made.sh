# Sourced by cases: records of every kind that is exported.
# shellcheck shell=bash

# observed: a complete stream of a night of service api: two days of memory with a limit and of latency,
# a run with two jobs, tests, coverage, a finding, a commit, an artifact, a deployment, an incident.
observed() {
  local number
  {
    for ((number = 0; number < 48; number++)); do
      printf '{"data":{"direction":"lower","labels":{"scenario":"soak"},"limit":400,"metric":"process.memory.rss","unit":"MiBy","value":%d},"environment":"staging","id":"m%d","service":"api","source":"soak","specversion":"1.0","time":"2026-11-%02dT%02d:00:00Z","type":"sluice.metric.v1"}\n' \
        $((200 + 3 * number + number * 7 % 5)) "$number" $((18 + number / 24)) $((number % 24))
      printf '{"data":{"direction":"lower","metric":"http.latency","unit":"s","value":0.0%d},"environment":"staging","id":"l%d","service":"api","source":"soak","specversion":"1.0","time":"2026-11-%02dT%02d:00:00.25Z","type":"sluice.metric.v1"}\n' \
        $((20 + number * 11 % 7)) "$number" $((18 + number / 24)) $((number % 24))
    done
    cat <<'LINES'
{"commit":"c1","data":{"attempt":1,"branch":"main","finished_at":"2026-11-19T23:10:00Z","name":"nightly","provider":"github","repository":"example/api","result":"failure","run":"77","started_at":"2026-11-19T23:00:00.5Z","state":"done","url":"https://ci.example.com/77"},"environment":"staging","id":"run-77","runid":"77","service":"api","source":"https://ci.example.com","specversion":"1.0","time":"2026-11-19T23:10:00Z","type":"sluice.run.v1"}
{"commit":"c1","data":{"name":"build","parent":"77","provider":"github","result":"success","run":"78","started_at":"2026-11-19T23:00:01Z","duration_ns":60000000000,"state":"done"},"environment":"staging","id":"run-78","runid":"77","service":"api","source":"https://ci.example.com","specversion":"1.0","time":"2026-11-19T23:01:01Z","type":"sluice.run.v1"}
{"commit":"c1","data":{"message":"2 tests failed","name":"test","parent":"77","provider":"github","result":"failure","run":"79","started_at":"2026-11-19T23:02:00Z","state":"done"},"environment":"staging","id":"run-79","runid":"77","service":"api","source":"https://ci.example.com","specversion":"1.0","time":"2026-11-19T23:09:00Z","type":"sluice.run.v1"}
{"commit":"c1","data":{"name":"deploy","provider":"github","run":"80","state":"running","url":"https://ci.example.com/80"},"id":"run-80","runid":"80","source":"https://ci.example.com","specversion":"1.0","time":"2026-11-19T23:11:00Z","type":"sluice.run.v1"}
{"commit":"c1","data":{"name":"pkg/api","status":"failed","tests":3,"duration_ns":2000000000,"runner":"go"},"environment":"staging","id":"suite-1","runid":"77","service":"api","source":"ci","specversion":"1.0","time":"2026-11-19T23:05:02Z","type":"sluice.testsuite.v1"}
{"commit":"c1","data":{"name":"TestA","status":"passed","suite":"pkg/api","duration_ns":500000000,"runner":"go"},"environment":"staging","id":"test-a","runid":"77","service":"api","source":"ci","specversion":"1.0","subject":"pkg/api.TestA","time":"2026-11-19T23:05:01Z","type":"sluice.test.v1"}
{"commit":"c1","data":{"file":"api_test.go","line":7,"message":"got \"1\",\nwant 2","name":"TestB","status":"failed","suite":"pkg/api","duration_ns":1000000000,"runner":"go"},"environment":"staging","id":"test-b","runid":"77","service":"api","source":"ci","specversion":"1.0","subject":"pkg/api.TestB","time":"2026-11-19T23:05:02Z","type":"sluice.test.v1"}
{"commit":"c1","data":{"message":"no network","name":"TestC","status":"skipped","suite":"pkg/api","runner":"go"},"environment":"staging","id":"test-c","runid":"77","service":"api","source":"ci","specversion":"1.0","subject":"pkg/api.TestC","time":"2026-11-19T23:05:02Z","type":"sluice.test.v1"}
{"commit":"c1","data":{"name":"TestD","status":"unknown"},"id":"test-d","source":"ci","specversion":"1.0","time":"2026-11-19T23:05:02Z","type":"sluice.test.v1"}
{"commit":"c1","component":"pkg","data":{"found":200,"hit":150,"ratio":0.75,"scope":"total","unit":"line"},"id":"coverage","source":"ci","specversion":"1.0","time":"2026-11-19T23:06:00Z","type":"sluice.coverage.v1"}
{"data":{"level":"high","rule":"CVE-1"},"id":"finding","source":"scan","specversion":"1.0","type":"sluice.finding.v1"}
{"commit":"c1","data":{"parents":["b1"],"repository":"example/api","revision":"c1","subject":"Faster"},"id":"change-1","source":"git","specversion":"1.0","time":"2026-11-19T20:00:00Z","type":"sluice.change.v1"}
{"commit":"c2","data":{"parents":["c1","b2"],"revision":"c2"},"id":"change-2","source":"git","specversion":"1.0","time":"2026-11-19T21:00:00Z","type":"sluice.change.v1"}
{"artifact":"sha256:f1","commit":"c1","data":{"name":"api tar","state":"published","version":"1.4.0"},"id":"artifact-1","source":"ci","specversion":"1.0","time":"2026-11-19T23:07:00Z","type":"sluice.artifact.v1"}
{"artifact":"sha256:f1","commit":"c1","data":{"name":"pkg:oci/api@1","state":"packaged"},"id":"artifact-2","source":"ci","specversion":"1.0","time":"2026-11-19T23:07:00Z","type":"sluice.artifact.v1"}
{"artifact":"sha256:f1","data":{"name":"api.tar","signature":"MEUCIQ==","state":"signed"},"id":"artifact-3","source":"ci","specversion":"1.0","time":"2026-11-19T23:08:00Z","type":"sluice.artifact.v1"}
LINES
    local action
    for action in create update rollback delete; do
      printf '{"artifact":"sha256:f1","correlationid":"s1","data":{"action":"%s","attempt":"9","name":"api","provider":"github","state":"succeeded"},"environment":"staging","id":"deploy-%s","service":"api","source":"ci","specversion":"1.0","time":"2026-11-19T23:12:00Z","type":"sluice.deployment.v1"}\n' "$action" "$action"
    done
    cat <<'LINES'
{"data":{"name":"api","provider":"github","state":"failed"},"environment":"staging","id":"deploy-failed","service":"api","source":"ci","specversion":"1.0","time":"2026-11-19T23:13:00Z","type":"sluice.deployment.v1"}
{"correlationid":"s1","data":{"provider":"pagerduty","state":"triggered","title":"slow"},"environment":"staging","id":"incident-1","incident":"P1","service":"api","source":"pd","specversion":"1.0","time":"2026-11-19T23:14:00Z","type":"sluice.incident.v1"}
{"correlationid":"s1","data":{"provider":"pagerduty","state":"resolved","title":"slow"},"environment":"staging","id":"incident-2","incident":"P1","service":"api","source":"pd","specversion":"1.0","time":"2026-11-19T23:44:00Z","type":"sluice.incident.v1"}
{"data":{"author":"ann","state":"open","task":"12","title":"Slow","tracker":"github-issue","url":"https://example.com/12"},"id":"task-1","source":"forge","specversion":"1.0","time":"2026-11-19T23:15:00Z","type":"sluice.task.v1"}
{"data":{"state":"closed","resolution":"completed","task":"12","title":"Slow","tracker":"github-issue","url":"https://example.com/12"},"id":"task-2","source":"forge","specversion":"1.0","time":"2026-11-19T23:45:00Z","type":"sluice.task.v1"}
{"data":{"repository":"example/api","state":"merged","task":"13","tracker":"github-pull-request"},"id":"task-3","source":"forge","specversion":"1.0","time":"2026-11-19T23:46:00Z","type":"sluice.task.v1"}
{"data":{"missing":"a change","node":"run:80","rule":"run-from-change"},"id":"hole","source":"s","specversion":"1.0","type":"sluice.hole.v1"}
{"data":{"promised":[],"sources":[{"name":"a","state":"found"},{"name":"b","state":"missing"}],"state":"incomplete"},"id":"manifest","source":"s","specversion":"1.0","type":"sluice.manifest.v1"}
{"data":{"at":"2026-11-19T06:00:00Z","counts":{},"inputs":{"records":1,"sha256":"","status":"complete"},"policy":{"name":"old","sha256":"aa","version":1},"release":"rc-0","rules":[{"evidence_count":2,"got":3,"id":"slow","level":"soft","state":"waived","waiver":"w1"}],"verdict":"go","waivers":[{"approver":"ann","expires":"2026-12-01T00:00:00Z","id":"w1","rule":"slow","state":"used"}]},"id":"decision-old","source":"s","specversion":"1.0","time":"2026-11-19T06:00:00Z","type":"sluice.decision.v1"}
{"data":{"alpha":0.05,"baseline":{"n":3},"candidate":{"n":3},"p":0.5,"ratio":{"value":1},"series":{"labels":{},"metric":"http.latency","unit":"s"},"verdict":"same"},"id":"comparison","source":"s","specversion":"1.0","type":"sluice.comparison.v1"}
LINES
  } | seal 2>/dev/null
}

# policy: what the night is judged by.
policy() {
  cat <<'LINES'
{"policy":"night","version":3,"expires":"2027-01-01T00:00:00Z","owner":"release team"}
{"id":"tests.failed","select":{"type":"test"},"measure":{"count":{"/data/status":"failed"}},"op":"<=","hard":0,"why":"no test may fail, \"ever\"","remedy":"see {{ the report }}"}
{"id":"memory.peak","select":{"type":"metric","/data/metric":"process.memory.rss","service":"api"},"measure":{"field":"/data/value","aggregate":"max"},"op":"<=","warn":300,"hard":400,"scope":"any"}
{"id":"latency","select":{"type":"metric","/data/metric":"http.latency"},"measure":{"field":"/data/value","aggregate":"p95"},"op":"<=","soft":0.1,"scope":"any","missing":"soft","stale":"warn"}
{"id":"drills","select":{"type":"drill"},"measure":{"count":{"/data/date":{"has":true}}},"op":">=","warn":1,"missing":"warn"}
LINES
}

# sample: writes observed.jsonl, policy.jsonl, and all.jsonl with what trends, forecasts and the decision
# add to them.
sample() {
  observed >observed.jsonl
  policy >policy.jsonl
  soak-trend observed.jsonl >trends.jsonl
  forecast --horizon 48 observed.jsonl >forecasts.jsonl
  cat observed.jsonl trends.jsonl forecasts.jsonl >evidence.jsonl
  gate --policy policy.jsonl --at 2026-11-20T06:00:00Z --release rc-1 --commit c1 evidence.jsonl \
    >decision.jsonl || true
  cat evidence.jsonl decision.jsonl >all.jsonl
}

# metric NAME UNIT VALUE [LABELS [MORE]]: a line of a metric record; labels and more are the inside of objects.
metric() {
  printf '{"data":{"labels":{%s},"metric":"%s",%s"unit":"%s",%s},"id":"%s","source":"s","specversion":"1.0","time":"2026-11-20T01:02:03.5Z","type":"sluice.metric.v1"}\n' \
    "${4-}" "$1" "${5-}" "$2" "$3" "$((++metrics))"
}

# nasty: metrics with names, labels, units and values that need care.
nasty() {
  local metrics=0
  {
    # Two metrics whose names become the same, and one that has that name already.
    metric a.b By '"value":1'
    metric a-b By '"value":2'
    metric a_b_bytes 1 '"value":3'
    # A counter beside metrics with the names of its parts.
    metric jobs_total 1 '"value":4' '' '"type":"counter",'
    metric jobs 1 '"value":5'
    metric hits_total 1 '"value":6' '' '"type":"counter",'
    metric hits_created 1 '"value":7'
    metric bytes_total By '"value":8' '' '"type":"counter",'
    metric falls_total 1 '"value":-1' '' '"type":"counter",'
    metric 'größe in °C' Cel '"value":1e-7'
    metric '' '' '"value":9,"limit":10'
    metric 9lives '{cat}' '"value":-0.5'
    metric 'a \"quoted\" \\\\ name\nof two lines' '{request}/s' '"value":1e21'
    metric sluice_rule_state 1 '"value":10'
    metric labels s '"value":11' '"a.b":"1","a-b":"2","le":"0.5","__name__":"labels","metric":"m","empty":"","9":"nine","":"nameless"'
    metric labels s '"value":12' '"text":"quote \" backslash \\ line\nend ünïcödé 🎉"'
    metric not_a_number ms '"value_text":"NaN"'
    metric infinite MiBy/h '"value_text":"-Infinity"'
    metric large 1 '"value_text":"9007199254740993"'
    metric nothing 1 '"count":1'
    metric latency_bucket 1 '"value":13' '"le":"+Inf"' '"type":"histogram",'
    metric k6 ms '"value":14' '' '"stat":"p(95)",'
    metric k6 ms '"value":15' '' '"stat":"max",'
  } | seal 2>/dev/null
}

# decision VERDICT HOUR: a line of a decision with one rule.
decision() {
  printf '{"data":{"at":"2026-11-20T%s:00:00Z","policy":{"name":"p","version":1},"rules":[{"got":%d,"id":"r%s","level":"hard","state":"breach"}],"verdict":"%s"},"id":"d%s","source":"s","specversion":"1.0","type":"sluice.decision.v1"}\n' \
    "$2" "${2#0}" "$2" "$1" "$2"
}
