"""Lines of records for a report, without an end record: metrics SERIES POINTS, tests COUNT, or policy RULES."""
import datetime
import json
import random
import sys


def metrics(series, points):
    random.seed(3)
    start = datetime.datetime(2025, 1, 1)
    days = [(start + datetime.timedelta(days=day)).strftime("%Y-%m-%dT00:00:00Z") for day in range(points)]
    for number in range(series):
        for day, time in enumerate(days):
            value = 200 + 10 * random.random()
            if number % 5 == 0 and day > points * 0.7:
                value += 30
            if number % 7 == 1:
                value += max(0, day - points * 0.4) * 0.4
            yield {
                "data": {"direction": "lower", "limit": 320, "metric": "process.memory.rss", "unit": "MiBy",
                         "value": round(value, 3)},
                "id": f"m{number}-{day}", "service": f"service-{number}", "source": "bench", "specversion": "1.0",
                "time": time, "type": "sluice.metric.v1"}


def tests(count):
    for number in range(count):
        status = "failed" if number % 50 == 0 else "passed"
        yield {
            "component": f"component-{number % 20}",
            "data": {"message": f"expected 1, got {number}", "name": f"test {number}", "status": status},
            "id": f"t{number}", "source": "bench", "specversion": "1.0",
            "subject": f"Suite{number // 100}.test{number}", "time": "2026-11-20T05:00:00Z", "type": "sluice.test.v1"}


def policy(rules):
    yield {"policy": "bench", "version": 1}
    for number in range(rules):
        yield {
            "id": f"rule.{number}", "select": {"type": "test", "component": f"component-{number % 20}"},
            "measure": {"count": {"/data/status": {"not": "passed"}}}, "op": "<=", "hard": 100 if number % 2 else 5,
            "why": "no test may fail", "remedy": "look at its message"}


if __name__ == "__main__":
    kind, *counts = sys.argv[1:]
    for record in {"metrics": metrics, "tests": tests, "policy": policy}[kind](*map(int, counts)):
        print(json.dumps(record, separators=(",", ":")))
