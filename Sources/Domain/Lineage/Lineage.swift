public import Kernel
internal import Records

/// Where evidence comes from, and what is missing between it and a source commit.
public struct Lineage {
  /// The graph so far.
  public private(set) var graph = Graph()
  var changes: Set<UInt32> = []
  /// Commits that records name, with the first of these.
  var cited: [UInt32: UInt32] = [:]
  var untraced: [(node: UInt32, kind: ByteString)] = []
  var rules: [RuleState]
  /// The digests that one artifact's name has, by name, version and commit.
  var digests: [[ByteString]: [ByteString: UInt32]] = [:]
  /// When each run was last heard of.
  var runTimes: [UInt32: Instant] = [:]

  /// Nothing is known yet.
  public init(rules: [LineageRule] = []) { self.rules = rules.map { RuleState(rule: $0) } }

  /// Takes a record in.
  public mutating func add(_ record: Record) {
    if Lineage.isBulk(record.type) { return }
    let own = graph.node(ByteString("record:\(record.id.text)"))
    let subject: UInt32
    if record.type == "sluice.change.v1" {
      subject = addChange(record, own) ?? own
    } else if record.type == "sluice.edge.v1" {
      addEdge(record, own)
      subject = own
    } else {
      subject = addEvidence(record, own)
    }
    for index in rules.indices {
      if rules[index].rule.subject.matches(record.root) {
        rules[index].subjects.append((subject, own))
      }
      if rules[index].rule.needed.matches(record.root) { rules[index].needed.append(subject) }
    }
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
      || type == "sluice.hole.v1" || type == "sluice.reject.v1" || type == "sluice.timeline.v1"
  }

  private mutating func node(_ kind: StaticString, _ value: ByteView) -> UInt32 {
    let name = ByteBuffer(capacity: 64)
    name.append(ByteView(kind))
    name.append(0x3A)
    name.append(value)
    return graph.node(name.string)
  }

  private mutating func addChange(_ record: Record, _ own: UInt32) -> UInt32? {
    guard let revision = record.data?["revision"]?.string else { return nil }
    let commit = node("commit", revision)
    changes.insert(commit)
    for parent in record.data?["parents"].map({ Array($0.elements) }) ?? [] {
      guard let hash = parent.string else { continue }
      graph.add(commit, "wasDerivedFrom", node("commit", hash), evidence: own)
    }
    return commit
  }

  /// What somebody else says: requirements, tasks, documents.
  private mutating func addEdge(_ record: Record, _ own: UInt32) {
    guard let from = record.data?["from"]?.string, let to = record.data?["to"]?.string else {
      return
    }
    let relation = record.data?["rel"]?.string.map { ByteString($0) } ?? "wasInfluencedBy"
    graph.add(
      graph.node(ByteString(from)), relation, graph.node(ByteString(to)), evidence: own)
  }

  private mutating func addEvidence(_ record: Record, _ own: UInt32) -> UInt32 {
    let commit = record.attribute("commit").map { node("commit", $0) }
    let run = record.attribute("runid").map { node("run", $0) }
    let artifact = record.attribute("artifact").map { graph.node(ByteString($0)) }
    let isArtifact = record.type == "sluice.artifact.v1"
    let isRun = record.type == "sluice.run.v1"
    let subject = (isArtifact ? artifact : isRun ? run : nil) ?? own
    let isObserved = Lineage.isObserved(record.type)
    if let commit, isObserved {
      cited[commit] = cited[commit] ?? own
      if let release = record.attribute("release") {
        graph.add(node("release", release), "wasDerivedFrom", commit, evidence: own)
      }
    }
    if let run, let commit { graph.add(run, "used", commit, evidence: own) }
    if let run, let time = record.time.flatMap({ Instant($0) }) {
      runTimes[run] = max(runTimes[run] ?? time, time)
    }
    if let artifact, subject != artifact {
      graph.add(subject, isRun ? "used" : "wasDerivedFrom", artifact, evidence: own)
    }
    if isArtifact, let artifact { noteName(record, artifact, own) }
    if let run, subject != run {
      graph.add(subject, "wasGeneratedBy", run, evidence: own)
    } else if let commit, subject != run {
      graph.add(subject, "wasDerivedFrom", commit, evidence: own)
    } else if commit == nil, artifact == nil || isArtifact, isObserved {
      untraced.append((subject, ByteString(record.type)))
    }
    return subject
  }

  private mutating func noteName(_ record: Record, _ artifact: UInt32, _ own: UInt32) {
    guard let name = record.data?["name"]?.string ?? record.root["subject"]?.string else { return }
    let version = record.data?["version"]?.string ?? ByteView("")
    let commit = record.attribute("commit") ?? ByteView("")
    let key = [ByteString(name), ByteString(version), ByteString(commit)]
    let digest = graph.nodes[Int(artifact)]
    digests[key, default: [:]][digest] = digests[key]?[digest] ?? own
  }

  /// The record of an edge; `write` is the fast way to the same bytes.
  public func record(ofEdge index: Int) -> JSON {
    let edge = graph.edges[index]
    let from = graph.nodes[Int(edge.from)]
    let data = JSON.members([
      "from": .string(from), "record": .string(evidence(edge)),
      "rel": .string(graph.relations[Int(edge.relation)]),
      "to": .string(graph.nodes[Int(edge.to)]),
    ])
    return RecordShape.record(
      "edge", data: data, envelope: Envelope(source: "sluice/lineage-build", subject: from))
  }

  private func evidence(_ edge: Graph.Edge) -> ByteString {
    ByteString(Array(graph.nodes[Int(edge.evidence)].bytes.dropFirst("record:".utf8.count)))
  }

  /// Appends the record of an edge in canonical form, by way of `scratch`.
  public func write(edge index: Int, to buffer: ByteBuffer, scratch: ByteBuffer) {
    let edge = graph.edges[index]
    scratch.removeAll()
    var json = JSONWriter(scratch)
    json.beginObject()
    json.key("data")
    json.beginObject()
    json.key("from")
    json.string(graph.nodes[Int(edge.from)])
    json.key("record")
    json.string(evidence(edge))
    json.key("rel")
    json.string(graph.relations[Int(edge.relation)])
    json.key("to")
    json.string(graph.nodes[Int(edge.to)])
    json.endObject()
    let dataEnd = scratch.count
    json.key("source")
    json.string("sluice/lineage-build")
    json.key("specversion")
    json.string("1.0")
    json.key("subject")
    json.string(graph.nodes[Int(edge.from)])
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
