internal import Kernel

/// JUnit XML in all its dialects: one item per test case, and one per suite when it ends.
///
/// Memory is that of one test case and of the open suites' own children. The declared totals of a
/// suite (`@tests`) stay beside what was counted (`cases`, `all_cases`).
struct JUnitReader: FormatReader {
  func read(into output: ObservationWriter) throws(Failure) {
    let handler = JUnitHandler(output)
    do {
      try XMLReader(output.file, handler: handler).run()
    } catch {
      try output.abandon(error)
    }
  }
}

private final class JUnitHandler: XMLHandler {
  private struct Suite {
    let node: Int
    let mark: XMLTree.Mark
    var cases = 0
    var allCases = 0
  }

  private let output: ObservationWriter
  private let tree = XMLTree()
  private var suites: [Suite] = []
  /// The open elements of the item or of a suite's own child.
  private var open: [Int] = []
  private var caseMark: XMLTree.Mark?
  private let context = ByteBuffer(capacity: 512)
  private var contextIsCurrent = false

  init(_ output: ObservationWriter) { self.output = output }

  func start(_ name: ByteView, _ attributes: XMLAttributes) throws(Failure) {
    try checkSize()
    if let parent = open.last {
      open.append(tree.open(name, attributes, in: parent))
      return
    }
    let kind = name.localName
    if kind == "testsuite" || kind == "testsuites" {
      let mark = tree.mark
      suites.append(Suite(node: tree.open(name, attributes, in: nil), mark: mark))
      contextIsCurrent = false
    } else if kind == "testcase" {
      caseMark = tree.mark
      open.append(tree.open(name, attributes, in: nil))
    } else if let suite = suites.last {
      open.append(tree.open(name, attributes, in: suite.node))
    } else {
      throw .data(
        Place(output.file.name),
        "root element <\(name.text)>, testsuites, testsuite or testcase would be right")
    }
  }

  func text(_ text: ByteView) throws(Failure) {
    try checkSize()
    if let element = open.last {
      tree.add(text, to: element)
    } else if let suite = suites.last, !text.trimmed.isEmpty {
      tree.add(text, to: suite.node)
    }
  }

  func end(_ name: ByteView) throws(Failure) {
    guard let element = open.popLast() else { return try endSuite(name) }
    guard open.isEmpty, let mark = caseMark else { return }
    caseMark = nil
    try emit(element, ByteView("testcase"))
    tree.cut(to: mark)
    if !suites.isEmpty {
      suites[suites.count - 1].cases += 1
      suites[suites.count - 1].allCases += 1
    }
  }

  private func endSuite(_ name: ByteView) throws(Failure) {
    guard let suite = suites.popLast() else { return }
    contextIsCurrent = false
    let cases = (direct: suite.cases, all: suite.allCases)
    try emit(suite.node, name.localName, cases: cases)
    tree.cut(to: suite.mark)
    if !suites.isEmpty { suites[suites.count - 1].allCases += suite.allCases }
  }

  private func emit(
    _ node: Int, _ part: ByteView, cases: (direct: Int, all: Int)? = nil
  ) throws(Failure) {
    if !contextIsCurrent { layOutContext() }
    var writer = JSONWriter(output.item)
    tree.write(node, to: &writer)
    try output.emit(part, context: context.view, cases: cases)
  }

  /// The attributes of the open suites, outermost first.
  private func layOutContext() {
    context.removeAll()
    var writer = JSONWriter(context)
    writer.beginObject()
    writer.key("suites")
    writer.beginArray()
    for suite in suites { tree.writeAttributes(of: suite.node, to: &writer) }
    writer.endArray()
    writer.endObject()
    contextIsCurrent = true
  }

  private func checkSize() throws(Failure) {
    guard tree.size > FormatLimit.elementBytes else { return }
    throw .data(
      Place(output.file.name),
      "an element longer than \(FormatLimit.elementBytes) bytes, the limit of an item")
  }
}

extension ByteView {
  /// An element's name without its namespace prefix.
  var localName: ByteView {
    guard let colon = firstIndex(of: 0x3A) else { return self }
    return slice(colon + 1, count)
  }
}
