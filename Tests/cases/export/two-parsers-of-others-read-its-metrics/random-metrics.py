"""600 metric records whose names, labels and units are drawn from what is hard to say."""
import json
import random

random.seed(9)
pieces = ["a", "b", "_", "__", ".", "-", ":", "9", "total", "_total", "_created", "_sum", "le", "é", "\"", "\\", "\n", " "]
units = ["", "1", "s", "ms", "By", "By/s", "{x}", "{x}/s", "%", "furlong/wk", "a/b/c", "m.s"]
types = [None, "counter", "counter", "gauge", "histogram", "untyped"]

def text(most):
    return "".join(random.choice(pieces) for _ in range(random.randrange(most + 1)))

for number in range(600):
    name = text(3)
    data = {"metric": name, "unit": random.choice(units), "value": random.randrange(-3, 100),
            "labels": {f"{text(1)}{number}": text(4), "number": str(number)}}
    kind = random.choice(types)
    if kind:
        data["type"] = kind
    print(json.dumps({"data": data, "id": str(number), "source": "s", "specversion": "1.0",
                      "time": "2026-11-20T01:02:03Z", "type": "sluice.metric.v1"}))
