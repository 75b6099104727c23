internal import Kernel

/// The kinds of documents that a format has, told by their members.
struct JSONShapes: Sendable {
  /// Objects of one kind.
  struct Shape: Sendable {
    /// Its part in observations.
    let part: ByteString
    /// Members that all of them have.
    let keys: [ByteString]

    init(_ part: ByteString, _ keys: ByteString...) {
      self.part = part
      self.keys = keys
    }
  }

  /// What the documents are, for messages.
  let title: String
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
}

/// Documents of many kinds by `JSONShapes`: one, an array of them, one a line, or one behind the
/// other. Lines are streamed, everything else is held, up to `FormatLimit.documentBytes`.
struct JSONShapesReader: FormatReader {
  private let shapes: JSONShapes
  private var items = JSONItems()
  private var contextItems = JSONItems()
  private let context = ByteBuffer(capacity: 512)
  private let place = ByteBuffer(capacity: 64)

  init(_ shapes: JSONShapes) { self.shapes = shapes }

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
      layOutContext(
        root, [("count", .integer(count)), ("list", .string(list))])
      try emitRest(of: root, without: [list], as: "page", line, output)
      for element in elements {
        layOutContext(root, [])
        try emit(element, part(of: element), line, output)
      }
      return
    }
    let inner = shapes.hoisted.filter { root[$0]?.kind == .object }
    guard !inner.isEmpty, shapes.envelope.contains(where: { root[$0] != nil }) else {
      context.removeAll()
      return try emit(root, part(of: root), line, output)
    }
    layOutContext(root, [])
    try emitRest(of: root, without: inner, as: "event", line, output)
    for name in inner {
      guard let value = root[name] else { continue }
      layOutContext(root, [])
      try emit(value, name, line, output)
    }
  }

  private mutating func emit(
    _ value: JSONValue, _ part: ByteString, _ line: Int, _ output: ObservationWriter
  ) throws(Failure) {
    let surroundings = surroundings
    try part.withView { (part) throws(Failure) in
      try items.emit(value, part: part, line: line, context: surroundings, to: output)
    }
  }

  private mutating func emitRest(
    of root: JSONValue, without names: [ByteString], as part: ByteString, _ line: Int,
    _ output: ObservationWriter
  ) throws(Failure) {
    let pointers = items.write(
      root, where: { key in !names.contains { name in name.withView { $0 == key } } },
      to: output.item)
    let surroundings = surroundings
    try part.withView { (part) throws(Failure) in
      try output.emit(part, line: line, context: surroundings, numberText: pointers)
    }
  }

  private func part(of value: JSONValue) -> ByteString {
    shapes.shapes.first { shape in shape.keys.allSatisfy { value[$0] != nil } }?.part ?? "object"
  }

  private var surroundings: ByteView? { context.count > 2 ? context.view : nil }

  private mutating func layOutContext(_ root: JSONValue, _ own: [(ByteString, JSON)]) {
    var members: [(key: ByteString, own: JSON?, value: JSONValue?)] =
      own.map { ($0.0, $0.1, nil) }
    for (key, path) in shapes.context {
      if let value = path.first(in: root) { members.append((key, nil, value)) }
    }
    context.removeAll()
    var writer = JSONWriter(context)
    writer.beginObject()
    for member in members.sorted(by: { $0.key < $1.key }) {
      writer.key(member.key)
      if let own = member.own {
        own.write(to: &writer)
      } else if let value = member.value {
        place.removeAll()
        contextItems.write(value, to: place)
        writer.raw(place.view)
      }
    }
    writer.endObject()
  }
}
