internal import Kernel

/// What one run told of its tests, joined by their identifiers. It joins; it does not judge.
final class SwiftTestRun {
  /// A test function, or one case of it.
  private struct Test {
    var name: ByteString?
    var sourceLocation: ByteString?
    var started: ByteString?
    var ended: ByteString?
    /// Issues as canonical JSON, each with the pointers of its numbers.
    var issues: [(text: ByteString, numberText: [ByteString])] = []
    var knownIssues = 0
    var skipped = false
    var skipComments: ByteString?
    var skipMessages: ByteString?
    /// A case's own identifier and its arguments as they are displayed.
    var testCase: ByteString?
  }

  /// Everything of one identifier.
  private struct Entry {
    let id: ByteString
    var isSuite = false
    var isParameterised = false
    var function = Test()
    var cases: [Test] = []
    var caseNumbers: [ByteString: Int] = [:]
  }

  private var entries: [Entry] = []
  private var numbers: [ByteString: Int] = [:]

  private func number(of id: ByteView) -> Int {
    let key = ByteString(id)
    if let known = numbers[key] { return known }
    numbers[key] = entries.count
    entries.append(Entry(id: key))
    return entries.count - 1
  }

  private func canonical(_ value: JSONValue, _ items: inout JSONItems) -> ByteString {
    let buffer = ByteBuffer(capacity: 256)
    items.write(value, to: buffer)
    return buffer.string
  }

  /// Takes a test's definition.
  func define(_ payload: JSONValue, _ items: inout JSONItems) {
    guard let id = payload["id"]?.string else { return }
    let index = number(of: id)
    entries[index].isSuite = payload["kind"]?.string.map { $0 == "suite" } ?? false
    entries[index].isParameterised = payload["isParameterized"]?.bool ?? false
    entries[index].function.name = payload["name"]?.string.map { ByteString($0) }
    entries[index].function.sourceLocation =
      payload["sourceLocation"].map { canonical($0, &items) }
  }

  /// Takes an event.
  func note(_ kind: ByteView, _ payload: JSONValue, _ items: inout JSONItems) {
    guard let id = payload["testID"]?.string else { return }
    let index = number(of: id)
    let given = payload["testCase"] ?? payload["_testCase"]
    guard let testCase = given, let caseID = testCase["id"]?.string else {
      // From version 6.3 on the stream no longer says which case starts and ends; the times of the
      // function stand.
      if kind == "testCaseStarted" || kind == "testCaseEnded" { return }
      return update(&entries[index].function, kind, payload, &items)
    }
    let key = ByteString(caseID)
    let position = entries[index].caseNumbers[key] ?? entries[index].cases.count
    if position == entries[index].cases.count {
      entries[index].caseNumbers[key] = position
      entries[index].cases.append(Test(testCase: canonical(testCase, &items)))
    }
    update(&entries[index].cases[position], kind, payload, &items)
  }

  private func update(
    _ test: inout Test, _ kind: ByteView, _ payload: JSONValue, _ items: inout JSONItems
  ) {
    let time = payload["instant"]?["since1970"]?.numberText.map { ByteString($0) }
    if kind == "testStarted" || kind == "testCaseStarted" {
      test.started = time
    } else if kind == "testEnded" || kind == "testCaseEnded" {
      test.ended = time
    } else if kind == "testSkipped" {
      test.skipped = true
      test.ended = time
      test.skipComments = (payload["comments"] ?? payload["_comments"]).map {
        canonical($0, &items)
      }
      test.skipMessages = payload["messages"].map { canonical($0, &items) }
    } else if kind == "issueRecorded" {
      if payload["issue"]?["isKnown"]?.bool ?? false { test.knownIssues += 1 }
      // Without what the item says already: its test, its case.
      let buffer = ByteBuffer(capacity: 512)
      buffer.append("{\"issue\":")
      var pointers: [ByteString] = []
      if let issue = payload["issue"] {
        items.write(issue, to: buffer)
        pointers = items.numberText.map { ByteString(ByteString("/issue").bytes + $0.bytes) }
      } else {
        buffer.append("null")
      }
      if let messages = payload["messages"] {
        buffer.append(",\"messages\":")
        items.write(messages, to: buffer)
        pointers += items.numberText.map { ByteString(ByteString("/messages").bytes + $0.bytes) }
      }
      buffer.append("}")
      test.issues.append((buffer.string, pointers))
    }
  }

  /// Writes what was joined and forgets it.
  func finish(ended: Bool, _ output: ObservationWriter) throws(Failure) {
    let context = ByteString(ended ? "{\"run_ended\":true}" : "{\"run_ended\":false}")
    for entry in entries where !entry.isSuite {
      // A parameterised function is its cases; what befell none of them is the function's own.
      let function = entry.function
      let happened = function.started != nil || function.skipped || !function.issues.isEmpty
      if happened, entry.cases.isEmpty || !function.issues.isEmpty || function.skipped {
        try emit(function, of: entry, context, output)
      }
      for testCase in entry.cases { try emit(testCase, of: entry, context, output) }
    }
    entries.removeAll()
    numbers.removeAll()
  }

  private func emit(
    _ test: Test, of entry: Entry, _ context: ByteString, _ output: ObservationWriter
  ) throws(Failure) {
    var writer = JSONWriter(output.item)
    writer.beginObject()
    raw("case", test.testCase, to: &writer)
    writer.member("ended_s", test.ended)
    writer.member("id", entry.id)
    writer.key("issues")
    writer.beginArray()
    for issue in test.issues { issue.text.withView { writer.raw($0) } }
    writer.endArray()
    writer.key("known_issues")
    writer.number(test.knownIssues)
    writer.member("name", entry.function.name)
    writer.key("open_issues")
    writer.number(test.issues.count - test.knownIssues)
    writer.key("parameterised")
    writer.bool(entry.isParameterised || !entry.cases.isEmpty)
    raw("skip_comments", test.skipComments, to: &writer)
    raw("skip_messages", test.skipMessages, to: &writer)
    writer.key("skipped")
    writer.bool(test.skipped)
    raw("sourceLocation", entry.function.sourceLocation, to: &writer)
    writer.member("started_s", test.started)
    writer.key("suite")
    writer.beginArray()
    for name in SwiftTestID.suites(of: entry.id) { writer.string(name) }
    writer.endArray()
    writer.endObject()
    var pointers: [ByteString] = []
    for (index, issue) in test.issues.enumerated() {
      pointers += issue.numberText.map {
        ByteString(ByteString("/issues/\(index)").bytes + $0.bytes)
      }
    }
    try context.withView { (view) throws(Failure) in
      try output.emit(ByteView("result"), context: view, numberText: pointers)
    }
  }

  private func raw(_ key: StaticString, _ value: ByteString?, to writer: inout JSONWriter) {
    guard let value else { return }
    writer.key(key)
    value.withView { writer.raw($0) }
  }
}
