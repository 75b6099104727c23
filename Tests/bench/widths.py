#!/usr/bin/env python3
"""Measures how wide the intervals of forecast must be, and writes Sources/Domain/Forecasting/WidthTable.swift.

  usage: Tests/bench/widths.py VERSION DATE DATA

DATA is a folder with SET/dev.jsonl for the sets below: JSON lines with id, freq (how far apart the points are), train (the
history; null where a value is missing) and test (what came after it). bin/forecast looks ahead with --uncalibrated. Of each
true value the distance from the median is divided by the distance at which the interval ends on that side; the quantile of
these shares that the interval promises is its factor (split conformal prediction), near 1, 2, 4, ... steps ahead.
"""
import hashlib
import json
import math
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
# pace: (folder, freq) of its series, and the step: hours or months
PACES = {
    "hours": ([("m4", "H")], {"hours": 1}),
    "days": ([("m4", "D"), ("nn5-daily", "D7")], {"hours": 24}),
    "weeks": ([("m4", "W")], {"hours": 168}),
    "months": ([("m3", "M"), ("m1", "M")], {"months": 1}),
    "quarters": ([("m3", "Q"), ("m1", "Q")], {"months": 3}),
    "years": ([("m3", "Y"), ("m1", "Y")], {"months": 12}),
}
KNOTS = [1, 2, 4, 8, 16, 32]
INTERVALS = {"eighty": ("lo80", "hi80", .8), "ninetyFive": ("lo95", "hi95", .95)}
# Fewer distances than this say nothing about the tail of 95 %; the step before serves.
ENOUGH = 80


def read(data, folder, mark):
    """The series of one folder that have this mark, and the checksum of the file."""
    with open(os.path.join(data, folder, "dev.jsonl"), "rb") as file:
        content = file.read()
    series = [json.loads(line) for line in content.splitlines()]
    return [one for one in series if one["freq"] == mark], hashlib.sha256(content).hexdigest()


def instant(step, index):
    start = datetime(2000, 1, 1, tzinfo=timezone.utc)
    if "months" in step:
        months = step["months"] * index
        at = start.replace(year=start.year + months // 12, month=months % 12 + 1)
    else:
        at = start + timedelta(hours=step["hours"] * index)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def forecasts(series, step):
    """The points of each series' forecast, by id; one run for each horizon."""
    found = {}
    for horizon in sorted({len(one["test"]) for one in series}):
        lines = []
        for one in series:
            if len(one["test"]) != horizon:
                continue
            for index, value in enumerate(one["train"]):
                if value is None:
                    continue
                lines.append(json.dumps({
                    "data": {"labels": {"id": one["id"]}, "metric": "value", "unit": "1", "value": value},
                    "id": f"{one['id']}#{index}", "source": "widths", "specversion": "1.0", "time": instant(step, index),
                    "type": "sluice.metric.v1"}, sort_keys=True, separators=(",", ":")))
        command = [os.path.join(ROOT, "bin", "forecast"), "--uncalibrated", "--horizon", str(horizon)]
        ran = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True)
        if ran.returncode != 0:
            sys.exit(f"widths: forecast ended with status {ran.returncode}: {ran.stderr.strip()[-500:]}")
        for line in ran.stdout.splitlines():
            data = json.loads(line)["data"]
            if "series" in data:
                found[data["series"]["labels"]["id"]] = data["points"]
    return found


def shares(series, points, low, high):
    """(step, distance from the median as a share of the interval's) of every known value."""
    for one in series:
        for step, (truth, point) in enumerate(zip(one["test"], points[one["id"]]), 1):
            if truth is None:
                continue
            off = truth - point["p50"]
            end = point[high] - point["p50"] if off > 0 else point["p50"] - point[low]
            if off == 0 or end > 0:
                yield step, abs(off) / end if off else 0.0


def quantile(values, share):
    """The conformal quantile: the ceil((n + 1) share)-th of n values."""
    values = sorted(values)
    return values[min(len(values), math.ceil((len(values) + 1) * share)) - 1]


def factors(series, points):
    rows = {}
    for name, (low, high, share) in INTERVALS.items():
        known, row = list(shares(series, points, low, high)), []
        for knot in KNOTS:
            near = [value for step, value in known if knot / math.sqrt(2) <= step < knot * math.sqrt(2)]
            row.append(quantile(near, share) if len(near) >= ENOUGH or not row else row[-1])
        rows[name] = row
    return rows


def main():
    if len(sys.argv) != 4 or not sys.argv[1].isdecimal():
        sys.exit(__doc__.strip())
    version, date, data = sys.argv[1:]
    table, sources, digests = [], [], []
    for pace, (sets, step) in PACES.items():
        series = []
        for folder, mark in sets:
            some, digest = read(data, folder, mark)
            if not some:
                sys.exit(f"widths: no series with freq {mark} in {folder}/dev.jsonl")
            series += some
            sources.append(f"{len(some)} of {folder} ({mark})")
            digests.append(digest)
        rows = factors(series, forecasts(series, step))
        pairs = "\n".join(f"      Factors(eighty: {near:.2f}, ninetyFive: {far:.2f}),"
                          for near, far in zip(rows["eighty"], rows["ninetyFive"]))
        table.append(f"    .{pace}: [\n{pairs}\n    ],")
        print(f"widths: {pace}: {len(series)} series", file=sys.stderr)
    digest = hashlib.sha256("".join(digests).encode()).hexdigest()
    says = f"Measured on series whose future is known, the development halves of competitions: {', '.join(sources)}."
    lines, line = [], "  ///"
    for word in says.split():
        if len(line) + 1 + len(word) > 100:
            lines.append(line)
            line = "  ///"
        line += " " + word
    lines.append(line)
    text = "\n".join([
        "// Made by Tests/bench/widths.py; do not edit.", "", "extension IntervalWidths {", *lines,
        f'  public static let origin = Origin(', f'    version: {version}, date: "{date}",',
        f'    digest: "{digest}")', "", "  /// By pace, the factors at `knots`; where too few values are that far ahead, those before.",
        "  static let table: [Pace: [Factors]] = [", *table, "  ]", "}", ""])
    with open(os.path.join(ROOT, "Sources", "Domain", "Forecasting", "WidthTable.swift"), "w", encoding="utf-8") as out:
        out.write(text)


if __name__ == "__main__":
    main()
