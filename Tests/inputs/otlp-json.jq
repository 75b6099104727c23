def formats: ["otlp-json"];
def refusal: false;
def spans: items("span").data.item;
def point: IN("gauge", "sum", "histogram", "exponentialHistogram", "summary");
def points: items | select(.data.part | point);
def code: .status.code | if . == null then "NoneType" elif type == "string"
  and (test("^[0-9]+$") | not) then "str" else "int" end;
def facts:
  ([spans.traceId] + [spans.spanId]) as $ids
  | {
    spans: count(spans),
    logs: count(items("log")),
    metrics: ([points.data | [.part, .context.keys[:3]]] | unique | length),
    metric_kinds: ([points.data | [.part, .context.keys[:3]]] | unique | tally(.[][0])),
    datapoints: count(points),
    trace_ids: ([spans.traceId] | unique | length),
    ids_hex: ($ids | all(test("^[0-9A-Fa-f]+$"))),
    upper_case_hex: ($ids | all(test("^[0-9A-Fa-f]+$")) and any(test("[A-F]"))),
    time_as_string: count(spans | select(.startTimeUnixNano | type == "string")),
    status_enum_types: tally(spans | code)
  };
