"""Writes a generated file of a format: formats.py FORMAT MEGABYTES.

The same arguments give the same bytes. Nothing in it was measured.
"""

import random
import sys


def go_test(source, number):
    package = "example.com/shop/part%d" % (number // 400)
    test = "TestOrder%d/case_%d" % (number // 7, number % 7)
    head = '{"Time":"2026-11-20T06:%02d:%02d.%09d+01:00","Action":"' % (
        number // 60 % 60, number % 60, number * 7919 % 10**9)
    name = '","Package":"%s","Test":"%s"' % (package, test)
    elapsed = source.random()
    yield head + "run" + name + "}\n"
    for line in ("=== RUN   %s\\n" % test, "    order_test.go:%d: total \\u003e %d\\n" % (
            number % 300, number), "--- PASS: %s (%.2fs)\\n" % (test, elapsed)):
        yield head + "output" + name + ',"Output":"%s"}\n' % line
    yield head + ("fail" if number % 97 == 0 else "pass") + name + ',"Elapsed":%.2f}\n' % elapsed
    if number % 400 == 399:
        yield head + 'fail","Package":"%s","Elapsed":12.5}\n' % package


def k6(source, number):
    yield (
        '{"metric":"http_req_duration","type":"Point","data":{"time":"2026-11-20T06:%02d:%02d.%09d+01:00",'
        '"value":%r,"tags":{"expected_response":"true","group":"","method":"GET","name":"http://127.0.0.1:8080/%d",'
        '"proto":"HTTP/1.1","scenario":"default","status":"200","url":"http://127.0.0.1:8080/%d"}}}\n' % (
            number // 60 % 60, number % 60, number * 7919 % 10**9, source.expovariate(0.1),
            number % 50, number % 997))


def lcov(source, number):
    yield "TN:\nSF:/home/ann/shop/Sources/Part%d/File%d.c\n" % (number % 40, number)
    for function in range(12):
        yield "FN:%d,function_%d_of_%d\n" % (function * 25 + 3, function, number)
    for function in range(12):
        yield "FNDA:%d,function_%d_of_%d\n" % (source.randrange(900), function, number)
    yield "FNF:12\nFNH:12\n"
    hits = [source.randrange(4) * source.randrange(5000) for _ in range(300)]
    for line, count in enumerate(hits):
        if line % 9 == 0:
            yield "BRDA:%d,0,0,%d\nBRDA:%d,0,1,-\n" % (line + 1, count, line + 1)
        yield "DA:%d,%d\n" % (line + 1, count)
    yield "LF:300\nLH:%d\nend_of_record\n" % sum(1 for count in hits if count)


def junit(source, number):
    yield '<testsuite name="tests.part_%d" tests="50" failures="1" errors="0" skipped="1" time="%.3f" ' \
        'timestamp="2026-11-20T06:00:00Z" hostname="ci">\n' % (number, source.random())
    for case in range(50):
        start = '<testcase classname="tests.part_%d.TestOrder" name="test_total_of_case[%d-%d]" time="%.6f"' % (
            number, number, case, source.random())
        if case == 7:
            yield start + '><failure message="assert %d == %d">def test_total():\n&gt;  assert %d == %d\nE  ' \
                "AssertionError\n\ntests/test_part.py:%d: AssertionError</failure></testcase>\n" % (
                    (number, case) * 2 + (case,))
        elif case == 9:
            yield start + '><skipped type="pytest.skip" message="needs network"/></testcase>\n'
        else:
            yield start + "/>\n"
    yield "</testsuite>\n"


def cobertura(source, number):
    yield '<class name="file%d.py" filename="part%d/file%d.py" complexity="0" line-rate="0.5" ' \
        'branch-rate="0"><methods/><lines>\n' % (number, number % 40, number)
    for line in range(300):
        if line % 9 == 0:
            yield '<line number="%d" hits="%d" branch="true" condition-coverage="50%% (1/2)"/>\n' % (
                line + 1, source.randrange(3))
        else:
            yield '<line number="%d" hits="%d"/>\n' % (line + 1, source.randrange(3))
    yield "</lines></class>\n"


FRAMES = {
    "go-test-json": (go_test, "", ""),
    "k6-ndjson": (k6, "", ""),
    "lcov": (lcov, "", ""),
    "junit-xml": (junit, '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n', "</testsuites>\n"),
    "cobertura-xml": (
        cobertura,
        '<?xml version="1.0" ?>\n<coverage version="7.6" timestamp="1795154400000" line-rate="0.5" '
        'branch-rate="0.5" complexity="0">\n<packages><package name="p" line-rate="0.5" '
        'branch-rate="0.5" complexity="0"><classes>\n',
        "</classes></package></packages></coverage>\n"),
}


def main():
    make, head, tail = FRAMES[sys.argv[1]]
    left = int(sys.argv[2]) * 1_000_000
    source = random.Random(1)
    sys.stdout.write(head)
    number = 0
    while left > 0:
        number += 1
        piece = "".join(make(source, number))
        left -= len(piece)
        sys.stdout.write(piece)
    sys.stdout.write(tail)


main()
