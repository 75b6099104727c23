import Kernel

/// Why an item could not become a record.
struct MappingError: Error {
  /// What is wrong with which value, for a person.
  let message: String
}

/// Evaluates expressions over one item.
struct Evaluator {
  /// The line's value, and what the line's trie found in it.
  var root: JSONValue
  var found: [JSONValue.Handle]
  /// The same for the element of `each`.
  var element: JSONValue?
  var foundInElement: [JSONValue.Handle] = []

  @inline(__always)
  func lookUp(_ place: Expression.Place) -> JSONValue? {
    let handle = place.inElement ? foundInElement[place.slot] : found[place.slot]
    return handle == 0 ? nil : root.value(at: handle)
  }

  func evaluate(_ expression: Expression) throws(MappingError) -> Outcome {
    switch expression {
    case .constant(let value, let canonical): return .constant(value, canonical: canonical)
    case .path(let place):
      guard let value = lookUp(place), !value.isNull else { return .none }
      return .value(value)
    case .convert(let inner, let conversion, let skipsInvalid):
      let value = try evaluate(inner)
      if value.isNone { return .none }
      do {
        return try Converter.convert(value, conversion)
      } catch {
        if skipsInvalid { return .none }
        throw error
      }
    case .first(let candidates):
      for candidate in candidates {
        let value = try evaluate(candidate)
        if !value.isNone { return value }
      }
      return .none
    case .choose(let condition, let then, let otherwise):
      if holds(condition) { return try evaluate(then) }
      return try otherwise.map { other throws(MappingError) in try evaluate(other) } ?? .none
    case .join(let parts, let separator):
      var bytes: [UInt8] = []
      var any = false
      for part in parts {
        guard let text = Converter.text(try evaluate(part)) else { continue }
        if any { bytes += separator.bytes }
        bytes += text.bytes
        any = true
      }
      return any ? .text(ByteString(bytes)) : .none
    case .count(let place):
      guard let value = lookUp(place) else { return .none }
      let count = value.kind == .object ? value.members.reduce(0) { n, _ in n + 1 }
        : value.elements.reduce(0) { n, _ in n + 1 }
      return .number(Double(count))
    case .lookup(let inner, let table, let otherwise):
      guard let text = Converter.text(try evaluate(inner)) else { return .none }
      if let target = table[text] ?? otherwise { return try evaluate(target) }
      return .none
    case .part(let inner, let after, let before):
      guard let text = Converter.text(try evaluate(inner)) else { return .none }
      return Converter.part(of: text, after: after, before: before)
    case .object(let members): return .object(members)
    }
  }

  func holds(_ condition: Condition) -> Bool {
    switch condition {
    case .isOneOf(let place, let wanted):
      guard let value = lookUp(place) else { return wanted.contains(.null) }
      for candidate in wanted where Evaluator.equal(value, candidate) { return true }
      return false
    case .exists(let place, let wanted): return (lookUp(place).map { !$0.isNull } ?? false) == wanted
    case .all(let conditions): return conditions.allSatisfy(holds)
    case .any(let conditions): return conditions.contains(where: holds)
    case .not(let inner): return !holds(inner)
    }
  }

  private static func equal(_ value: JSONValue, _ wanted: JSON) -> Bool {
    switch wanted {
    case .string(let text): value.string.map { view in text.withView { $0 == view } } ?? false
    case .number(let number): value.number == number
    case .bool(let truth): value.bool == truth
    case .null: value.isNull
    case .array, .object: JSON(value) == wanted
    }
  }

  /// Writes an outcome; false when there was nothing to write.
  func write(_ outcome: Outcome, to writer: inout JSONWriter) throws(MappingError) {
    switch outcome {
    case .none: writer.null()
    case .value(let value): writer.value(value)
    case .constant(_, let canonical): canonical.withView { writer.raw($0) }
    case .text(let text), .unheldNumber(let text): writer.string(text)
    case .number(let number): writer.number(number)
    case .truth(let truth): writer.bool(truth)
    case .object(let members):
      writer.beginObject()
      for member in members {
        let value = try evaluate(member.value)
        if value.isNone { continue }
        writer.key(member.key)
        try write(value, to: &writer)
      }
      writer.endObject()
    }
  }
}
