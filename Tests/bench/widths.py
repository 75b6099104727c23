#!/usr/bin/env python3
"""Measures how wide the intervals of forecast must be, and writes Sources/Domain/Forecasting/WidthTable.swift.

  usage: Tests/bench/widths.py VERSION DATE DATA

DATA is a folder with SET/dev.jsonl for the sets below: JSON lines with id, freq (how far apart the points are), train (the
history; null where a value is missing) and test (what came after it). bin/forecast looks ahead with --uncalibrated. Of each
true value the distance from the median is divided by the distance at which the interval ends on that side, widened as the
series' own past errors ask for; the quantile of these shares that the interval promises is its factor (split conformal
prediction), near 1, 2, 4, ... steps ahead. It is taken over both sides and over each, and the factor of a side is the
geometric mean of the two, and over neighbouring steps with weights of 1, 2 and 1: few series tell little about one of them.
"""
import hashlib
import json
import math
import os
import statistics
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
# Of IntervalWidths: how fast the own errors of a series come to count, and how far they may change its widths.
PRIOR, OWN_LIMITS = 40, (1 / 3, 3)


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
    """The points and past errors of each series' forecast, by id; one run for each horizon."""
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
                found[data["series"]["labels"]["id"]] = data["points"], data["past_errors"]
    return found


def usual_ratio(found):
    """The median ratio of past errors over the series that have them; None without any."""
    ratios = [errors["ratio"] for _, errors in found.values() if errors]
    return statistics.median(ratios) if ratios else None


def own(errors, usual):
    """The factor of a series, as IntervalWidths.own has it."""
    if not errors:
        return 1
    count = errors["origins"]
    return min(max((errors["ratio"] / usual) ** (count / (count + PRIOR)), OWN_LIMITS[0]), OWN_LIMITS[1])


def shares(series, found, usual, low, high):
    """(step, signed distance from the median as a share of the interval's on that side) of every known value."""
    for one in series:
        points, errors = found[one["id"]]
        factor = own(errors, usual)
        for step, (truth, point) in enumerate(zip(one["test"], points), 1):
            if truth is None:
                continue
            off = truth - point["p50"]
            end = factor * (point[high] - point["p50"] if off > 0 else point["p50"] - point[low])
            if off == 0 or end > 0:
                yield step, off / end if off else 0.0


def quantile(values, share):
    """The conformal quantile: the ceil((n + 1) share)-th of n values."""
    values = sorted(values)
    return values[min(len(values), math.ceil((len(values) + 1) * share)) - 1]


def smoothed(row):
    """The geometric mean of each with its neighbours, weights 1, 2 and 1."""
    padded = [row[0], *row, row[-1]]
    return [(before * here ** 2 * after) ** .25 for before, here, after in zip(padded, row, padded[2:])]


def factors(series, found, usual):
    """By side and interval, the factors at KNOTS."""
    rows = {}
    for name, (low, high, share) in INTERVALS.items():
        known = list(shares(series, found, usual, low, high))
        for side, sign in (("below", -1), ("above", 1)):
            row = []
            for knot in KNOTS:
                near = [value for step, value in known if knot / math.sqrt(2) <= step < knot * math.sqrt(2)]
                if len(near) >= ENOUGH or not row:
                    both = quantile([abs(value) for value in near], share)
                    one = quantile([sign * value for value in near], (1 + share) / 2)
                    row.append(math.sqrt(both * max(one, both / 10)))
                else:
                    row.append(row[-1])
            rows[side, name] = smoothed(row)
    return rows


def main():
    if len(sys.argv) != 4 or not sys.argv[1].isdecimal():
        sys.exit(__doc__.strip())
    version, date, data = sys.argv[1:]
    table, ratios, sources, digests = [], [], [], []
    for pace, (sets, step) in PACES.items():
        series = []
        for folder, mark in sets:
            some, digest = read(data, folder, mark)
            if not some:
                sys.exit(f"widths: no series with freq {mark} in {folder}/dev.jsonl")
            series += some
            sources.append(f"{len(some)} of {folder} ({mark})")
            digests.append(digest)
        found = forecasts(series, step)
        usual = usual_ratio(found)
        rows = factors(series, found, usual)
        sides = {side: [f"{side}: Side(eighty: {near:.2f}, ninetyFive: {far:.2f})"
                        for near, far in zip(rows[side, "eighty"], rows[side, "ninetyFive"])] for side in ("below", "above")}
        pairs = "\n".join(f"      Factors(\n        {below}, {above})," for below, above in zip(sides["below"], sides["above"]))
        table.append(f"    .{pace}: [\n{pairs}\n    ],")
        if usual:
            ratios.append(f".{pace}: {usual:.4g}")
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
        "  static let table: [Pace: [Factors]] = [", *table, "  ]", "", "  /// By pace, the median ratio of past errors; years have too few.",
        f"  static let usual: [Pace: Double] = [", f"    {', '.join(ratios)},", "  ]", "}", ""])
    with open(os.path.join(ROOT, "Sources", "Domain", "Forecasting", "WidthTable.swift"), "w", encoding="utf-8") as out:
        out.write(text)


if __name__ == "__main__":
    main()
