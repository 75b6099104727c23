import Kernel
import Records
import Store

/// Passes the input through, then adds it to the store and applies the retention.
func retainRecords(_ run: Run) throws(Failure) {
  let retentions = try retentions(run.options)
  let now = try run.options.instant("at")
  if now == nil, retentions.contains(where: \.needsNow) {
    throw .usage("--keep by age needs --at TIME, such as 2026-11-20T06:00:00Z")
  }
  let path = try storePath(run.options)
  let wait = try run.options.duration("wait") ?? 0
  let staged = Spool(limit: try run.options.size("memory") ?? 16 << 20)
  let reader = run.reader(allowsOtherMajors: true)
  while let record = try reader.next() {
    try staged.append(line: record.bytes)
    try run.writer.pass(record.bytes)
  }
  try run.requireComplete(accepting: run.options.isGiven("accept") ? .unverified : .complete)
  do throws(StoreError) {
    let store = try Store(path: path, creates: true, waitSeconds: wait)
    try store.transaction { () throws(StoreError) in
      try add(staged, to: store, run)
      var removed: [Int] = []
      for retention in retentions { removed.append(try store.apply(retention, now: now)) }
      // Before the deletion holds: one that nobody is told of must not be.
      try report(removed, now, run)
    }
  } catch {
    throw error.failure
  }
}

private func retentions(_ options: ParsedOptions) throws(Failure) -> [Retention] {
  var retentions: [Retention] = []
  for text in options.values("keep") {
    guard let retention = Retention(text) else {
      throw .usage("--keep \(text): an age such as 90d or a number such as 1000 is right")
    }
    retentions.append(retention)
  }
  return retentions
}

private func storePath(_ options: ParsedOptions) throws(Failure) -> String {
  return try options.required("store")
}

private func add(_ staged: Spool, to store: Store, _ run: Run) throws(StoreError) {
  do throws(Failure) {
    let parser = JSONParser()
    try staged.forEachLine { (line) throws(Failure) in
      let record = try Record(storing: line, parser)
      let outcome: Store.Outcome
      do throws(StoreError) { outcome = try store.add(record) } catch { throw error.failure }
      if outcome == .conflict { try conflict(record, run) }
    }
  } catch {
    throw .system(error)
  }
}

private func conflict(_ record: Record, _ run: Run) throws(Failure) {
  let reason = "record \(record.id.text) of \(record.source.text) is in the store with other bytes"
  guard run.onError != .stop else {
    throw .data(Place(run.options.value("store") ?? ""), "\(reason); nothing was added")
  }
  run.warn(reason)
  run.rejects += 1
  if run.onError == .keep {
    let reject = Reject(
      reason: reason, place: Place(record.source.text), offset: 0, line: record.bytes)
    try run.writer.emit { reject.write(to: &$0, filter: declaration.name) }
  }
}

/// Says that records were deleted, and how many by which rule: to the file of --audit, else in the
/// output.
private func report(_ removed: [Int], _ now: Instant?, _ run: Run) throws(StoreError) {
  let total = removed.reduce(0, +)
  let bounds = run.options.values("keep")
  let record = AuditStream.record(
    .members([
      "action": "delete", "at": now.map { .text($0.description) },
      "keep": .array(bounds.map { .text($0) }), "records": .integer(total),
      "removed": .array(removed.map { .integer($0) }),
    ]), by: "retain", time: now)
  do throws(Failure) {
    if try AuditStream.write(total > 0 ? [record] : [], run) { return }
    if total > 0 { try run.writer.emit(record) }
  } catch {
    throw .system(error)
  }
}

/// Checks the store and says what it holds.
func checkStore(_ run: Run) throws(Failure) {
  let path = try storePath(run.options)
  let wait = try run.options.duration("wait") ?? 0
  do throws(StoreError) {
    let store = try Store(path: path, creates: false, waitSeconds: wait)
    let health = try store.check()
    for fault in health.faults { Descriptor.complain("\(declaration.name): \(path): \(fault)") }
    guard health.faults.isEmpty else { throw .system(.refused("\(path): damaged")) }
    let record = AuditStream.record(
      .members(["action": "check", "records": .integer(health.records)]), by: "retain")
    do throws(Failure) { try run.writer.emit(record) } catch { throw .system(error) }
  } catch {
    throw error.failure
  }
}
