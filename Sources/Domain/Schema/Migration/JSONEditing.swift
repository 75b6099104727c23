internal import Kernel

extension JSON {
  /// The value at a path of member names, nil where there is none.
  func value(at path: ArraySlice<ByteString>) -> JSON? {
    guard let first = path.first else { return self }
    return self[first]?.value(at: path.dropFirst())
  }

  /// Puts a value at a path, and objects on the way to it; nil removes what is there, with the objects
  /// that this leaves empty, but for this one and its members. False where something else stands on
  /// the way.
  mutating func put(
    _ value: JSON?, at path: ArraySlice<ByteString>, isInner: Bool = false
  ) -> Bool {
    guard let name = path.first else { return false }
    guard case .object(var members) = self else { return false }
    let index = members.firstIndex { $0.key == name }
    var next = path.count == 1 ? value : index.map { members[$0].value }
    if path.count > 1 {
      if next == nil, value != nil { next = .object([]) }
      guard var inner = next else { return true }
      guard inner.put(value, at: path.dropFirst(), isInner: true) else { return false }
      next = isInner && value == nil && inner == .object([]) ? nil : inner
    }
    switch (index, next) {
    case (let index?, let next?): members[index].value = next
    case (let index?, nil): members.remove(at: index)
    case (nil, let next?): members.append(Member(name, next))
    case (nil, nil): break
    }
    self = .object(members)
    return true
  }

  /// Calls `body` with every value that a path leads to, where `*` is every element of a list; a list
  /// or member that is not there leads nowhere.
  mutating func forEach(
    at path: ArraySlice<ByteString>, _ body: (inout JSON) throws(MigrationFault) -> Void
  ) throws(MigrationFault) {
    guard let name = path.first else { return try body(&self) }
    switch self {
    case .array(var elements) where name == "*":
      for index in elements.indices { try elements[index].forEach(at: path.dropFirst(), body) }
      self = .array(elements)
    case .object(var members):
      guard let index = members.firstIndex(where: { $0.key == name }) else { return }
      try members[index].value.forEach(at: path.dropFirst(), body)
      self = .object(members)
    default: return
    }
  }

  /// The pointer to the first difference between two values, nil where they are the same whatever the
  /// order of their members.
  func difference(from other: JSON, at path: String = "") -> String? {
    if let members = object, let others = other.object {
      let names = Set(members.map(\.key)).union(others.map(\.key)).sorted()
      for name in names {
        guard let one = self[name], let two = other[name] else { return "\(path)/\(name)" }
        if let found = one.difference(from: two, at: "\(path)/\(name)") { return found }
      }
      return nil
    }
    if let elements = array, let others = other.array, elements.count == others.count {
      for (index, pair) in zip(elements, others).enumerated() {
        if let found = pair.0.difference(from: pair.1, at: "\(path)/\(index)") { return found }
      }
      return nil
    }
    return self == other ? nil : path
  }
}

/// Why a record cannot be migrated.
struct MigrationFault: Error {
  let message: String
  /// The field that it is about, empty where it is about none.
  let pointer: String

  init(message: String) {
    self.message = message
    pointer = ""
  }

  init(_ path: [ByteString], _ problem: String) {
    pointer = RecordCheck.pointer(path).description
    message = "\(pointer) \(problem)"
  }
}
