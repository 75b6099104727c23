public import Kernel
public import Records

/// What must be reachable from what: pure data, one JSON line a rule.
public struct LineageRule: Sendable {
  /// Which way evidence is looked for.
  enum Direction: Sendable {
    /// Among what the record came from.
    case ancestors
    /// Among what came from the record.
    case descendants
    /// Among what came from the same node of a kind, such as the commit; only the nearest counts, so
    /// that tests of an earlier commit are none of this one.
    case sharing(ByteString)
  }

  /// What is needed; of a matrix the value that tells a column from the others.
  struct Column: Sendable {
    let label: ByteString?
    let needed: Selection
  }

  /// The rule's name.
  public let name: ByteString
  let subject: Selection
  let columns: [Column]
  let direction: Direction
  let missing: ByteString
  let mayBeEmpty: Bool

  /// Reads `{"rule":NAME,"for":SELECTION,"needs":SELECTION,"among":WAY,"missing":TEXT}`: every
  /// record of `for` needs one of `needs` among its `ancestors` (the default), its `descendants`, or
  /// what shares with it a node of the kind that `among` names, such as `commit`. `missing` says what
  /// would fill the hole. A rule that no record is for is a hole as well, unless `"optional":true`.
  ///
  /// With `"each":{PATH:[VALUE, …]}` one of each value is needed, and the rule makes a matrix. The text
  /// of what is wrong is thrown.
  public init(_ value: JSON) throws(SelectionError) {
    let keys: [ByteString] = [
      "among", "each", "for", "missing", "needs", "optional", "rule",
    ]
    if let problem = value.unknownKey(among: keys) { throw SelectionError(message: problem) }
    guard let name = value["rule"]?.string, let subject = value["for"], let needed = value["needs"]
    else { throw SelectionError(message: "a rule has \"rule\", \"for\" and \"needs\"") }
    self.name = name
    self.subject = try Selection(subject)
    columns = try LineageRule.columns(needed, value["each"])
    direction =
      switch value["among"]?.string {
      case nil, "ancestors": .ancestors
      case "descendants": .descendants
      case .some(let kind): .sharing(kind)
      }
    missing = value["missing"]?.string ?? ByteString("a record of \(needed.canonical)")
    mayBeEmpty = value["optional"]?.bool ?? false
  }

  private static func columns(_ needed: JSON, _ each: JSON?) throws(SelectionError) -> [Column] {
    guard let each else { return [Column(label: nil, needed: try Selection(needed))] }
    let member = each.object.flatMap { $0.count == 1 ? $0[0] : nil }
    let values = member?.value.array?.compactMap(\.string) ?? []
    guard let member, !values.isEmpty, values.count == member.value.array?.count,
      Set(values).count == values.count
    else { throw SelectionError(message: "\"each\" is one path with a list of different texts") }
    var columns: [Column] = []
    for value in values {
      let whole = JSON.object((needed.object ?? []) + [.init(member.key, .string(value))])
      columns.append(Column(label: value, needed: try Selection(whole)))
    }
    return columns
  }
}
