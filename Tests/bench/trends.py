"""Peers of soak-trend: trends.py otava|ruptures prints "LENGTH KIND MILLISECONDS" of processor time a series, without
reading it; trends.py points writes 200 points as records, trends.py csv as Otava reads them."""
import random
import sys
import time

SIZES = [(100, 20), (365, 5), (2880, 1)]


def series(length, step, seed):
    draw = random.Random(seed)
    return [100 + draw.gauss(0, 1) + (step if index >= length * 2 // 3 else 0) for index in range(length)]


def otava(values):
    from otava.series import Metric, Series
    one = Series("bench", None, list(range(len(values))), {"m": Metric(1, 1.0)}, {"m": values}, {})
    return lambda: one.analyze()


def ruptures(values):
    import math
    import numpy
    import ruptures as library
    signal = numpy.array(values)
    # The penalty of Schwarz' criterion; the library leaves it to its user.
    return lambda: library.Pelt(model="l2", min_size=5).fit_predict(signal, 2 * math.log(len(values)) * signal.var())


def measure(prepare):
    prepare(series(100, 0, 0))()  # imports
    for length, count in SIZES:
        for kind, step in (("quiet", 0), ("step", 3)):
            work = [prepare(series(length, step, seed)) for seed in range(count)]
            start = time.process_time()
            for one in work:
                one()
            print(length, kind, (time.process_time() - start) / count * 1000, count)


if __name__ == "__main__":
    if sys.argv[1] == "points":
        for index, value in enumerate(series(200, 3, 1)):
            print(f'{{"data":{{"direction":"lower","labels":{{}},"metric":"m","unit":"1","value":{value:.6f}}},"id":"m-{index}","source":"bench",'
                  f'"specversion":"1.0","time":"2026-{1 + index // 28:02d}-{1 + index % 28:02d}T00:00:00Z","type":"sluice.metric.v1"}}')
    elif sys.argv[1] == "csv":
        print("time,commit,m")
        for index, value in enumerate(series(200, 3, 1)):
            print(f"2026-{1 + index // 28:02d}-{1 + index % 28:02d}T00:00:00Z,c{index},{value:.6f}")
    else:
        measure({"otava": otava, "ruptures": ruptures}[sys.argv[1]])
