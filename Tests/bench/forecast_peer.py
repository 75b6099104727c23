#!/usr/bin/env python3
"""The peer of forecast, statsforecast from PyPI, and what both are measured on.

  forecast_peer.py make COUNT LENGTH SEASON HORIZON SERIES RECORDS   generated series with their future, and their metric records
  forecast_peer.py run MODELS SEASON HORIZON SERIES FORECASTS        ets+dot (mean), or scum (median of CES, ETS, ARIMA and DOT)
  forecast_peer.py score SEASON SERIES OURS THEIRS                   sMAPE and MASE of both

Series are random walks with a drift that fades, a season and noise; SEASON 24 stands on hours, 12 on months.
"""
import json
import math
import random
import statistics
import sys
from datetime import datetime, timedelta


def make(count, length, season, horizon, series, records):
    source = random.Random(7)
    with open(series, "w") as known, open(records, "w") as metrics:
        for number in range(count):
            level, drift = 100 * math.exp(source.gauss(0, 1)), source.gauss(0, .004)
            pattern = [1 + source.choice((0, .15)) * math.sin(2 * math.pi * place / season + number) for place in range(season)]
            values = []
            for index in range(length + horizon):
                level *= math.exp(drift + source.gauss(0, .01))
                drift *= .99
                values.append(round(level * pattern[index % season] * math.exp(source.gauss(0, .03)), 4))
            known.write(json.dumps({"id": str(number), "train": values[:length], "test": values[length:]}) + "\n")
            for index, value in enumerate(values[:length]):
                if season == 24:
                    at = datetime(2020, 1, 1) + timedelta(hours=index)
                else:
                    at = datetime(1990 + index // 12, index % 12 + 1, 1)
                metrics.write(json.dumps({
                    "data": {"labels": {"n": str(number)}, "metric": "m", "unit": "1", "value": value}, "id": f"{number}-{index}",
                    "source": "bench", "specversion": "1.0", "time": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "type": "sluice.metric.v1"}, sort_keys=True, separators=(",", ":")) + "\n")


def run(models, season, horizon, series, forecasts):
    import numpy as np
    from statsforecast.models import AutoARIMA, AutoCES, AutoETS, DynamicOptimizedTheta
    kinds = {"ets+dot": (AutoETS, DynamicOptimizedTheta), "scum": (AutoCES, AutoETS, AutoARIMA, DynamicOptimizedTheta)}[models]
    with open(series) as known, open(forecasts, "w") as out:
        for line in known:
            one = json.loads(line)
            history = np.array(one["train"], float)
            # Intervals too, as forecast gives them.
            found = [kind(season_length=season).forecast(y=history, h=horizon, level=[80, 95])["mean"] for kind in kinds]
            out.write(json.dumps({"id": one["id"], "mean": [float(value) for value in np.median(found, axis=0)]}) + "\n")


def score(season, series, ours, theirs):
    known = {one["id"]: one for one in map(json.loads, open(series))}
    means = {}
    for record in map(json.loads, open(ours)):
        if record["type"] == "sluice.forecast.v1":
            means[record["data"]["series"]["labels"]["n"]] = [point["mean"] for point in record["data"]["points"]]
    peers = {one["id"]: one["mean"] for one in map(json.loads, open(theirs))}
    for found in (means, peers):
        if found.keys() - known.keys() or len(found) != len(known):
            sys.exit(f"forecast_peer: {len(found)} forecasts of {len(known)} series")
        smape, mase = [], []
        for name, one in known.items():
            history, errors = one["train"], [abs(a - b) for a, b in zip(one["test"], found[name])]
            smape.append(statistics.mean(200 * e / (abs(a) + abs(b)) for e, a, b in zip(errors, one["test"], found[name])))
            scale = statistics.mean(abs(b - a) for a, b in zip(history, history[season:]))
            mase.append(statistics.mean(errors) / scale)
        print(f"{statistics.mean(smape):.2f} {statistics.mean(mase):.3f}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", *numbers, series, records] if len(numbers) == 4:
            make(*map(int, numbers), series, records)
        case ["run", models, season, horizon, series, forecasts]:
            run(models, int(season), int(horizon), series, forecasts)
        case ["score", season, series, ours, theirs]:
            score(int(season), series, ours, theirs)
        case _:
            sys.exit(__doc__)
