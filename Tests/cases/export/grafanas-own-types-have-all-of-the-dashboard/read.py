"""Reads a dashboard by Grafana's own types (grafana-foundation-sdk) and says what these do not have."""
import json
import sys

from grafana_foundation_sdk.cog import plugins
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard


def compare(written, read, place):
    if isinstance(written, dict) and isinstance(read, dict):
        for key, value in written.items():
            if key in read:
                compare(value, read[key], f"{place}/{key}")
            elif value is not None:
                print(f"{place}/{key} is nothing of Grafana's")
    elif isinstance(written, list) and isinstance(read, list) and len(written) == len(read):
        for index, (one, other) in enumerate(zip(written, read)):
            compare(one, other, f"{place}/{index}")
    elif written != read:
        print(f"{place}: {written!r} becomes {read!r}")


plugins.register_default_plugins()
text = sys.stdin.read()
read = json.loads(JSONEncoder().encode(Dashboard.from_json(json.loads(text))))
compare(json.loads(text), read, "")
print(len(read["panels"]), "panels of", len({panel["type"] for panel in read["panels"]}), "types")
