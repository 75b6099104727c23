"""Writes inputs that nobody means well with: hostile.py NAME MEGABYTES.

The names are those of the functions; `hostile.py` alone lists them with the format each is for.
"""

import gzip
import sys

CHUNK = 1 << 20


def fill(text, size):
    """`text` over and over, about `size` bytes of it."""
    block = text * max(1, CHUNK // len(text))
    for _ in range(max(1, size // len(block))):
        yield block


def json_string(size):
    """sarif"""
    yield b'{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"'
    yield from fill(b"x", size)
    yield b'"}}}]}'


def json_number(size):
    """hyperfine-json"""
    yield b'{"results":[{"command":"a","mean":1'
    yield from fill(b"0", size)
    yield b"}]}"


def json_brackets(size):
    """sarif"""
    yield b'{"version":"2.1.0","runs":'
    yield from fill(b"[", size)


def json_objects(size):
    """github-rest"""
    yield b'{"check_runs":'
    yield from fill(b'{"a":', size)


def json_line(size):
    """k6-ndjson"""
    yield b'{"type":"Point","metric":"'
    yield from fill(b"x", size)
    yield b'"}\n'


def json_nul(size):
    """sarif"""
    yield b'{"version":"2.1.0","runs":[\0'
    yield from fill(b" ", size)


def entity_bomb(size):
    """junit-xml"""
    yield b'<!DOCTYPE testsuite [<!ENTITY a "aaaaaaaaaa">\n'
    yield from fill(b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">\n', size)
    yield b"]><testsuite/>"


def external_entity(size):
    """cobertura-xml"""
    yield b'<!DOCTYPE coverage SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield b"<coverage>&x;"
    yield from fill(b"<packages/>", size)


def xml_depth(size):
    """junit-xml"""
    yield b"<testsuite><testcase>"
    yield from fill(b"<a>", size)


def xml_attribute(size):
    """junit-xml"""
    yield b'<testsuite><testcase name="'
    yield from fill(b"x", size)
    yield b'"/></testsuite>'


def xml_attributes(size):
    """junit-xml"""
    yield b"<testsuite><testcase"
    for number in range(size // 16):
        yield b' a%09d="1"' % number
    yield b"/></testsuite>"


def xml_text(size):
    """junit-xml"""
    yield b'<testsuite><testcase name="a"><system-out>'
    yield from fill(b"x", size)
    yield b"</system-out></testcase></testsuite>"


def xml_children(size):
    """junit-xml"""
    yield b'<testsuite><testcase name="a">'
    for number in range(size // 13):
        yield b"<e%09d/>" % number
    yield b"</testcase></testsuite>"


def xml_names(size):
    """junit-xml"""
    yield b"<testsuite>"
    for number in range(size // 60):
        yield b'<testcase name="a"><e%09d a%09d=""/></testcase>' % (number, number)
    yield b"</testsuite>"


def xml_comment(size):
    """cobertura-xml"""
    yield b"<coverage><!--"
    yield from fill(b"x", size)


def utf_16(size):
    """-"""
    yield b"\xff\xfe"
    yield from fill("<testsuite/>".encode("utf-16-le"), size)


def csv_cell(size):
    """focus-csv"""
    yield b'BilledCost,BillingCurrency,ChargePeriodStart,ServiceName\n"'
    yield from fill(b"0", size)


def csv_columns(size):
    """jmeter-csv"""
    yield b"timeStamp,elapsed,label"
    yield from fill(b",", size)


def csv_gzip(size):
    """-"""
    yield gzip.compress(b"".join(fill(b"0", size)))


def lcov_line(size):
    """lcov"""
    yield b"SF:"
    yield from fill(b"x", size)


def tap_line(size):
    """tap"""
    yield b"TAP version 14\n1..1\nok 1 - "
    yield from fill(b"x", size)


def prometheus_labels(size):
    """prometheus-text"""
    yield b"up{"
    for number in range(size // 15):
        yield b'l%08d="",' % number
    yield b"} 1\n"


def markdown_line(size):
    """markdown"""
    yield b"# a\n\n- [ ] "
    yield from fill(b"x", size)


def calendar_names(size):
    """icalendar"""
    yield b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261120T060000Z\n"
    for number in range(size // 13):
        yield b"X-%08d:\n" % number
    yield b"END:VEVENT\nEND:VCALENDAR\n"


def calendar_folds(size):
    """icalendar"""
    yield b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:"
    yield from fill(b"x\n ", size)


def git_commit(size):
    """git-log"""
    yield b"a" * 40 + b"\x1f"
    yield from fill(b"x", size)


ALL = [value for value in list(globals().values()) if callable(value) and value.__doc__
       and value is not fill and value is not gzip]

if __name__ == "__main__":
    if len(sys.argv) == 1:
        for function in ALL:
            print(function.__name__, function.__doc__)
    else:
        for piece in globals()[sys.argv[1]](int(sys.argv[2]) * 1000 * 1000):
            sys.stdout.buffer.write(piece)
