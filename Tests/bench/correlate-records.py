"""Writes N records with three keys each, in components of mixed size, as JSON lines."""
import random
import sys

count = int(sys.argv[1])
numbers = random.Random(1)
alive = []
components = 0
for index in range(count):
    if len(alive) < 1000 or numbers.random() < 0.15:
        components += 1
        component = components
        alive.append(component)
        if len(alive) > 5000:
            alive[numbers.randrange(len(alive) - 1)] = alive.pop()
    else:
        component = alive[numbers.randrange(len(alive))]
    commit = component * 0x9E3779B97F4A7C15F39CC0605CEDC834 % (1 << 160)
    trace = (component * 8 + numbers.randrange(8) + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 128)
    sys.stdout.write(
        '{"commit":"%040x","data":{"metric":"latency","unit":"s","value":%d},"id":"m%d",'
        '"runid":"run-%d-%d","service":"checkout","source":"ci","specversion":"1.0",'
        '"time":"2026-11-20T06:00:00Z","traceparent":"00-%032x-%016x-01",'
        '"type":"sluice.metric.v1"}\n'
        % (commit, index % 1000, index, component, numbers.randrange(8), trace, index + 1))
