public import Kernel

/// Graphs in formats of other tools.
public enum Provenance {
  /// One PROV-JSON document (W3C member submission of 2013-04-24): runs are activities, all else is
  /// an entity; relations that PROV does not have are influences with their name as type.
  public static func document(_ graph: Graph, _ edges: StateArray<UInt32>) -> JSON {
    var used: Set<UInt32> = []
    var relations: [ByteString: [JSON.Member]] = [:]
    for count in 0..<edges.count {
      let edge = graph.edge(edges[count])
      used.formUnion([edge.from, edge.to])
      let relation = graph.relation(edge)
      let (name, from, to) = roles(
        relation, isRun(graph, edge.from), isRun(graph, edge.to))
      var members: [JSON.Member] = [
        .init(from, .string(qualified(graph.name(edge.from)))),
        .init(to, .string(qualified(graph.name(edge.to)))),
      ]
      if name != relation { members.append(.init("prov:type", .string(relation))) }
      relations[name, default: []].append(.init(ByteString("_:e\(count)"), .object(members)))
    }
    var entities: [JSON.Member] = []
    var activities: [JSON.Member] = []
    var prefixes: Set<ByteString> = []
    for node in used.sorted(by: { graph.name($0) < graph.name($1) }) {
      let name = qualified(graph.name(node))
      prefixes.insert(ByteString(Array(name.bytes.prefix { $0 != 0x3A })))
      if isRun(graph, node) {
        activities.append(.init(name, .object([])))
      } else {
        entities.append(.init(name, .object([])))
      }
    }
    var document: [JSON.Member] = [
      .init(
        "prefix",
        .object(prefixes.sorted().map { .init($0, .text("urn:sluice:\($0):")) })),
      .init("entity", .object(entities)), .init("activity", .object(activities)),
    ]
    for (name, members) in relations { document.append(.init(name, .object(members))) }
    return .object(document)
  }

  private static func isRun(_ graph: Graph, _ node: UInt32) -> Bool {
    graph.isKind(node, "run")
  }

  /// A name with a prefix; one without gets `node`.
  private static func qualified(_ name: ByteString) -> ByteString {
    name.bytes.contains(0x3A) ? name : ByteString("node:\(name)")
  }

  private static func roles(
    _ relation: ByteString, _ fromRun: Bool, _ toRun: Bool
  ) -> (name: ByteString, from: ByteString, to: ByteString) {
    switch relation {
    case "wasGeneratedBy" where !fromRun && toRun:
      ("wasGeneratedBy", "prov:entity", "prov:activity")
    case "used" where fromRun && !toRun: ("used", "prov:activity", "prov:entity")
    case "wasDerivedFrom" where !fromRun && !toRun:
      ("wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity")
    case "specializationOf" where !fromRun && !toRun:
      ("specializationOf", "prov:specificEntity", "prov:generalEntity")
    default: ("wasInfluencedBy", "prov:influencee", "prov:influencer")
    }
  }

  /// OpenLineage 2-0-2 run events, one a run, in the order of the runs' names: what it used and what
  /// it generated. Runs of which no record has a time are left out and counted, since an event must
  /// have one.
  public static func events(
    _ lineage: Lineage, _ edges: StateArray<UInt32>
  ) -> (events: [JSON], untimed: Int) {
    let graph = lineage.graph
    var inputs: [UInt32: Set<ByteString>] = [:]
    var outputs: [UInt32: Set<ByteString>] = [:]
    var runs: Set<UInt32> = []
    for index in 0..<edges.count {
      let edge = graph.edge(edges[index])
      let relation = graph.relation(edge)
      if relation == "used", isRun(graph, edge.from) {
        runs.insert(edge.from)
        inputs[edge.from, default: []].insert(graph.name(edge.to))
      } else if relation == "wasGeneratedBy", isRun(graph, edge.to) {
        runs.insert(edge.to)
        outputs[edge.to, default: []].insert(graph.name(edge.from))
      }
    }
    var events: [JSON] = []
    for run in runs.sorted(by: { graph.name($0) < graph.name($1) }) {
      guard let time = lineage.runTimes[run] else { continue }
      let name = graph.name(run)
      events.append(
        .members([
          "eventTime": .text(time.description), "eventType": "COMPLETE",
          "inputs": datasets(inputs[run]), "outputs": datasets(outputs[run]),
          "job": .members(["name": "run", "namespace": "sluice"]),
          "producer": "urn:sluice:lineage-build",
          "run": .members(["runId": .text(uuid(name))]),
          "schemaURL":
            "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        ]))
    }
    return (events, runs.count - events.count)
  }

  private static func datasets(_ names: Set<ByteString>?) -> JSON {
    .array(
      (names ?? []).sorted().map {
        .members(["name": .string($0), "namespace": "sluice"])
      })
  }

  /// A UUID made of a name's checksum (RFC 9562 version 8: bits of our own choice).
  private static func uuid(_ name: ByteString) -> String {
    let sum = name.withView { Checksum(of: $0) }
    let high = sum.high & ~0xF000 | 0x8000
    let low = sum.low & ~(3 << 62) | 2 << 62
    let hex = Array(Checksum(high: high, low: low).hex.description)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }
      .joined(separator: "-")
  }
}
