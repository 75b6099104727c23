import Kernel

/// Why an item could not become a record.
struct MappingError: Error {
  /// What is wrong with which value, for a person.
  let message: String
}

/// Evaluates nodes of a program over one item after the other.
final class Evaluator {
  private let nodes: UnsafeMutablePointer<Node>
  private let conditions: UnsafeMutablePointer<ConditionNode>
  private let children: UnsafeMutablePointer<Int>
  private let literals: UnsafeMutablePointer<Literal>
  private let lookups: UnsafeMutablePointer<(key: ByteView, node: Int)>
  private let program: Program
  /// Walks the line; memory of the program's trie.
  private let walker: PathTrie.Walker
  /// The converter's; not counted, since it is asked for with every line.
  private let arena: Unmanaged<Arena>
  private let converter: Converter

  /// The line, and inside `each` what was found in the element.
  private var root: JSONValue?
  private var foundInElement: UnsafeMutablePointer<JSONValue.Handle>?

  init(_ program: Program, zone: LocalZone?) {
    self.program = program
    converter = Converter(zone: zone)
    walker = program.trie.compile()
    arena = .passUnretained(converter.arena)
    nodes = Evaluator.copy(program.nodes)
    conditions = Evaluator.copy(program.conditions)
    children = Evaluator.copy(program.children)
    literals = Evaluator.copy(program.literals)
    lookups = Evaluator.copy(program.lookups)
  }

  deinit {
    nodes.deallocate()
    conditions.deallocate()
    children.deallocate()
    literals.deallocate()
    lookups.deallocate()
  }

  private static func copy<Element>(_ array: [Element]) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(array.count, 1))
    for (index, element) in array.enumerated() { (memory + index).initialize(to: element) }
    return memory
  }

  /// Turns to the next line; what outcomes of the last one viewed is no longer valid.
  func begin(_ line: JSONValue) {
    arena._withUnsafeGuaranteedRef { $0.reset() }
    walker.look(in: line)
    root = line
    foundInElement = nil
  }

  /// Turns to an element of `each`.
  func begin(element: JSONValue, _ trie: PathTrie) {
    trie.look(in: element)
    foundInElement = trie.found
  }

  /// Whether a time was read in the given zone since this was last set to false.
  var usedZone: Bool {
    get { converter.usedZone }
    set { converter.usedZone = newValue }
  }

  @inline(__always)
  func lookUp(_ place: Node.Place) -> JSONValue? {
    let found = place.inElement ? foundInElement : walker.found
    guard let handle = found?[place.slot], handle != 0 else { return nil }
    return root?.value(at: handle)
  }

  func evaluate(_ index: Int) throws(MappingError) -> Outcome {
    switch nodes[index] {
    case .none: return .none
    case .constant(let canonical, let text): return .constant(canonical: canonical, text: text)
    case .path(let place):
      guard let value = lookUp(place), !value.isNull else { return .none }
      return .value(value)
    case .convert(let inner, let conversion, let skipsInvalid):
      let value = try evaluate(inner)
      if value.isNone { return .none }
      do {
        return try converter.convert(value, conversion)
      } catch {
        if skipsInvalid { return .none }
        throw error
      }
    case .first(let candidates):
      for candidate in candidates {
        let value = try evaluate(children[candidate])
        if !value.isNone { return value }
      }
      return .none
    case .choose(let condition, let then, let otherwise):
      return try evaluate(holds(condition) ? then : otherwise)
    case .join(let parts, let separator): return try join(parts, separator)
    case .sum(let parts): return try sum(parts)
    case .quotient(let dividend, let divisor):
      guard let divided = try number(dividend), let by = try number(divisor), by != 0 else {
        return .none
      }
      return .number(divided / by)
    case .steps(let of, let bounds):
      guard let value = try number(of) else { return .none }
      for bound in stride(from: bounds.lowerBound, to: bounds.upperBound, by: 2) {
        if let least = try number(children[bound]), value >= least {
          return try evaluate(children[bound + 1])
        }
      }
      return .none
    case .count(let place):
      guard let value = lookUp(place) else { return .none }
      var count = 0
      for _ in value.members { count += 1 }
      for _ in value.elements { count += 1 }
      return .number(Double(count))
    case .lookup(let inner, let entries, let otherwise):
      guard let text = converter.text(try evaluate(inner)) else { return .none }
      for entry in entries where lookups[entry].key == text {
        return try evaluate(lookups[entry].node)
      }
      return try evaluate(otherwise)
    case .part(let inner, let after, let before):
      guard let text = converter.text(try evaluate(inner)) else { return .none }
      return Converter.part(of: text, after: after, before: before)
    case .object(let members): return .object(members)
    }
  }

  /// A node's value as a number, nil where there is none that a record holds.
  private func number(_ index: Int) throws(MappingError) -> Double? {
    let value = try evaluate(index)
    if value.isNone { return nil }
    switch try converter.convert(value, .number(scale: 1, rounds: false)) {
    case .value(let json): return json.number
    case .number(let number): return number
    default: return nil
    }
  }

  private func sum(_ parts: Range<Int>) throws(MappingError) -> Outcome {
    var sum: Double?
    for part in parts {
      guard let number = try number(children[part]) else { continue }
      sum = (sum ?? 0) + number
    }
    return sum.map { .number($0) } ?? .none
  }

  private func join(_ parts: Range<Int>, _ separator: ByteView) throws(MappingError) -> Outcome {
    let joined = ByteBuffer(capacity: 256)
    var any = false
    for part in parts {
      guard let text = converter.text(try evaluate(children[part])) else { continue }
      if any { joined.append(separator) }
      joined.append(text)
      any = true
    }
    return any ? .text(converter.arena.copy(joined.view)) : .none
  }

  func holds(_ index: Int) -> Bool {
    switch conditions[index] {
    case .isOneOf(let place, let wanted):
      let value = lookUp(place)
      for candidate in wanted where Evaluator.equal(value, literals[candidate]) { return true }
      return false
    case .exists(let place, let wanted):
      return (lookUp(place).map { !$0.isNull } ?? false) == wanted
    case .isSame(let place, let other):
      guard let (value, other) = texts(place, other) else { return false }
      return value == other
    case .isBelow(let place, let other):
      guard let (value, other) = texts(place, other), let left = Converter.decimal(value),
        let right = Converter.decimal(other)
      else { return false }
      return left < right
    case .all(let range):
      for child in range where !holds(children[child]) { return false }
      return true
    case .any(let range):
      for child in range where holds(children[child]) { return true }
      return false
    case .not(let inner): return !holds(inner)
    }
  }

  private func texts(_ one: Node.Place, _ other: Node.Place) -> (ByteView, ByteView)? {
    guard let one = lookUp(one).flatMap({ text(.value($0)) }),
      let other = lookUp(other).flatMap({ text(.value($0)) })
    else { return nil }
    return (one, other)
  }

  private static func equal(_ value: JSONValue?, _ wanted: Literal) -> Bool {
    switch wanted {
    case .string(let text): value?.string.map { $0 == text } ?? false
    case .number(let number): value?.number == number
    case .bool(let truth): value?.bool == truth
    case .null: value?.isNull ?? true
    }
  }

  /// The text of an outcome that is a scalar.
  func text(_ outcome: Outcome) -> ByteView? { converter.text(outcome) }

  /// Writes an outcome.
  func write(_ outcome: Outcome, to writer: inout JSONWriter) throws(MappingError) {
    switch outcome {
    case .none: writer.null()
    case .value(let value):
      if let text = value.string { writer.string(text) } else { writer.value(value) }
    case .constant(let canonical, _): writer.raw(canonical)
    case .text(let text), .unheldNumber(let text): writer.string(text)
    case .number(let number): writer.number(number)
    case .truth(let truth): writer.bool(truth)
    case .object(let members):
      writer.beginObject()
      for member in members {
        let value = try evaluate(lookups[member].node)
        if value.isNone { continue }
        writer.preparedKey(lookups[member].key)
        try write(value, to: &writer)
      }
      writer.endObject()
    }
  }
}
