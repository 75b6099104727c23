public import Kernel
internal import Records

/// What others may know of a policy's rule: for dashboards and alerts made from it.
public struct RuleOutline: Sendable {
  /// Its name.
  public let id: ByteString
  /// Why it is there, and what helps.
  public let why: ByteString?
  public let remedy: ByteString?
  /// Its bounds as a person would write them.
  public let want: String
  /// The levels that it can stand at besides `pass`, mildest first.
  public let levels: [String]
  /// What it says of single metric values, where it does.
  public let threshold: Threshold?

  /// Bounds that every latest value of a metric must keep.
  public struct Threshold: Sendable {
    /// The metric as records name it.
    public let metric: ByteString
    /// Which of its series: attributes and labels with the value that they must have.
    public let matchers: [JSON.Member]
    /// What does not hold of a value in breach: `<`, `<=`, `>`, `>=`, `==` or `!=`.
    public let comparison: String
    /// The bounds by level, mildest first.
    public let bounds: [(level: String, value: Double)]
  }
}

extension Policy {
  /// Its rules, in their order.
  public var outlines: [RuleOutline] { rules.map { RuleOutline($0) } }
}

extension RuleOutline {
  init(_ rule: PolicyRule) {
    id = rule.id
    why = rule.why
    remedy = rule.remedy
    want = rule.want
    var levels = Set(rule.bounds.map(\.level) + [rule.missing, rule.stale])
    if let escalation = rule.escalation { levels.insert(escalation.to) }
    if let baseline = rule.baseline { levels.insert(baseline.missing) }
    self.levels = levels.sorted().map(\.rawValue)
    threshold = Threshold(rule)
  }
}

extension RuleOutline.Threshold {
  /// Nil for a rule that is about more than single values: another measure, a comparison, or a selection
  /// by anything but equality.
  init?(_ rule: PolicyRule) {
    guard rule.baseline == nil, case .field(_, let aggregate) = rule.measure,
      Self.isOfEach(aggregate, rule.comparison),
      let question = try? JSONParser.tree(rule.question),
      question["measure"]?["field"]?.string == "/data/value",
      let select = question["select"]?.object
    else { return nil }
    var metric: ByteString?
    var matchers: [JSON.Member] = []
    let labels = Array("/data/labels/".utf8)
    for member in select {
      guard let text = member.value.string else { return nil }
      if member.key == "type" {
        guard text == "metric" || text == "sluice.metric.v1" else { return nil }
      } else if member.key == "/data/metric" {
        metric = text
      } else if member.key == "/data/unit" {
        continue
      } else if Correlation.dimensions.contains(member.key) {
        matchers.append(.init(member.key, .string(text)))
      } else if member.key.bytes.starts(with: labels) {
        let label = ByteString(Array(member.key.bytes.dropFirst(labels.count)))
        guard !label.bytes.contains(0x2F), !label.bytes.contains(0x7E) else { return nil }
        matchers.append(.init(label, .string(text)))
      } else {
        return nil
      }
    }
    guard let metric, select.contains(where: { $0.key == "type" }) else { return nil }
    self.metric = metric
    self.matchers = matchers.sorted { $0.key < $1.key }
    comparison = rule.comparison.rawValue
    bounds = rule.bounds.map { ($0.level.rawValue, $0.value) }
  }

  /// Whether the bound of an aggregate is one that every single value must keep.
  private static func isOfEach(_ aggregate: Aggregate, _ comparison: Comparison) -> Bool {
    switch aggregate {
    case .max: comparison == .atMost || comparison == .less
    case .min: comparison == .atLeast || comparison == .greater
    case .last: true
    default: false
    }
  }
}
