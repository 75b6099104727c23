public import Kernel
internal import Records

/// JUnit XML as Jenkins, GitLab and most CI services read it: a suite for the decision, with a case a
/// rule, and a suite for each suite of test records. There is no specification; elements and
/// attributes are those of the Jenkins xunit schema and of Surefire that readers have in common, and
/// `file` and `line`, which GitLab and pytest have.
///
/// A rule of level soft or hard fails where it was broken and is an error where nothing is known; one
/// of level warn passes with what it says as its output, a waived one is skipped. The verdict is a
/// case of its own, so that a no is red whatever a reader shows.
public struct JUnitReport {
  private struct Suite {
    let name: ByteString
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0
    private(set) var nanoseconds = 0

    /// Adds a time; a sum beyond 292 years is that.
    mutating func add(nanoseconds more: Int) {
      let (sum, overflows) = nanoseconds.addingReportingOverflow(more)
      nanoseconds = overflows ? .max : sum
    }
  }

  private var suites: [Suite] = []
  private var numbers: [ByteString: Int] = [:]
  private var texts: GroupedTexts
  private let scratch = ByteBuffer()

  /// An empty report that holds its cases in `memory`.
  public init(_ memory: StateMemory) { texts = GroupedTexts(memory) }

  /// Takes in a test or a decision; other records are passed over. Throws `Failure.inputOutput` when
  /// there is no room for it.
  public mutating func add(_ record: Record) throws(Failure) {
    guard let data = record.data else { return }
    if record.type == "sluice.test.v1" {
      try add(test: data, of: record)
    } else if record.type == "sluice.decision.v1" {
      try add(decision: data)
    }
  }

  /// Writes the document piece by piece. A stream that is not complete is an error of its own.
  public mutating func write(
    status: StreamStatus, to write: (ByteBuffer) throws(Failure) -> Void
  ) throws(Failure) {
    if status != .complete {
      let suite = number(of: "stream")
      try add(
        Case(
          name: "the stream is complete", classname: "stream", outcome: .error,
          message: ByteString("it is \(status.word): this may not be all")), to: suite)
    }
    let out = ByteBuffer(capacity: 1 << 16)
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" as StaticString)
    out.append("<testsuites name=\"sluice\"" as StaticString)
    appendCounts(suites.reduce(into: Suite(name: "")) { $0 = JUnitReport.sum($0, $1) }, to: out)
    out.append(">\n" as StaticString)
    for (index, suite) in suites.enumerated() {
      out.append("<testsuite" as StaticString)
      append("name", suite.name, to: out)
      appendCounts(suite, to: out)
      out.append(">\n" as StaticString)
      try texts.forEach(in: index) { (text) throws(Failure) in
        out.append(text)
        guard out.count > 1 << 16 else { return }
        try write(out)
        out.removeAll()
      }
      out.append("</testsuite>\n" as StaticString)
    }
    out.append("</testsuites>\n" as StaticString)
    try write(out)
  }

  private static func sum(_ one: Suite, _ other: Suite) -> Suite {
    var sum = one
    sum.tests += other.tests
    sum.failures += other.failures
    sum.errors += other.errors
    sum.skipped += other.skipped
    sum.add(nanoseconds: other.nanoseconds)
    return sum
  }

  private mutating func number(of suite: ByteString) -> Int {
    if let number = numbers[suite] { return number }
    numbers[suite] = suites.count
    suites.append(Suite(name: suite))
    texts.addGroup()
    return suites.count - 1
  }

  private mutating func add(test: JSONValue, of record: Record) throws(Failure) {
    let suite = test["suite"]?.string ?? test["classname"]?.string ?? test["runner"]?.string
    var found = Case(
      name: ByteString(test["name"]?.string ?? record.attribute("subject") ?? ByteView("unnamed")),
      classname: ByteString(test["classname"]?.string ?? suite ?? ByteView("")))
    found.nanoseconds = max(0, test["duration_ns"]?.integer ?? 0)
    found.file = test["file"]?.string.map { ByteString($0) }
    found.line = test["line"]?.integer
    found.message = test["message"]?.string.map { ByteString($0) } ?? ""
    let status = test["status"]?.string ?? ByteView("unknown")
    if test["retried"]?.bool == true {
      found.outcome = .skipped
      found.message = "another attempt follows, which counts"
    } else if status == "passed" {
      found.outcome = .passed
    } else if status == "skipped" {
      found.outcome = .skipped
    } else {
      found.outcome = status == "failed" ? .failure : .error
    }
    try add(found, to: number(of: ByteString(suite ?? ByteView("tests"))))
  }

  private mutating func add(decision: JSONValue) throws(Failure) {
    let policy = decision["policy"]?["name"]?.string?.text ?? ""
    let suite = number(of: ByteString("gate \(policy)"))
    let verdict = decision["verdict"]?.string?.text ?? "unknown"
    let release = decision["release"]?.string?.text ?? ""
    try add(
      Case(
        name: "verdict", classname: "gate", outcome: verdict == "go" ? .passed : .failure,
        message: ByteString(release.isEmpty ? verdict : "\(verdict) for \(release)")), to: suite)
    for rule in decision["rules"].map({ Array($0.elements) }) ?? [] {
      try add(Case(rule: rule), to: suite)
    }
  }

  private mutating func add(_ found: Case, to suite: Int) throws(Failure) {
    suites[suite].tests += 1
    suites[suite].add(nanoseconds: found.nanoseconds)
    switch found.outcome {
    case .failure: suites[suite].failures += 1
    case .error: suites[suite].errors += 1
    case .skipped: suites[suite].skipped += 1
    case .passed, .noted: break
    }
    scratch.removeAll()
    found.append(to: scratch)
    try texts.append(scratch.view, to: suite)
  }

  private func appendCounts(_ suite: Suite, to out: ByteBuffer) {
    let counts = [
      ("tests", suite.tests), ("failures", suite.failures), ("errors", suite.errors),
      ("skipped", suite.skipped),
    ]
    for (name, count) in counts { append(name, ByteString("\(count)"), to: out) }
    append("time", Case.seconds(suite.nanoseconds), to: out)
  }
}

/// Appends ` name="value"`.
private func append(_ name: String, _ value: ByteString, to out: ByteBuffer) {
  out.append(" \(name)=\"")
  value.withView { MarkupText.append($0, inAttribute: true, to: out) }
  out.append(0x22)
}

/// One test case.
private struct Case {
  enum Outcome { case passed, noted, failure, error, skipped }

  var name: ByteString
  var classname: ByteString
  var outcome = Outcome.passed
  var message: ByteString = ""
  var nanoseconds = 0
  var file: ByteString?
  var line: Int?

  init(
    name: ByteString, classname: ByteString, outcome: Outcome = .passed, message: ByteString = ""
  ) {
    self.name = name
    self.classname = classname
    self.outcome = outcome
    self.message = message
  }

  /// A rule of a decision.
  init(rule: JSONValue) {
    let texts = ["reason", "why", "remedy"].compactMap { rule[ByteString($0)]?.string?.text }
    let got = rule["got"]?.number.map(Findings.number) ?? "nothing"
    let want = rule["want"]?.string?.text ?? ""
    self.init(
      name: ByteString(rule["id"]?.string ?? ByteView("unnamed")), classname: "gate",
      message: ByteString((["wanted \(want), got \(got)"] + texts).joined(separator: "; ")))
    let state = rule["state"]?.string?.text ?? "unknown"
    let level = rule["level"]?.string?.text ?? "unknown"
    outcome =
      switch (state, level) {
      case ("waived", _): .skipped
      case (_, "pass"): .passed
      case (_, "warn"): .noted
      case ("breach", _): .failure
      default: .error
      }
  }

  func append(to out: ByteBuffer) {
    out.append("<testcase" as StaticString)
    Reporting.append("classname", classname, to: out)
    Reporting.append("name", name, to: out)
    Reporting.append("time", Case.seconds(nanoseconds), to: out)
    if let file { Reporting.append("file", file, to: out) }
    if let line { Reporting.append("line", ByteString("\(line)"), to: out) }
    let element =
      switch outcome {
      case .passed: ""
      case .noted: "system-out"
      case .failure: "failure"
      case .error: "error"
      case .skipped: "skipped"
      }
    if element.isEmpty { return out.append("/>\n" as StaticString) }
    out.append("><\(element)")
    let first = ByteString(Array(message.bytes.prefix { $0 != 0x0A }))
    if outcome != .noted { Reporting.append("message", first, to: out) }
    out.append(0x3E)
    if outcome == .noted || first != message {
      message.withView { MarkupText.append($0, to: out) }
    }
    out.append("</\(element)></testcase>\n")
  }

  /// Seconds as a decimal without an exponent, which xs:decimal has no place for.
  static func seconds(_ nanoseconds: Int) -> ByteString {
    let fraction = String(1_000_000_000 + nanoseconds % 1_000_000_000).dropFirst()
    let digits = fraction.reversed().drop { $0 == "0" }.reversed()
    let whole = nanoseconds / 1_000_000_000
    return ByteString(digits.isEmpty ? "\(whole)" : "\(whole).\(String(digits))")
  }
}
