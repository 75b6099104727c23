internal import Kernel

/// The kinds of documents that a format has, told by their members.
struct JSONShapes: Sendable {
  /// Objects of one kind.
  struct Shape: Sendable {
    /// Its part in observations.
    let part: ByteString
    /// Members that all of them have.
    let keys: [ByteString]
    /// A value that has this text in all of them, or begins with it, where it ends with `*`.
    var having: (path: JSONPath, text: ByteString)?
    /// Members that are left out, since nobody's record should hold them: secrets.
    var drops: [ByteString] = []

    init(
      _ part: ByteString, _ keys: ByteString..., having: (path: JSONPath, text: ByteString)? = nil,
      drops: [ByteString] = []
    ) {
      self.part = part
      self.keys = keys
      self.having = having
      self.drops = drops
    }

    func fits(_ value: JSONValue) -> Bool {
      guard keys.allSatisfy({ value[$0] != nil }) else { return false }
      guard let having else { return true }
      guard let view = having.path.first(in: value)?.string else { return false }
      let text = ByteString(view).bytes
      let wanted = having.text.bytes
      return wanted.last == 0x2A ? text.starts(with: wanted.dropLast()) : text == wanted
    }
  }

  /// What the documents are, for messages.
  let title: String
  /// A member that no item has, however deep: it repeats what another member holds.
  var omits: ByteString?
  /// The kinds, the most special first. An object of none of them is an `object`.
  let shapes: [Shape]
  /// Members that hold a list of objects: each becomes an item, and what is left of the document an
  /// item `page`, with the list's name as `list` and its length as `count` in its context.
  var lists: [ByteString] = []
  /// Members that are items of their own, of the part of that name, where the document also has one
  /// of `envelope`; what is left becomes an item `event`.
  var hoisted: [ByteString] = []
  /// Members that tell an envelope.
  var envelope: [ByteString] = []
  /// What of a page or an envelope stands in the context of its items: a key, and where its value
  /// is.
  var context: [(key: ByteString, path: JSONPath)] = []
  /// Lists of objects in an item that its context has as an object too: the list's name there, where
  /// it stands, and the member that names an element. The first of one name counts.
  var indexes: [(key: ByteString, path: JSONPath, by: ByteString)] = []
}

/// Documents of many kinds by `JSONShapes`: one, an array of them, one a line, or one behind the
/// other. Lines are streamed, everything else is held, up to `FormatLimit.documentBytes`.
struct JSONShapesReader: FormatReader {
  private let shapes: JSONShapes
  private var items: JSONItems
  private let context: ContextWriter

  init(_ shapes: JSONShapes) {
    self.shapes = shapes
    items = JSONItems(omitting: shapes.omits)
    context = ContextWriter(omitting: shapes.omits)
  }

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let texts = JSONTexts(items)
    try texts.forEach(of: output) { (root, line) throws(Failure) in
      guard root.kind == .object else {
        return try output.refuse(
          Place(output.file.name, line: line), "no \(shapes.title), an object would be right")
      }
      try emit(root, line, output)
    }
  }

  private mutating func emit(
    _ root: JSONValue, _ line: Int, _ output: ObservationWriter
  ) throws(Failure) {
    if let list = shapes.lists.first(where: { root[$0]?.kind == .array }),
      let elements = root[list]?.elements
    {
      var count = 0
      for _ in elements { count += 1 }
      let own: [(ByteString, JSON)] = [("count", .integer(count)), ("list", .string(list))]
      try emit(root, as: "page", without: [list], beside: root, own, line, output)
      for element in elements { try emit(shaped: element, beside: root, line, output) }
      return
    }
    let inner = shapes.hoisted.filter { root[$0]?.kind == .object }
    guard !inner.isEmpty, shapes.envelope.contains(where: { root[$0] != nil }) else {
      return try emit(shaped: root, beside: nil, line, output)
    }
    try emit(root, as: "event", without: inner, beside: root, [], line, output)
    for name in inner {
      guard let value = root[name] else { continue }
      try emit(value, as: name, without: [], beside: root, [], line, output)
    }
  }

  private mutating func emit(
    shaped value: JSONValue, beside root: JSONValue?, _ line: Int, _ output: ObservationWriter
  ) throws(Failure) {
    let shape = shapes.shapes.first { $0.fits(value) }
    try emit(
      value, as: shape?.part ?? "object", without: shape?.drops ?? [], beside: root, [], line,
      output)
  }

  private mutating func emit(
    _ value: JSONValue, as part: ByteString, without names: [ByteString],
    beside root: JSONValue?, _ own: [(ByteString, JSON)], _ line: Int, _ output: ObservationWriter
  ) throws(Failure) {
    let surroundings = context(of: value, beside: root, own)
    try part.withView { (part) throws(Failure) in
      guard value.kind == .object, !names.isEmpty else {
        return try items.emit(value, part: part, line: line, context: surroundings, to: output)
      }
      let pointers = items.write(
        value, where: { key in !names.contains { name in name.withView { $0 == key } } },
        to: output.item)
      try output.emit(part, line: line, context: surroundings, numberText: pointers)
    }
  }

  /// What surrounds an item; nil where that is nothing.
  private func context(
    of value: JSONValue, beside root: JSONValue?, _ own: [(ByteString, JSON)]
  ) -> ByteView? {
    var members = own.map { (key: $0.0, value: ContextWriter.Value.own($0.1)) }
    for (key, path) in shapes.context {
      if let found = root.flatMap({ path.first(in: $0) }) { members.append((key, .whole(found))) }
    }
    for (key, path, name) in shapes.indexes {
      if let list = path.first(in: value), list.kind == .array {
        members.append((key, .index(list, by: name, values: [])))
      }
    }
    return members.isEmpty ? nil : context.write(members)
  }
}
