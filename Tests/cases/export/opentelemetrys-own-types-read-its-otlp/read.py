"""Reads a request by opentelemetry-proto.

OTLP's JSON has ids in hexadecimal where protobuf's own has base64; those are converted, all else is read as
it stands, and an unknown field is an error.
"""
import base64
import json
import sys

from google.protobuf import json_format
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


def convert(value):
    if isinstance(value, list):
        for each in value:
            convert(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in ("traceId", "spanId", "parentSpanId"):
                assert len(each) == (32 if key == "traceId" else 16) and each == each.lower(), each
                value[key] = base64.b64encode(bytes.fromhex(each)).decode()
            else:
                convert(each)


text = json.load(open(sys.argv[1]))
convert(text)
if "resourceSpans" in text:
    request = json_format.Parse(json.dumps(text), ExportTraceServiceRequest())
    spans = [s for r in request.resource_spans for c in r.scope_spans for s in c.spans]
    known = {s.span_id for s in spans}
    assert len(known) == len(spans), "a span id stands twice"
    for span in spans:
        assert 0 < span.start_time_unix_nano <= span.end_time_unix_nano
        assert span.name and span.kind in (1, 2) and span.status.code in (0, 1, 2)
        names = [a.key for a in span.attributes]
        assert all(names) and len(set(names)) == len(names), names
    # A parent that is another trace's is none; that of a traceparent is nobody's here.
    for span in spans:
        parents = [s for s in spans if s.span_id == span.parent_span_id]
        assert all(s.trace_id == span.trace_id for s in parents), span.name
    print(len(request.resource_spans), "resources,", len(spans), "spans,",
          sum(s.parent_span_id in known for s in spans), "of them with a parent,",
          len({s.trace_id for s in spans}), "traces")
else:
    request = json_format.Parse(json.dumps(text), ExportMetricsServiceRequest())
    metrics = [m for r in request.resource_metrics for c in r.scope_metrics for m in c.metrics]
    points = [p for m in metrics for p in m.gauge.data_points]
    assert all(p.time_unix_nano > 0 and p.WhichOneof("value") for p in points)
    for point in points:
        names = [a.key for a in point.attributes]
        assert all(names) and len(set(names)) == len(names), names
    assert all(m.name for m in metrics)
    print(len(request.resource_metrics), "resources,", len(metrics), "metrics,", len(points), "points")
