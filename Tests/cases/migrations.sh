# Sourced by cases: kinds of records in versions that this release does not have, before and behind its own.
# shellcheck shell=bash

# old_metrics: records of version 0 of metric: a time in milliseconds, and words of its own.
old_metrics() {
  {
    printf '{"data":{"name":"latency","ms":12.5,"better":"less"},"id":"m1","source":"ci",'
    printf '"specversion":"1.0","time":"2026-11-20T01:00:00Z","type":"sluice.metric.v0"}\n'
    printf '{"data":{"name":"latency","ms":7,"better":"more"},"id":"m2","source":"ci",'
    printf '"specversion":"1.0","time":"2026-11-20T02:00:00Z","type":"sluice.metric.v0"}\n'
  } | jq -cS . | seal 2>/dev/null
}

# metric_migrations: from version 0 of metric to 1, and from 1 to 2, with the schemas of 0 and 2.
metric_migrations() {
  cat >metric-1.jsonl <<'LINES'
{"migration":"metric","from":0,"to":1,"about":"seconds, and the words of today"}
{"rename":"/data/name","to":"/data/metric"}
{"rename":"/data/ms","to":"/data/value"}
{"scale":"/data/value","over":1000}
{"add":"/data/unit","value":"s"}
{"rename":"/data/better","to":"/data/direction"}
{"values":"/data/direction","map":{"less":"lower","more":"higher"}}
LINES
  cat >metric-2.jsonl <<'LINES'
{"migration":"metric","from":1,"to":2}
{"rename":"/data/metric","to":"/data/instrument/name"}
{"rename":"/data/unit","to":"/data/instrument/unit"}
{"wrap":"/data/value"}
{"rename":"/data/value","to":"/data/values"}
{"remove":"/data/replicate"}
LINES
  schema_of 0 '{"better":{"type":"string"},"ms":{"type":"number"},"name":{"type":"string"}}' ms >metric-v0.json
  schema_of 2 '{"direction":{"type":"string"},"instrument":{"type":"object"},"values":{"type":"array","minItems":1}}' values >metric-v2.json
}

# schema_of VERSION PROPERTIES REQUIRED: the schema of metric in a version, with these fields and no others.
schema_of() {
  jq -n --argjson version "$1" --argjson properties "$2" --arg required "$3" '{
    "$id": "sluice.metric.v\($version)", type: "object", required: ["data", "type"], properties: {
      type: {const: "sluice.metric.v\($version)"},
      data: {type: "object", required: [$required], $properties, additionalProperties: false}}}'
}

# payload: the records of a stream without its end record.
payload() { grep -v '"sluice.end.v1"' "$@"; }
