internal import Kernel

/// What of a JSON document becomes items, and what surrounds them.
struct JSONLayout: Sendable {
  /// Values of a document that are items of one part.
  struct Part: Sendable {
    /// The part's name in observations.
    let name: StaticString
    /// Where they stand.
    let path: JSONPath
    /// Members an item must have; one without is refused.
    var needs: [ByteString] = []
    /// The members that are kept; all when empty.
    var keeps: [ByteString] = []
    /// Members that are left out: mostly those that hold items of other parts. How many elements or
    /// members each had stands in the context, as `counts`.
    var drops: [ByteString] = []

    /// Whether a member of the item is written.
    func isWanted(_ key: ByteView) -> Bool {
      if !keeps.isEmpty { return keeps.contains { name in name.withView { $0 == key } } }
      return !drops.contains { name in name.withView { $0 == key } }
    }
  }

  /// What the document is, for messages: "an export of hyperfine".
  let title: String
  /// What must be there for the document to be that.
  let requires: [JSONPath]
  /// The items, in the order in which they are written.
  let parts: [Part]
  /// What is put beside each item: a key and where its value stands. A `*` that the item's own path
  /// has too means the same element.
  var context: [(key: ByteString, path: JSONPath)] = []
  /// Lists of objects that are put beside each item as one object: its key, where the list stands,
  /// and the member that names an element. With values, the first that an element has stands for it.
  var indexes: [(key: ByteString, path: JSONPath, by: ByteString, values: [JSONPath])] = []
  /// Whether a file may hold several: an array of them, one a line, one behind the other.
  var repeats = false
}

/// JSON documents by a layout: the whole document is held, up to `FormatLimit.documentBytes`; where
/// it `repeats`, files of lines are streamed.
///
/// The context of an item has the layout's values, and as `index` or `key` what the last `*` of its
/// path stood for; where there are several, `keys` has all of them, outermost first.
struct JSONDocumentReader: FormatReader {
  private let layout: JSONLayout
  private var items = JSONItems()
  private let context = ContextWriter()

  init(_ layout: JSONLayout) { self.layout = layout }

  mutating func read(into output: ObservationWriter) throws(Failure) {
    guard layout.repeats else {
      guard let root = try items.document(of: output) else { return }
      if let missing = missing(in: root) {
        return try output.abandon(.data(Place(output.file.name), missing))
      }
      return try emit(root, line: nil, output)
    }
    let texts = JSONTexts(items)
    try texts.forEach(of: output) { (root, line) throws(Failure) in
      if let missing = missing(in: root) {
        try output.refuse(Place(output.file.name, line: line), missing)
      } else {
        try emit(root, line: line, output)
      }
    }
  }

  private func missing(in root: JSONValue) -> String? {
    for path in layout.requires where path.first(in: root) == nil {
      let name = path.steps.count == 1 ? String(path.text.dropFirst()) : path.text
      return "no \(layout.title), \"\(name)\" is missing"
    }
    return nil
  }

  private mutating func emit(
    _ root: JSONValue, line: Int?, _ output: ObservationWriter
  ) throws(Failure) {
    for part in layout.parts {
      var trail = JSONTrail(root: root)
      try trail.walk(part.path.steps[...]) { (trail) throws(Failure) in
        try emit(part, trail, line: line, output)
      }
    }
  }

  private mutating func emit(
    _ part: JSONLayout.Part, _ trail: JSONTrail, line: Int?, _ output: ObservationWriter
  ) throws(Failure) {
    for name in part.needs where trail.value[name] == nil {
      let which = trail.names.last.map { " \($0.canonical)" } ?? ""
      return try output.refuse(
        Place(output.file.name, line: line ?? 0),
        "\(part.name)\(which) has no \"\(name)\", \(layout.title) has one")
    }
    let view = context(part, trail)
    let name = ByteView(part.name)
    guard trail.value.kind == .object, !part.keeps.isEmpty || !part.drops.isEmpty else {
      return try items.emit(trail.value, part: name, line: line, context: view, to: output)
    }
    let pointers = items.write(trail.value, where: part.isWanted, to: output.item)
    try output.emit(name, line: line, context: view, numberText: pointers)
  }

  /// What surrounds an item; nil where that is nothing.
  private func context(_ part: JSONLayout.Part, _ trail: JSONTrail) -> ByteView? {
    var members: [(key: ByteString, value: ContextWriter.Value)] = []
    let counts = part.drops.compactMap { name in
      trail.value[name].map { JSON.Member(name, .integer($0.count)) }
    }
    if !counts.isEmpty { members.append(("counts", .own(.object(counts)))) }
    let names = trail.names
    if let last = names.last {
      members.append((last.string == nil ? "index" : "key", .own(last)))
      if names.count > 1 { members.append(("keys", .own(.array(names)))) }
    }
    for (key, path) in layout.context {
      if let value = trail.value(at: path) { members.append((key, .whole(value))) }
    }
    for (key, path, name, values) in layout.indexes {
      if let list = trail.value(at: path) {
        members.append((key, .index(list, by: name, values: values)))
      }
    }
    return members.isEmpty ? nil : context.write(members)
  }
}

extension JSONValue {
  /// How many elements or members there are.
  fileprivate var count: Int {
    var count = 0
    for _ in elements { count += 1 }
    for _ in members { count += 1 }
    return count
  }
}
