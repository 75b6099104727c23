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

  /// The rule's name.
  public let name: ByteString
  let subject: Selection
  let needed: Selection
  let direction: Direction
  let missing: ByteString
  let mayBeEmpty: Bool

  /// Reads `{"rule":NAME,"for":SELECTION,"needs":SELECTION,"among":WAY,"missing":TEXT}`: every
  /// record of `for` needs one of `needs` among its `ancestors` (the default), its `descendants`, or
  /// what shares with it a node of the kind that `among` names, such as `commit`. `missing` says what
  /// would fill the hole. A rule that no record is for is a hole as well, unless `"optional":true`.
  /// The text of what is wrong is thrown.
  public init(_ value: JSON) throws(SelectionError) {
    let keys: [ByteString] = ["among", "for", "missing", "needs", "optional", "rule"]
    for member in value.object ?? [] where !keys.contains(member.key) {
      throw SelectionError(message: "unknown key \"\(member.key)\"")
    }
    guard let name = value["rule"]?.string, let subject = value["for"], let needed = value["needs"]
    else { throw SelectionError(message: "a rule has \"rule\", \"for\" and \"needs\"") }
    self.name = name
    self.subject = try Selection(subject)
    self.needed = try Selection(needed)
    direction =
      switch value["among"]?.string {
      case nil, "ancestors": .ancestors
      case "descendants": .descendants
      case .some(let kind): .sharing(kind)
      }
    missing = value["missing"]?.string ?? ByteString("a record of \(needed.canonical)")
    mayBeEmpty = value["optional"]?.bool ?? false
  }
}

/// A rule with the nodes of the records that it means.
struct RuleState {
  let rule: LineageRule
  /// The nodes of the records that it is for, and in the same places these records' own nodes.
  let subjects: StateArray<UInt32>
  let records: StateArray<UInt32>
  let needed: StateArray<UInt32>

  init(_ rule: LineageRule, _ memory: StateMemory) {
    self.rule = rule
    subjects = StateArray(memory)
    records = StateArray(memory)
    needed = StateArray(memory)
  }

  /// What the rule finds missing; linear in nodes and edges.
  func holes(
    _ graph: Graph, _ forward: Neighbours, _ backward: Neighbours
  ) throws(Failure) -> [Hole] {
    if subjects.count == 0 {
      if rule.mayBeEmpty { return [] }
      return [
        Hole(
          node: ByteString("rule:\(rule.name)"), rule: rule.name,
          missing: "a record that the rule is for; there is none", record: nil)
      ]
    }
    let filled: StateArray<Bool>
    switch rule.direction {
    case .ancestors: filled = try backward.reached(from: needed)
    case .descendants: filled = try forward.reached(from: needed)
    case .sharing(let kind):
      let isShared = { (node: UInt32) in kind.withView { graph.isKind(node, $0) } }
      let reached = try forward.reached(from: needed, leavesSources: false, stops: isShared)
      let shared = StateArray<UInt32>(graph.memory)
      for node in 0..<UInt32(graph.nodeCount) where reached[Int(node)] && isShared(node) {
        try shared.append(node)
      }
      filled = try backward.reached(from: shared, stops: isShared)
    }
    return (0..<subjects.count).filter { !filled[Int(subjects[$0])] }.map {
      Hole(
        node: graph.name(subjects[$0]), rule: rule.name, missing: rule.missing,
        record: graph.name(records[$0]))
    }
  }
}

/// Something that should be there and is not.
struct Hole {
  let node: ByteString
  let rule: ByteString
  let missing: ByteString
  /// The node of the record that the hole was found by.
  let record: ByteString?

  /// The `sluice.hole.v1` record.
  var json: JSON {
    let evidence = record.map { ByteString(Array($0.bytes.dropFirst("record:".utf8.count))) }
    let data = JSON.members([
      "missing": .string(missing), "node": .string(node),
      "record": evidence.map { .string($0) }, "rule": .string(rule),
    ])
    return RecordShape.record(
      "hole", data: data, envelope: Envelope(source: "sluice/lineage-build", subject: node))
  }
}
