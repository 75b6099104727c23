"""Holds each event to the schema of its type, and its envelope to CDEvents' binding to CloudEvents."""
import collections
import json
import pathlib
import sys

import jsonschema
import referencing

formats = jsonschema.FormatChecker()
assert {"date-time", "uri", "uri-reference"} <= set(formats.checkers)
schemas, types = {}, {}
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.json")):
    schema = json.loads(path.read_text())
    if "$id" in schema:
        schemas[schema["$id"]] = schema
        context = schema.get("properties", {}).get("context", {}).get("properties", {})
        for type in context.get("type", {}).get("enum", []):
            types[type] = schema
        if schema["$id"].endswith("/custom"):
            custom = schema
registry = referencing.Registry().with_contents(schemas.items())
kinds = collections.Counter()
for line in open(sys.argv[2]):
    event = json.loads(line)
    data = event["data"]
    schema = types[event["type"]] if event["type"].startswith("dev.cdevents.") else custom
    check = jsonschema.Draft202012Validator(schema, registry=registry, format_checker=formats)
    for error in check.iter_errors(data):
        print(event["type"], error.json_path, error.message)
    context = data["context"]
    assert (event["id"], event["source"], event["type"], event["subject"], event["time"]) == (
        context["id"], context["source"], context["type"], data["subject"]["id"],
        context["timestamp"])
    kinds[event["type"]] += 1
for kind in sorted(kinds):
    print(kinds[kind], kind)
print("without an outcome:", end=" ")
data["context"]["type"] = "dev.cdevents.testsuiterun.finished.0.3.0"
data["subject"]["content"] = {"environment": {"id": "x"}}
found = list(jsonschema.Draft202012Validator(
    types["dev.cdevents.testsuiterun.finished.0.3.0"], registry=registry).iter_errors(data))
print("refused" if found else "taken")
