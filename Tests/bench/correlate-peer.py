"""The components of records by union-find over dicts: what correlate is measured against.

Reads JSON lines twice, as correlate does, and writes each line with its correlationid."""
import json
import sys

KEYS = ("commit", "runid", "traceparent")
parent = {}


def find(key):
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def keys(record):
    for name in KEYS:
        value = record.get(name)
        if value:
            yield (name, value[3:35] if name == "traceparent" else value)


path = sys.argv[1]
with open(path, "rb") as lines:
    for line in lines:
        first = None
        for key in keys(json.loads(line)):
            parent.setdefault(key, key)
            if first is None:
                first = find(key)
            else:
                other = find(key)
                if other != first:
                    # The smaller key stands for both, so that the id is the same in any order.
                    first, other = min(first, other), max(first, other)
                    parent[other] = first
with open(path, "rb") as lines:
    for line in lines:
        record = json.loads(line)
        key = next(keys(record), None)
        if key is not None:
            record["correlationid"] = "=".join(find(key))
        sys.stdout.write(json.dumps(record, separators=(",", ":")) + "\n")
