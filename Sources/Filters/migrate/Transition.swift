import Kernel
import Records
import Schema

/// One run: every record on its way to its version.
struct Transition {
  private let run: Run
  private let migrations: [Migration]
  private let targets: [ByteString: Int]
  private let check: RecordCheck
  private let isCheck: Bool
  private let isLossyAllowed: Bool
  private let parser = JSONParser()
  private let buffer = ByteBuffer()
  private var tallies: [Tally] = []
  private var paths: [MigrationPath?] = []

  init(_ run: Run) throws(Failure) {
    self.run = run
    var migrations: [Migration] = []
    for path in run.options.values("migration") {
      let migration = try Migration(try WholeFile.bytes(path), file: path)
      let isTwice = migrations.contains { $0.kind == migration.kind && $0.from == migration.from }
      if isTwice {
        throw .configuration(
          Place(path), "a second migration of \(migration.kind) from version \(migration.from)")
      }
      migrations.append(migration)
    }
    self.migrations = migrations
    var schemas: [(Place, JSON)] = []
    for path in run.options.values("schema") {
      let text = try WholeFile.bytes(path)
      do throws(JSONError) {
        schemas.append((Place(path), try JSONParser.tree(text)))
      } catch {
        throw .configuration(Place(path), error.message)
      }
    }
    check = try RecordCheck(adding: schemas)
    var targets: [ByteString: Int] = [:]
    for text in run.options.values("to") {
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let version = Int(parts[1]), (0...9999).contains(version) else {
        throw .usage("--to \(text): KIND=VERSION such as metric=2 is right")
      }
      let kind = String(parts[0])
      let known = migrations.map(\.kind.description) + SchemaCatalogue.kinds
      guard known.contains(kind) else {
        let hint = Suggestion.hint(kind, among: known)
        throw .usage("--to \(text): no kind of records, and no migration of one\(hint)")
      }
      targets[ByteString(kind)] = version
    }
    self.targets = targets
    isCheck = run.options.isGiven("check")
    isLossyAllowed = run.options.isGiven("lossy")
  }

  /// Migrates the stream and writes the report.
  mutating func migrateAll() throws(Failure) -> ExitStatus {
    let reader = run.reader(allowsOtherMajors: true)
    while let record = try reader.next() {
      guard let (kind, version) = MigrationPath.kindAndVersion(record.type) else {
        if !isCheck { try run.writer.pass(record.bytes) }
        continue
      }
      try take(record, kind, version, reader)
    }
    if isCheck || run.options.isGiven("report") { try run.requireComplete(accepting: .unverified) }
    let report = tallies.map(\.json)
    if isCheck { for record in report { try run.writer.emit(record) } }
    if let path = run.options.value("report") { try run.write(report, to: path) }
    let failing = run.options.values("fail-on")
    let isNo =
      failing.contains("lossy") && tallies.contains { $0.lossy > 0 }
      || failing.contains("invalid") && tallies.contains { $0.invalid > 0 }
    return isNo ? .answerIsNo : .done
  }

  private mutating func take(
    _ record: Record, _ kind: ByteString, _ version: Int, _ reader: RecordReader
  ) throws(Failure) {
    let index = index(of: kind, version)
    tallies[index].records += 1
    guard let path = paths[index] else {
      let target = tallies[index].to
      return try refuse(
        record, index, reader,
        "no migration of \(kind) from version \(version) to \(target), --migration FILE gives one")
    }
    switch path.migrate(JSON(record.root)) {
    case .invalid(let problem): try refuse(record, index, reader, problem)
    case .exact(let there):
      if try isValid(there, of: record, index, reader) { tallies[index].exact += 1 }
    case .lossy(let there, let pointer):
      guard isCheck || isLossyAllowed else {
        return try refuse(
          record, index, reader, "\(pointer) would not come back as it was; see --lossy")
      }
      if try isValid(there, of: record, index, reader) { tallies[index].lose(pointer) }
    }
  }

  /// Writes a record that is what its schema says; another is refused.
  private mutating func isValid(
    _ there: JSON, of record: Record, _ index: Int, _ reader: RecordReader
  ) throws(Failure) -> Bool {
    let line = there.canonical
    let isThere = tallies[index].from == tallies[index].to
    // Of a kind of the user's own that stays what it is, there need not be a schema.
    let type = there["type"]?.string ?? ""
    let isKnown = check.knows(type)
    guard isThere || isKnown else {
      try refuse(record, index, reader, "no schema of \(type), --schema FILE gives one")
      return false
    }
    if isKnown, let problem = violation(in: line) {
      try refuse(record, index, reader, "would not be what its schema says: \(problem)")
      return false
    }
    if isCheck { return true }
    // What goes nowhere stays as it stands, byte for byte.
    if isThere {
      try run.writer.pass(record.bytes)
    } else {
      try line.withView { (view) throws(Failure) in try run.writer.pass(view) }
    }
    return true
  }

  private func violation(in line: ByteString) -> String? {
    buffer.removeAll()
    buffer.append(line)
    _ = buffer.reserve(JSONParser.padding)
    do throws(JSONError) {
      let root = try parser.parse(buffer.view)
      return Record.fault(in: root) ?? check.violations(of: root).first?.description
    } catch {
      return error.message
    }
  }

  private mutating func refuse(
    _ record: Record, _ index: Int, _ reader: RecordReader, _ reason: String
  ) throws(Failure) {
    tallies[index].invalid += 1
    if isCheck {
      run.warn("\(record.place): \(reason)")
    } else {
      try reader.refuse(record, reason: reason)
    }
  }

  private mutating func index(of kind: ByteString, _ version: Int) -> Int {
    if let known = tallies.firstIndex(where: { $0.kind == kind && $0.from == version }) {
      return known
    }
    let target = targets[kind] ?? Record.major
    tallies.append(Tally(kind: kind, from: version, to: target))
    paths.append(MigrationPath(kind, from: version, to: target, among: migrations))
    return tallies.count - 1
  }
}

/// What became of the records of one kind and version.
struct Tally {
  private static let lossLimit = 20

  let kind: ByteString
  let from: Int
  let to: Int
  var records = 0
  var exact = 0
  private(set) var lossy = 0
  var invalid = 0
  private var losses: [(pointer: String, records: Int)] = []

  init(kind: ByteString, from: Int, to: Int) {
    self.kind = kind
    self.from = from
    self.to = to
  }

  /// Counts a record that would come back otherwise, first so at a pointer.
  mutating func lose(_ pointer: String) {
    lossy += 1
    if let index = losses.firstIndex(where: { $0.pointer == pointer }) {
      losses[index].records += 1
    } else if losses.count < Tally.lossLimit {
      losses.append((pointer, 1))
    }
  }

  /// The report.
  var json: JSON {
    RecordShape.record(
      "migration",
      data: .members([
        "direction": .text(to > from ? "upgrade" : to < from ? "rollback" : "none"),
        "exact": .integer(exact), "from": .integer(from), "invalid": .integer(invalid),
        "kind": .string(kind),
        "losses": .array(
          losses.map { pointer, records in
            .members(["field": .text(pointer), "records": .integer(records)])
          }),
        "lossy": .integer(lossy), "records": .integer(records), "to": .integer(to),
      ]),
      envelope: Envelope(source: "sluice/migrate", subject: kind, attributes: []))
  }
}
