internal import Kernel

/// Cobertura XML: one item for each source file, and their totals beside those that the file states.
///
/// Each line of a source file counts once, however many classes have it. The lines of methods are
/// those of their class once more, and count only where a class has none itself. The counts of the
/// lines themselves stay behind.
struct CoberturaReader: FormatReader {
  func read(into output: ObservationWriter) throws(Failure) {
    let handler = CoberturaHandler(output)
    do {
      try XMLReader(output.file, handler: handler, allowsDTDName: true).run()
    } catch {
      try output.abandon(error)
    }
    try handler.emit()
  }
}

private final class CoberturaHandler: XMLHandler {
  private let output: ObservationWriter
  private var files = CoverageFiles()
  private var depth = 0
  private var root: [JSON.Member] = []
  private var sources: [JSON] = []
  private var packages = 0
  private var classes = 0
  private var mentions = 0
  private var source: ByteBuffer?
  /// The open class: its file, and whether it has lines of its own.
  private var file: Int?
  private var hasOwnLines = false
  private var methodDepth = 0
  private var lines = CoveredLines()
  private var methodLines = CoveredLines()

  init(_ output: ObservationWriter) { self.output = output }

  func start(_ name: ByteView, _ attributes: XMLAttributes) throws(Failure) {
    depth += 1
    if name == "line" { return try line(attributes) }
    if depth == 1 { return try begin(name, attributes) }
    if name == "method" {
      methodDepth += 1
    } else if name == "class" {
      classes += 1
      try beginClass(attributes)
    } else if name == "package" {
      packages += 1
    } else if name == "source" {
      source = ByteBuffer(capacity: 64)
    }
  }

  private func begin(_ name: ByteView, _ attributes: XMLAttributes) throws(Failure) {
    guard name == "coverage" else {
      throw .data(
        Place(output.file.name), "root element <\(name.text)>, coverage would be right")
    }
    root = attributes.map { .init(ByteString($0.name), .string(ByteString($0.value))) }
  }

  private func beginClass(_ attributes: XMLAttributes) throws(Failure) {
    endClass()
    for (name, value) in attributes where name == "filename" {
      let number = files.number(of: value)
      file = number
      files.files[number].sections += 1
      swap(&lines, &files.files[number].lines)
      return
    }
    try output.refuse(Place(output.file.name), "a class without \"filename\"")
  }

  private func line(_ attributes: XMLAttributes) throws(Failure) {
    guard let file else { return }
    var number: Int?
    var isHit: Bool?
    var branches: CoverageCount?
    for (name, value) in attributes {
      switch name.count {
      case 4: if name == "hits" { isHit = value.isHit }
      case 6: if name == "number" { number = value.wholeNumber }
      default:
        if name == "condition-coverage" { branches = CoberturaHandler.branches(value) }
      }
    }
    guard let number, let isHit else {
      return try output.refuse(
        Place(output.file.name), "a line without \"number\" and \"hits\" that are numbers")
    }
    guard methodDepth == 0 else { return methodLines.insert(number, isHit: isHit) }
    mentions += 1
    hasOwnLines = true
    lines.insert(number, isHit: isHit)
    if let branches { files.files[file].branchesByLine.insert(number, branches) }
  }

  /// `50% (1/2)`.
  private static func branches(_ text: ByteView) -> CoverageCount? {
    guard let open = text.firstIndex(of: 0x28), let slash = text.firstIndex(of: 0x2F, from: open),
      let close = text.firstIndex(of: 0x29, from: slash),
      let hit = text.slice(open + 1, slash).wholeNumber,
      let found = text.slice(slash + 1, close).wholeNumber, hit <= found
    else { return nil }
    return CoverageCount(found: found, hit: hit)
  }

  func text(_ text: ByteView) throws(Failure) {
    guard let source else { return }
    guard source.count + text.count <= FormatLimit.tagBytes else {
      throw .data(Place(output.file.name), "a source longer than \(FormatLimit.tagBytes) bytes")
    }
    source.append(text)
  }

  func end(_ name: ByteView) throws(Failure) {
    depth -= 1
    if name == "line" { return }
    if name == "method" {
      methodDepth -= 1
    } else if name == "class" {
      endClass()
    } else if name == "source", let text = source {
      sources.append(.string(ByteString(text.view.trimmed)))
      source = nil
    }
  }

  private func endClass() {
    guard let number = file else { return }
    if !hasOwnLines { lines.add(methodLines) }
    swap(&lines, &files.files[number].lines)
    lines = CoveredLines()
    methodLines = CoveredLines()
    hasOwnLines = false
    file = nil
  }

  /// Writes what was counted.
  func emit() throws(Failure) {
    endClass()
    try files.emit(
      to: output, in: .members(["attributes": .object(root)]),
      also: [
        .init("attributes", .object(root)), .init("classes", .integer(classes)),
        .init("line_elements", .integer(mentions)), .init("packages", .integer(packages)),
        .init("sources", .array(sources)),
      ])
  }
}
