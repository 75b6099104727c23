import Correlation
import Kernel
import Records

/// Joins the passes over the records: take in, join, write.
final class Relation {
  let run: Run
  let components: Components
  let within: [ByteString]
  private(set) var causation: Causation
  private let store: Assignments?
  private let lines: Spool
  private let groups: NumberSpool
  private var timelines: Timelines
  private static let isOrdered: UInt32 = 1
  private static let isEvent: UInt32 = 2

  init(_ run: Run) throws(Failure) {
    self.run = run
    let settings = try Settings(run.options)
    within = settings.within
    let memory = try run.options.size("memory") ?? 0
    components = try Components(
      rules: settings.rules, hub: settings.hub, within: within,
      memory: StateMemory(limit: memory / 4 * 3))
    causation = Causation(rules: settings.timeRules, boundaries: within.count)
    timelines = Timelines(scopes: settings.scopes, gapSeconds: settings.gapSeconds)
    store = run.options.value("store").map { Assignments(path: $0) }
    lines = Spool(limit: memory / 8)
    groups = NumberSpool(limit: memory / 8)
  }

  /// Reads all records; the last number of a group says what is known of the line.
  func takeIn() throws(Failure) {
    let reader = run.reader()
    var group: [UInt32] = []
    var number = 0
    while let record = try reader.next() {
      try components.add(record, group: &group)
      causation.hear(record, number: number, group: group)
      number += 1
      group.append(
        (AddedAttributes.isOrdered(record) ? Relation.isOrdered : 0)
          | (timelines.isEvent(record) ? Relation.isEvent : 0))
      try groups.append(group)
      try lines.append(line: record.bytes)
    }
    if store != nil { try run.requireComplete() }
  }

  private func forEachGroup(
    _ body: ([UInt32]) throws(Failure) -> Void
  ) throws(Failure) {
    var group: [UInt32] = []
    try groups.rewind()
    while try groups.next(&group) {
      group.removeLast()
      try body(group)
    }
  }

  /// Joins again where hubs or boundaries ask for it.
  func settle(_ findings: inout CorrelationFindings) throws(Failure) {
    if components.hasHubs {
      components.separate()
      try forEachGroup { components.joinAgain($0) }
    }
    causation.resolve(joining: components)
    if !within.isEmpty { try separateBoundaries(&findings) }
    try store?.apply(to: components)
  }

  private func separateBoundaries(_ findings: inout CorrelationFindings) throws(Failure) {
    try forEachGroup { (group) throws(Failure) in try components.noteBoundaries(group) }
    if components.crossings.isEmpty { return }
    try forEachGroup { (group) throws(Failure) in
      try components.part(group)
      findings.noteShared(group)
    }
  }

  /// Writes what is to be said beside the records, and the store.
  func writeFindings(_ findings: CorrelationFindings) throws(Failure) {
    for hub in findings.namedHubs {
      run.warn("\(hub.key) is shared by \(hub.records) records and joins nothing; see --hub")
    }
    for record in findings.records(merges: store?.merges ?? []) { try run.writer.emit(record) }
    for record in causation.ambiguous { try run.writer.emit(record) }
    for record in timelines.records() { try run.writer.emit(record) }
    try store?.save(components)
  }

  /// Writes every record with its component.
  func write(_ findings: inout CorrelationFindings) throws(Failure) {
    let parser = JSONParser()
    let id = ByteBuffer(capacity: 32)
    var group: [UInt32] = []
    var number = -1
    try groups.rewind()
    try lines.forEachLine { (line) throws(Failure) in
      guard try groups.next(&group), let flags = group.popLast() else {
        throw .software("fewer groups than lines")
      }
      if findings.wants(group) {
        try findings.name(try Record(storing: line, parser).root, group)
      }
      number += 1
      let component = components.id(group)
      let cause = causation.certain[number]
      if flags & Relation.isEvent != 0 {
        timelines.hear(try Record(storing: line, parser), component: component, cause: cause)
      }
      if component == nil, cause == nil { return try run.writer.pass(line) }
      id.removeAll()
      component?.write(to: id)
      if cause == nil, flags & Relation.isOrdered != 0, try insert(id.view, line) { return }
      var added: [JSON.Member] = []
      if component != nil { added.append(.init("correlationid", .string(id.string))) }
      if let cause { added.append(.init("causationid", .string(cause))) }
      let record = try Record(storing: line, parser)
      try run.writer.emit { AddedAttributes.write(record, adding: added, to: &$0) }
    }
  }

  private func insert(_ id: ByteView, _ line: ByteView) throws(Failure) -> Bool {
    try run.writer.edit { buffer in
      AddedAttributes.insert("correlationid", id, into: line, to: buffer)
    }
  }
}
