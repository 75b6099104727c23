"""Writes a generated stream of points as k6 prints them: generate.py RECORDS [FIRST].

The same arguments give the same bytes. Nothing in it was measured.
"""

import random
import sys

METRICS = ("http_req_duration", "http_req_waiting", "http_req_blocked", "iteration_duration")
METHODS = ("GET", "GET", "GET", "POST", "PUT")
STATUS = ("200", "200", "200", "201", "404", "500")


def main():
    records = int(sys.argv[1])
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    source = random.Random(first + 1)
    lines = []
    for number in range(first, first + records):
        second, nano = divmod(number * 13_611_178, 1_000_000_000)
        time = "2026-11-%02dT%02d:%02d:%02d.%09dZ" % (
            1 + second // 86400 % 28, second // 3600 % 24, second // 60 % 60, second % 60, nano)
        lines.append(
            '{"metric": "%s", "type": "Point", "data": {"time": "%s", "value": %r, "tags": '
            '{"expected_response": "true", "group": "", "method": "%s", '
            '"name": "http://127.0.0.1:8080/a\\"b\\\\c/%d", "proto": "HTTP/1.1", '
            '"scenario": "default", "status": "%s", "url": "http://127.0.0.1:8080/x/%d", '
            '"note": "caf\\u00e9 \\t tab"}}}\n' % (
                METRICS[number & 3], time, source.expovariate(0.1), METHODS[number % 5],
                number % 50, STATUS[number % 6], number % 997))
        if len(lines) == 10_000:
            sys.stdout.writelines(lines)
            lines.clear()
    sys.stdout.writelines(lines)


main()
