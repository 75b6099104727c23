public import Kernel

/// The fields of record kinds as lines of an index, and what changed since an index was written.
public struct SchemaField: Equatable, Sendable {
  /// The kind, such as `metric`.
  public let kind: ByteString
  /// A JSON Pointer, with `*` for every element of a list.
  public let pointer: ByteString
  /// The JSON types it may have; any when empty.
  public let types: [ByteString]
  /// Whether it is always there, where what surrounds it is.
  public let isRequired: Bool
  /// The only values it may have, as canonical JSON; any when empty.
  public let values: [ByteString]
  /// What it says.
  public let meaning: ByteString

  /// The fields of a schema, in its order: those of `data` and of the objects in its lists.
  public static func all(of kind: String) throws(Failure) -> [SchemaField] {
    let data = try SchemaCatalogue.tree(of: kind)["properties"]?["data"] ?? .null
    return fields(of: data, kind: ByteString(kind), under: "/data")
  }

  private static func fields(of node: JSON, kind: ByteString, under path: String) -> [SchemaField] {
    let required = (node["required"]?.array ?? []).compactMap(\.string)
    return (node["properties"]?.object ?? []).flatMap { member -> [SchemaField] in
      let value = member.value
      let pointer = "\(path)/\(member.key)"
      let types = value["type"]?.array?.compactMap(\.string) ?? value["type"]?.string.map { [$0] }
      let field = SchemaField(
        kind: kind, pointer: ByteString(pointer), types: types ?? [],
        isRequired: required.contains(member.key),
        values: (value["enum"]?.array ?? []).map(\.canonical),
        meaning: value["description"]?.string ?? "")
      return [field] + fields(of: value, kind: kind, under: pointer)
        + (value["items"].map { fields(of: $0, kind: kind, under: "\(pointer)/*") } ?? [])
    }
  }

  /// A line of the index.
  public var json: JSON {
    .members([
      "field": .string(pointer), "kind": .string(kind), "meaning": .string(meaning),
      "required": .bool(isRequired), "type": .array(types.map { .string($0) }),
      "values": values.isEmpty ? nil : .array(values.map { .string($0) }),
    ])
  }

  /// A line that `json` wrote; nil for another.
  public init?(_ json: JSON) {
    guard let kind = json["kind"]?.string, let pointer = json["field"]?.string,
      let required = json["required"]?.bool, let types = json["type"]?.array
    else { return nil }
    self.kind = kind
    self.pointer = pointer
    self.types = types.compactMap(\.string)
    isRequired = required
    values = (json["values"]?.array ?? []).compactMap(\.string)
    meaning = json["meaning"]?.string ?? ""
  }

  init(
    kind: ByteString, pointer: ByteString, types: [ByteString], isRequired: Bool,
    values: [ByteString], meaning: ByteString
  ) {
    self.kind = kind
    self.pointer = pointer
    self.types = types
    self.isRequired = isRequired
    self.values = values
    self.meaning = meaning
  }
}

/// What changed between two indexes of fields.
public struct SchemaChange: Equatable, Sendable {
  /// Whether somebody who reads or writes the kind by the earlier index is wrong now. Fields may be
  /// added within a major version, and values to those a field may have; all else breaks.
  public let isBreaking: Bool
  /// The field.
  public let field: SchemaField
  /// What happened to it.
  public let what: String

  /// A line for people.
  public var text: String {
    "\(isBreaking ? "breaking" : "compatible")\t\(field.kind)\t\(field.pointer)\t\(what)\n"
  }

  /// All changes, in the order of the later index, removed fields at the end.
  public static func all(from old: [SchemaField], to new: [SchemaField]) -> [SchemaChange] {
    func key(_ field: SchemaField) -> ByteString {
      ByteString(field.kind.bytes + [0x20] + field.pointer.bytes)
    }
    let before = Dictionary(old.map { (key($0), $0) }) { first, _ in first }
    let now = Set(new.map(key))
    let kinds = Set(old.map(\.kind))
    var changes: [SchemaChange] = []
    for field in new {
      if let was = before[key(field)] {
        changes += SchemaChange.between(was, field)
      } else {
        // A kind that is new binds nobody yet.
        let binds = field.isRequired && kinds.contains(field.kind)
        changes.append(
          SchemaChange(
            isBreaking: binds, field: field, what: binds ? "is new and required" : "is new"))
      }
    }
    for field in old where !now.contains(key(field)) {
      changes.append(SchemaChange(isBreaking: true, field: field, what: "is gone"))
    }
    return changes
  }

  private static func between(_ old: SchemaField, _ new: SchemaField) -> [SchemaChange] {
    func list(_ texts: [ByteString]) -> String {
      texts.isEmpty ? "any" : texts.map(\.description).joined(separator: ", ")
    }
    var changes: [SchemaChange] = []
    func add(_ isBreaking: Bool, _ what: String) {
      changes.append(SchemaChange(isBreaking: isBreaking, field: new, what: what))
    }
    if Set(old.types) != Set(new.types) {
      add(true, "was of type \(list(old.types)), is of type \(list(new.types))")
    }
    if old.isRequired, !new.isRequired { add(true, "was always there, may be absent") }
    if !old.isRequired, new.isRequired { add(true, "could be absent, is required") }
    let gone = old.values.filter { !new.values.contains($0) }
    let more = new.values.filter { !old.values.contains($0) }
    if old.values.isEmpty != new.values.isEmpty {
      add(true, "had the values \(list(old.values)), has \(list(new.values))")
    } else {
      if !gone.isEmpty { add(true, "has no longer the values \(list(gone))") }
      if !more.isEmpty { add(false, "has also the values \(list(more))") }
    }
    return changes
  }
}
