import Kernel
import Records
import Statistics

/// What is asked of a series besides the command line: the lines of `--rules`.
struct SeriesRule {
  /// How the start of a series is left out.
  enum WarmUp {
    case points(Int)
    case automatic
  }

  let name: ByteString
  let selection: Selection
  let direction: Trend.Direction?
  let alpha: Double?
  let minimumEffect: Double?
  let minimumSigma: Double?
  let minimumPoints: Int?
  let persistence: Int?
  let warmUp: WarmUp?
  let floor: Int?

  private static let members: Set<ByteString> = [
    "rule", "select", "direction", "alpha", "min_effect", "min_sigma", "min_points", "persistence",
    "warm_up", "floor", "why",
  ]

  /// Reads a line; the text of what is wrong is thrown.
  init(_ value: JSON) throws(SelectionError) {
    guard let object = value.object, let name = value["rule"]?.string else {
      throw SelectionError(message: "a rule has \"rule\", its name")
    }
    if let other = object.first(where: { !SeriesRule.members.contains($0.key) }) {
      throw SelectionError(message: "\"\(other.key)\" is no member of a rule")
    }
    self.name = name
    selection =
      try value["select"].map { select throws(SelectionError) in try Selection(select) } ?? .all
    direction = try SeriesRule.direction(value["direction"])
    alpha = try SeriesRule.number(value, "alpha", in: 1e-9...0.5)
    minimumEffect = try SeriesRule.number(value, "min_effect", in: 0...1e9)
    minimumSigma = try SeriesRule.number(value, "min_sigma", in: 0...1e9)
    minimumPoints = try SeriesRule.integer(value, "min_points", in: 3...10_000)
    persistence = try SeriesRule.integer(value, "persistence", in: 3...10_000)
    floor = try SeriesRule.integer(value, "floor", in: 1...1_000_000)
    if value["warm_up"]?.string == "auto" {
      warmUp = .automatic
    } else {
      warmUp = try SeriesRule.integer(value, "warm_up", in: 0...1_000_000_000).map(WarmUp.points)
    }
  }

  private static func direction(_ value: JSON?) throws(SelectionError) -> Trend.Direction? {
    guard let value else { return nil }
    guard let text = value.string, let direction = Trend.Direction(rawValue: text.description)
    else {
      throw SelectionError(message: "\"direction\" is lower, higher or none")
    }
    return direction
  }

  private static func number(
    _ value: JSON, _ name: String, in range: ClosedRange<Double>
  ) throws(SelectionError) -> Double? {
    guard let member = value[ByteString(name)] else { return nil }
    guard let number = member.number, range.contains(number) else {
      throw SelectionError(
        message: "\"\(name)\" is a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func integer(
    _ value: JSON, _ name: String, in range: ClosedRange<Int>
  ) throws(SelectionError) -> Int? {
    guard let member = value[ByteString(name)] else { return nil }
    guard let whole = member.integer, range.contains(whole) else {
      throw SelectionError(
        message: "\"\(name)\" is a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }
}

/// A change that people know and live with: a line of `--accepted`.
struct AcceptedChange {
  let series: ByteString?
  let selection: Selection
  let time: Instant
  let definition: JSON

  /// Reads a line; the text of what is wrong is thrown.
  init(_ value: JSON) throws(SelectionError) {
    guard let time = value["time"]?.instant else {
      throw SelectionError(message: "an accepted change has \"time\", when it begins")
    }
    guard value["series"]?.object != nil || value["select"] != nil else {
      throw SelectionError(
        message: "an accepted change has \"series\", as trends name it, or \"select\"")
    }
    series = value["series"].map(\.canonical)
    selection =
      try value["select"].map { select throws(SelectionError) in try Selection(select) } ?? .all
    self.time = time
    definition = value
  }
}

/// The rules and accepted changes of a run, found by series.
final class SeriesRules {
  private var rules: [SeriesRule] = []
  private var accepted: [AcceptedChange] = []
  private let parser = JSONParser()

  init(_ options: ParsedOptions) throws(Failure) {
    for path in options.values("rules") {
      try WholeFile.forEachRule(in: path) { (value) throws(SelectionError) in
        rules.append(try SeriesRule(value))
      }
    }
    for path in options.values("accepted") {
      try WholeFile.forEachRule(in: path) { (value) throws(SelectionError) in
        accepted.append(try AcceptedChange(value))
      }
    }
  }

  /// What holds for one series: the rules that mean it, later ones over earlier ones, and its last
  /// accepted change.
  func matching(_ series: MetricSeries) throws(Failure) -> ([SeriesRule], AcceptedChange?) {
    guard !rules.isEmpty || !accepted.isEmpty else { return ([], nil) }
    let identity = series.identity.canonical
    let text = ByteBuffer(capacity: identity.bytes.count + JSONParser.padding)
    text.append(identity)
    let value: JSONValue
    do {
      value = try parser.parse(text.view)
    } catch {
      throw .software("a series' own name is no JSON: \(error.message)")
    }
    let known = accepted.filter {
      ($0.series.map { $0 == identity } ?? true) && $0.selection.matches(value)
    }
    return (
      rules.filter { $0.selection.matches(value) }, known.max { $0.time < $1.time }
    )
  }
}
