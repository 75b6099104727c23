internal import Kernel
internal import Records

/// A rule with the nodes of the records that it means.
struct RuleState {
  let rule: LineageRule
  /// Whether `among` names what links make: then a record itself has to name it.
  private let isDirect: Bool
  /// The nodes of the records that it is for, and in the same places these records' own nodes.
  private let subjects: StateArray<UInt32>
  private let records: StateArray<UInt32>
  /// The nodes of what each column needs.
  private let needed: [StateArray<UInt32>]

  init(_ rule: LineageRule, _ links: [LineageLink], _ memory: StateMemory) {
    self.rule = rule
    if case .sharing(let kind) = rule.direction {
      isDirect = links.contains { $0.kind == kind }
    } else {
      isDirect = false
    }
    subjects = StateArray(memory)
    records = StateArray(memory)
    needed = rule.columns.map { _ in StateArray(memory) }
  }

  /// Takes in a record with its node, and with the node of what it is about.
  func add(_ record: Record, _ own: UInt32, about subject: UInt32) throws(Failure) {
    if rule.subject.matches(record.root) {
      try subjects.append(subject)
      try records.append(own)
    }
    for (column, nodes) in zip(rule.columns, needed) where column.needed.matches(record.root) {
      try nodes.append(subject)
    }
  }

  /// What the rule finds missing, and the rows of its matrix; linear in nodes and edges.
  func answer(
    _ graph: Graph, _ forward: Neighbours, _ backward: Neighbours
  ) throws(Failure) -> (holes: [Hole], rows: [MatrixRow]) {
    if subjects.count == 0 {
      if rule.mayBeEmpty { return ([], []) }
      let hole = Hole(
        node: ByteString("rule:\(rule.name)"), rule: rule.name,
        missing: "a record that the rule is for; there is none", record: nil)
      return ([hole], [])
    }
    var filled: [StateArray<Bool>] = []
    for nodes in needed { filled.append(try reached(from: nodes, graph, forward, backward)) }
    var holes: [Hole] = []
    var rows: [MatrixRow] = []
    for index in 0..<subjects.count {
      let node = Int(subjects[index])
      var cells: [(label: ByteString, isFilled: Bool)] = []
      for (column, marks) in zip(rule.columns, filled) {
        if let label = column.label { cells.append((label, marks[node])) }
        if marks[node] { continue }
        let what = column.label.map { ByteString("\(rule.missing): \($0)") } ?? rule.missing
        holes.append(
          Hole(
            node: graph.name(subjects[index]), rule: rule.name, missing: what,
            record: graph.name(records[index])))
      }
      guard !cells.isEmpty else { continue }
      rows.append(MatrixRow(node: graph.name(subjects[index]), rule: rule.name, cells: cells))
    }
    return (holes, rows)
  }

  /// Marks what has one of `nodes` where the rule wants it.
  private func reached(
    from nodes: StateArray<UInt32>, _ graph: Graph, _ forward: Neighbours, _ backward: Neighbours
  ) throws(Failure) -> StateArray<Bool> {
    switch rule.direction {
    case .ancestors: return try backward.reached(from: nodes)
    case .descendants: return try forward.reached(from: nodes)
    case .sharing(let kind):
      let isShared = { (node: UInt32) in kind.withView { graph.isKind(node, $0) } }
      guard !isDirect else {
        let named = try forward.next(to: nodes) { isShared($0) }
        return try backward.marks(of: backward.next(to: named) { _ in true })
      }
      let reached = try forward.reached(from: nodes, leavesSources: false, stops: isShared)
      let shared = StateArray<UInt32>(graph.memory)
      for node in 0..<UInt32(graph.nodeCount) where reached[Int(node)] && isShared(node) {
        try shared.append(node)
      }
      return try backward.reached(from: shared, stops: isShared)
    }
  }
}
