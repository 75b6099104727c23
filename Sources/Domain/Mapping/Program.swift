import Kernel

/// What a field of a record is made of: a node of a `Program`.
///
/// Nodes hold plain words only (indices, views of memory that the program owns), so that evaluating
/// one costs no reference counting.
enum Node {
  /// Nothing, ever.
  case none
  /// A value of the mapping file: its canonical form, and its text where it is a scalar.
  case constant(canonical: ByteView, text: ByteView)
  /// The value at a pointer.
  case path(Place)
  /// Another node's value, converted.
  case convert(Int, Conversion, skipsInvalid: Bool)
  /// The first of `children` that has a value.
  case first(Range<Int>)
  /// One node or the other.
  case choose(condition: Int, then: Int, otherwise: Int)
  /// The texts of those of `children` that have a value, with something between them.
  case join(Range<Int>, with: ByteView)
  /// The sum of those of `children` that are numbers.
  case sum(Range<Int>)
  /// One number divided by another; nothing when that is zero.
  case quotient(Int, by: Int)
  /// The node behind the first of the bounds that a number is not below: `children` in pairs.
  case steps(of: Int, Range<Int>)
  /// How many elements or members the value at a pointer has.
  case count(Place)
  /// Another node for each text: entries of `lookups`.
  case lookup(Int, Range<Int>, otherwise: Int)
  /// Part of a text: what stands behind the first `after` and before the first `before`.
  case part(Int, after: ByteView, before: ByteView)
  /// An object: entries of `lookups` with prepared keys, in canonical order; those with a value.
  case object(Range<Int>)

  /// A pointer's slot in the walk over the line or, inside `each`, over the element.
  struct Place {
    let slot: Int
    let inElement: Bool
  }
}

/// When a rule or a choice holds: a node of a `Program`.
enum ConditionNode {
  /// The value at a pointer is one of `literals`.
  case isOneOf(Node.Place, Range<Int>)
  /// There is (or is no) value at a pointer.
  case exists(Node.Place, Bool)
  /// The values at two pointers have the same text.
  case isSame(Node.Place, Node.Place)
  /// Both are numbers, and the first is less.
  case isBelow(Node.Place, Node.Place)
  /// All, or any, of `children` hold.
  case all(Range<Int>)
  case any(Range<Int>)
  /// It does not hold.
  case not(Int)
}

/// A value that a condition compares with.
enum Literal {
  case string(ByteView)
  case number(Double)
  case bool(Bool)
  case null
}

/// How a value becomes another.
enum Conversion {
  /// The text of a string, number or truth value.
  case text
  /// A number times `scale`; to the nearest whole number when `rounds`.
  case number(scale: Double, rounds: Bool)
  /// RFC 3339 with an offset or `Z`, brought to UTC.
  case time
  /// A number of units since 1970 (`perSecond` of them a second), as RFC 3339 in UTC.
  case epoch(perSecond: Int)
  /// A duration as a clock shows it, `[D.]HH:MM:SS[.F]`, in nanoseconds.
  case clock
  /// The same of seconds, milliseconds, microseconds or nanoseconds, told by their magnitude.
  case epochOfAnyUnit
  /// `true`, `false`, `1`, `0`, `yes`, `no` as a truth value.
  case truth
  /// The text in ASCII lower case.
  case lowercase
  /// The canonical form of any value, as a text.
  case json

  /// The conversion of a name in a mapping file.
  init?(named name: ByteString, scale: Double?) {
    switch name.description {
    case "text": self = .text
    case "number": self = .number(scale: scale ?? 1, rounds: false)
    case "integer": self = .number(scale: scale ?? 1, rounds: true)
    case "time": self = .time
    case "epoch": self = .epochOfAnyUnit
    case "epoch_s": self = .epoch(perSecond: 1)
    case "epoch_ms": self = .epoch(perSecond: 1000)
    case "epoch_us": self = .epoch(perSecond: 1_000_000)
    case "epoch_ns": self = .epoch(perSecond: 1_000_000_000)
    case "ns_from_s": self = .number(scale: 1e9, rounds: true)
    case "ns_from_ms": self = .number(scale: 1e6, rounds: true)
    case "ns_from_us": self = .number(scale: 1e3, rounds: true)
    case "ns_from_clock": self = .clock
    case "truth": self = .truth
    case "lowercase": self = .lowercase
    case "json": self = .json
    default: return nil
    }
  }

  /// The names, for messages.
  static let names =
    "text, number, integer, time, epoch, epoch_s, epoch_ms, epoch_us, epoch_ns, ns_from_s, "
    + "ns_from_ms, ns_from_us, ns_from_clock, truth, lowercase, json"
}

/// The expressions and conditions of one mapping file.
final class Program {
  /// Pointers into the line.
  let trie = PathTrie()
  private(set) var nodes: [Node] = [.none]
  private(set) var conditions: [ConditionNode] = []
  private(set) var children: [Int] = []
  private(set) var literals: [Literal] = []
  private(set) var lookups: [(key: ByteView, node: Int)] = []
  private let memory = Arena()

  /// Bytes that live as long as the program.
  func keep(_ string: ByteString) -> ByteView { memory.copy(string) }

  /// A key as it stands in the output: in quotes, with its colon, and if wanted with a comma in
  /// front and its value behind. `ByteSink.padding` bytes behind it may be read.
  func keepPrepared(_ key: ByteString, comma: Bool = false, value: JSON? = nil) -> ByteView {
    let buffer = ByteBuffer(capacity: 64)
    if comma { buffer.append(0x2C) }
    key.withView { JSONWriter.writeString($0, to: buffer) }
    buffer.append(0x3A)
    if let value { buffer.append(value.canonical) }
    let length = buffer.count
    for _ in 0..<ByteSink.padding { buffer.append(0) }
    return memory.copy(buffer.view).slice(0, length)
  }

  func add(_ node: Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  func add(_ condition: ConditionNode) -> Int {
    conditions.append(condition)
    return conditions.count - 1
  }

  func addChildren(_ indices: [Int]) -> Range<Int> {
    children += indices
    return children.count - indices.count..<children.count
  }

  func addLookups(_ entries: [(key: ByteView, node: Int)]) -> Range<Int> {
    lookups += entries
    return lookups.count - entries.count..<lookups.count
  }

  func addLiterals(_ values: [Literal]) -> Range<Int> {
    literals += values
    return literals.count - values.count..<literals.count
  }
}

/// What an expression came to; views live until the arena of the evaluation is reset.
enum Outcome {
  /// Nothing there.
  case none
  /// A value of the input.
  case value(JSONValue)
  /// A constant of the mapping.
  case constant(canonical: ByteView, text: ByteView)
  /// A new text.
  case text(ByteView)
  /// A new number, held by records.
  case number(Double)
  /// A number that no record holds (NaN, infinite, beyond 2^53-1), as it was written.
  case unheldNumber(ByteView)
  /// A new truth value.
  case truth(Bool)
  /// Members to be evaluated while they are written: entries of `lookups`.
  case object(Range<Int>)

  /// Whether there is nothing.
  var isNone: Bool { if case .none = self { true } else { false } }

  /// Whether it is a value of the line as it stands.
  var isValue: Bool { if case .value = self { true } else { false } }
}
