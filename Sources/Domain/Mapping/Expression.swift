import Kernel

/// What a field of a record is made of.
indirect enum Expression {
  /// A value of the mapping file itself, ready to be written.
  case constant(JSON, canonical: ByteString)
  /// The value at a pointer.
  case path(Place)
  /// Another expression's value, converted.
  case convert(Expression, Conversion, skipsInvalid: Bool)
  /// The first that has a value.
  case first([Expression])
  /// One or the other.
  case choose(Condition, Expression, Expression?)
  /// The texts of those that have a value, with something between them.
  case join([Expression], with: ByteString)
  /// How many elements or members the value at a pointer has.
  case count(Place)
  /// Another value for each text.
  case lookup(Expression, [ByteString: Expression], otherwise: Expression?)
  /// Part of a text: what stands behind the first `after` and before the first `before`.
  case part(Expression, after: ByteString?, before: ByteString?)
  /// An object of those members that have a value.
  case object([(key: ByteString, value: Expression)])

  /// A pointer's slot in the walk over the line or, inside `each`, over the element.
  struct Place {
    let slot: Int
    let inElement: Bool
  }
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
  /// `true`, `false`, `1`, `0`, `yes`, `no` as a truth value.
  case truth
  /// The text in ASCII lower case.
  case lowercase

  /// The conversion of a name in a mapping file.
  init?(named name: ByteString, scale: Double?) {
    switch name.description {
    case "text": self = .text
    case "number": self = .number(scale: scale ?? 1, rounds: false)
    case "integer": self = .number(scale: scale ?? 1, rounds: true)
    case "time": self = .time
    case "epoch_s": self = .epoch(perSecond: 1)
    case "epoch_ms": self = .epoch(perSecond: 1000)
    case "epoch_us": self = .epoch(perSecond: 1_000_000)
    case "epoch_ns": self = .epoch(perSecond: 1_000_000_000)
    case "ns_from_s": self = .number(scale: 1e9, rounds: true)
    case "ns_from_ms": self = .number(scale: 1e6, rounds: true)
    case "ns_from_us": self = .number(scale: 1e3, rounds: true)
    case "truth": self = .truth
    case "lowercase": self = .lowercase
    default: return nil
    }
  }

  /// The names, for messages.
  static let names =
    "text, number, integer, time, epoch_s, epoch_ms, epoch_us, epoch_ns, ns_from_s, ns_from_ms, "
    + "ns_from_us, truth, lowercase"
}

/// When a rule or a choice holds.
indirect enum Condition {
  /// The value at a pointer is one of these.
  case isOneOf(Expression.Place, [JSON])
  /// There is (or is no) value at a pointer.
  case exists(Expression.Place, Bool)
  /// All of them hold.
  case all([Condition])
  /// At least one of them holds.
  case any([Condition])
  /// It does not hold.
  case not(Condition)
}

/// What an expression came to.
enum Outcome {
  /// Nothing there.
  case none
  /// A value of the input.
  case value(JSONValue)
  /// A constant of the mapping, in canonical form.
  case constant(JSON, canonical: ByteString)
  /// A new text.
  case text(ByteString)
  /// A new number, held by records.
  case number(Double)
  /// A number that no record holds (NaN, infinite, beyond 2^53-1), as it was written.
  case unheldNumber(ByteString)
  /// A new truth value.
  case truth(Bool)
  /// Members to be evaluated while they are written.
  case object([(key: ByteString, value: Expression)])

  /// Whether there is nothing.
  var isNone: Bool { if case .none = self { true } else { false } }
}
