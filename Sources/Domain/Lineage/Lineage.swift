public import Kernel
internal import Records

/// Where evidence comes from, and what is missing between it and a source commit.
public struct Lineage {
  /// A node without a source, and the place in `kinds` of its record's type.
  struct Untraced: BitwiseCopyable {
    let node: UInt32
    let kind: UInt32
  }

  /// The graph so far.
  public private(set) var graph: Graph
  let untraced: StateArray<Untraced>
  private(set) var kinds: [ByteString] = []
  private(set) var rules: [RuleState]
  private let links: [LineageLink]
  let aliases: RecordAliases?
  /// The digests that one artifact's name has, by name, version and commit.
  private(set) var digests: [[ByteString]: [ByteString: UInt32]] = [:]
  /// When each run was last heard of.
  private(set) var runTimes: [UInt32: Instant] = [:]
  private let scratch = ByteBuffer(capacity: 256)

  /// Nothing is known yet; only a lineage that is `comparable` has differences from another. Throws
  /// `Failure.inputOutput` when there is no room for state, as `add` does.
  public init(
    rules: [LineageRule] = [], links: [LineageLink] = [], memory: StateMemory = StateMemory(),
    comparable: Bool = false
  ) throws(Failure) {
    graph = try Graph(memory)
    untraced = StateArray(memory)
    self.links = links
    aliases = comparable ? RecordAliases(memory) : nil
    self.rules = rules.map { RuleState($0, links, memory) }
  }

  /// Takes a record in.
  public mutating func add(_ record: Record) throws(Failure) {
    if Lineage.isBulk(record.type) { return }
    let own = try node("record", record.id)
    try aliases?.add(record, own)
    let subject: UInt32
    if record.type == "sluice.change.v1" {
      subject = try addChange(record, own) ?? own
    } else if record.type == "sluice.edge.v1" {
      try addEdge(record, own)
      subject = own
    } else {
      subject = try addEvidence(record, own)
    }
    for link in links {
      try link.forEach(record.root) { (value) throws(Failure) in
        let named = try link.kind.withView { (kind) throws(Failure) in try node(kind, value) }
        try graph.add(subject, "wasInfluencedBy", named, evidence: own)
      }
    }
    for state in rules { try state.add(record, own, about: subject) }
  }

  /// Kinds that tools observe: what they say must trace to a source.
  private static func isObserved(_ type: ByteView) -> Bool {
    type == "sluice.test.v1" || type == "sluice.tally.v1" || type == "sluice.coverage.v1"
      || type == "sluice.finding.v1" || type == "sluice.run.v1" || type == "sluice.artifact.v1"
      || type == "sluice.component.v1" || type == "sluice.deployment.v1"
  }

  /// Measurements and what filters say about them are too many to be nodes of their own.
  private static func isBulk(_ type: ByteView) -> Bool {
    type == "sluice.metric.v1" || type == "sluice.call.v1" || type == "sluice.usage.v1"
      || type == "sluice.trend.v1" || type == "sluice.forecast.v1" || type == "sluice.audit.v1"
      || type == "sluice.hole.v1" || type == "sluice.matrix.v1" || type == "sluice.reject.v1"
      || type == "sluice.timeline.v1"
  }

  private func node(_ kind: StaticString, _ value: ByteView) throws(Failure) -> UInt32 {
    try node(ByteView(kind), value)
  }

  private func node(_ kind: ByteView, _ value: ByteView) throws(Failure) -> UInt32 {
    scratch.removeAll()
    scratch.append(kind)
    scratch.append(0x3A)
    scratch.append(value)
    return try graph.node(scratch.view)
  }

  private mutating func addChange(_ record: Record, _ own: UInt32) throws(Failure) -> UInt32? {
    guard let revision = record.data?["revision"]?.string else { return nil }
    let commit = try node("commit", revision)
    graph.node(commit).pointee.value.isChange = true
    guard let parents = record.data?["parents"] else { return commit }
    for parent in parents.elements {
      guard let hash = parent.string else { continue }
      try graph.add(commit, "wasDerivedFrom", try node("commit", hash), evidence: own)
    }
    return commit
  }

  /// What somebody else says: requirements, tasks, documents.
  private mutating func addEdge(_ record: Record, _ own: UInt32) throws(Failure) {
    guard let from = record.data?["from"]?.string, let to = record.data?["to"]?.string else {
      return
    }
    let relation = record.data?["rel"]?.string.map { ByteString($0) } ?? "wasInfluencedBy"
    try graph.add(try graph.node(from), relation, try graph.node(to), evidence: own)
  }

  private mutating func addEvidence(_ record: Record, _ own: UInt32) throws(Failure) -> UInt32 {
    let commit = try record.attribute("commit").map { hash throws(Failure) in
      try node("commit", hash)
    }
    let run = try record.attribute("runid").map { id throws(Failure) in try node("run", id) }
    let artifact = try record.attribute("artifact").map { digest throws(Failure) in
      try graph.node(digest)
    }
    let isArtifact = record.type == "sluice.artifact.v1"
    let isRun = record.type == "sluice.run.v1"
    let thing = try thing(record)
    let subject = (isArtifact ? artifact : isRun ? run : thing) ?? own
    if thing != nil { try graph.add(own, "specializationOf", subject, evidence: own) }
    if let cause = record.attribute("causationid") {
      try graph.add(subject, "wasInfluencedBy", try node("record", cause), evidence: own)
    }
    let isObserved = Lineage.isObserved(record.type)
    if let commit, isObserved {
      let known = graph.node(commit)
      if known.pointee.value.citing == 0 { known.pointee.value.citing = own + 1 }
      if let release = record.attribute("release") {
        try graph.add(try node("release", release), "wasDerivedFrom", commit, evidence: own)
      }
    }
    if let run, let commit { try graph.add(run, "used", commit, evidence: own) }
    if let run, let time = record.time.flatMap({ Instant($0) }) {
      runTimes[run] = max(runTimes[run] ?? time, time)
    }
    if let artifact, subject != artifact {
      try graph.add(subject, isRun ? "used" : "wasDerivedFrom", artifact, evidence: own)
    }
    if isArtifact, let artifact { noteName(record, artifact, own) }
    if let run, subject != run {
      try graph.add(subject, "wasGeneratedBy", run, evidence: own)
    } else if let commit, subject != run {
      try graph.add(subject, "wasDerivedFrom", commit, evidence: own)
    } else if commit == nil, artifact == nil || isArtifact, isObserved {
      try untraced.append(Untraced(node: subject, kind: kind(record.type)))
    }
    return subject
  }

  /// What the record is one state of, by the id that all of them share.
  private func thing(_ record: Record) throws(Failure) -> UInt32? {
    let kinds: [(StaticString, StaticString)] = [
      ("sluice.deployment.v1", "deployment"), ("sluice.incident.v1", "incident"),
      ("sluice.alert.v1", "alert"),
    ]
    guard let (_, name) = kinds.first(where: { record.type == $0.0 }) else { return nil }
    return try record.attribute(name).map { id throws(Failure) in try node(name, id) }
  }

  private mutating func kind(_ type: ByteView) -> UInt32 {
    let known = kinds.firstIndex { $0.withView { $0 == type } }
    if known == nil { kinds.append(ByteString(type)) }
    return UInt32(known ?? kinds.count - 1)
  }

  private mutating func noteName(_ record: Record, _ artifact: UInt32, _ own: UInt32) {
    guard let name = record.data?["name"]?.string ?? record.root["subject"]?.string else { return }
    let version = record.data?["version"]?.string ?? ByteView("")
    let commit = record.attribute("commit") ?? ByteView("")
    let key = [ByteString(name), ByteString(version), ByteString(commit)]
    let digest = graph.name(artifact)
    digests[key, default: [:]][digest] = digests[key]?[digest] ?? own
  }

  /// The record of an edge; `write` is the fast way to the same bytes.
  public func record(ofEdge index: UInt32) -> JSON {
    let edge = graph.edge(index)
    let from = graph.name(edge.from)
    let data = JSON.members([
      "from": .string(from), "record": .string(ByteString(evidence(edge))),
      "rel": .string(graph.relation(edge)),
      "to": .string(graph.name(edge.to)),
    ])
    return RecordShape.record(
      "edge", data: data, envelope: Envelope(source: "sluice/lineage-build", subject: from))
  }

  private func evidence(_ edge: Graph.Edge) -> ByteView {
    let name = graph.view(edge.evidence)
    return name.slice("record:".utf8.count, name.count)
  }

  /// Appends the record of an edge in canonical form, by way of `scratch`.
  /// `change` says how it differs from another lineage.
  public func write(
    edge index: UInt32, change: StaticString? = nil, to buffer: ByteBuffer, scratch: ByteBuffer
  ) {
    let edge = graph.edge(index)
    scratch.removeAll()
    var json = JSONWriter(scratch)
    json.beginObject()
    json.key("data")
    json.beginObject()
    if let change {
      json.key("change")
      json.string(change)
    }
    json.key("from")
    json.string(graph.view(edge.from))
    json.key("record")
    json.string(evidence(edge))
    json.key("rel")
    json.string(graph.relation(edge))
    json.key("to")
    json.string(graph.view(edge.to))
    json.endObject()
    let dataEnd = scratch.count
    json.key("source")
    json.string("sluice/lineage-build")
    json.key("specversion")
    json.string("1.0")
    json.key("subject")
    json.string(graph.view(edge.from))
    json.key("type")
    json.string("sluice.edge.v1")
    json.endObject()
    buffer.append(scratch.view.slice(0, dataEnd))
    buffer.append(",\"id\":\"")
    Checksum(of: scratch.view).write(to: buffer)
    buffer.append(0x22)
    buffer.append(scratch.view(from: dataEnd))
  }
}
