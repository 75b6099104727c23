import Formats
import Kernel
import Testing

/// Formats are told by their content.
@Suite struct BeginningTests {
  @Test(arguments: [
    ("<testsuites/>", "junit-xml"),
    ("\u{FEFF}<?xml version=\"1.0\"?>\n<!-- <a> -->\n<testsuite name='x'>", "junit-xml"),
    ("<!DOCTYPE x [<!ENTITY a \"b\">]><ns:testcase>", "junit-xml"),
    ("{ \"version\" : 0, \"kind\" : \"test\", \"payload\" : {} }", "swift-testing-jsonl"),
    ("{\n \"data\": [ { \"files\": [] } ] }", "llvm-cov-json"),
    ("{\"type\":\"Metric\",\"data\":{},\"metric\":\"a\"}\n", "k6-ndjson"),
    ("{ \"results\": [ { \"command\": \"a\"", "hyperfine-json"),
    (
      "{ \"schema_version\": 2, \"metadata\": { \"hyperfine_version\": \"2.0.0\"",
      "hyperfine-json"
    ),
    ("0123456789abcdef0123456789abcdef01234567\u{1F}", "git-log"),
    ("# HELP a b\n", "prometheus-text"), ("# EOF\n", "prometheus-text"),
    ("\n# a comment\nup{job=\"x\"} 1\n", "prometheus-text"),
    ("ok 1\n", "tap"), ("1..2\r\nok\n", "tap"), ("# Subtest: a\nnot ok - b\n", "tap"),
    ("noise\n{\"Action\":\"run\",\"Package\":\"p\"}\n", "go-test-json"),
    ("{\"a\":1}\r\n{\"a\":2}\r\n", "json-lines"),
  ])
  func tellsFormatsByTheirBeginning(text: String, name: String) throws {
    #expect(try Reading.format(of: text) == name)
  }

  @Test(arguments: [
    "", " \n", "<html>", "ok\n", "okay - 1\n", "1.2\n", "{\"a\":1}", "[1,2]", "{\"a\":1}\n{\"a\":",
    "0123456789abcdef0123456789abcdef01234567", "a,b\n1,2\n", "{", "<", "<!", "\"", "{\"a",
  ])
  func leavesOtherTextsUnknown(text: String) throws {
    #expect(try Reading.format(of: text) == nil)
  }

  @Test func namesAreUnique() {
    let names = FormatCatalogue.formats.flatMap { [$0.name] + ($0.alias.map { [$0] } ?? []) }
    #expect(Set(names).count == names.count)
    for name in names { #expect(FormatCatalogue.format(named: name) != nil) }
  }

  @Test(
    arguments: [
      [0xFF, 0xFE, 0x7B, 0], [0xFE, 0xFF, 0, 0x7B], [0x3C, 0, 0x61, 0], [0x1F, 0x8B, 8, 0],
    ] as [[UInt8]])
  func refusesOtherEncodings(bytes: [UInt8]) throws {
    let file = try Reading.file(bytes)
    #expect(throws: Failure.self) { try file.checkEncoding() }
  }
}
