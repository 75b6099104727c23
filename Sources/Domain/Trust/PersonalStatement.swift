public import Kernel
internal import Records

/// What filters share that write a person's word.
public enum PersonalStatement {
  /// Options of theirs.
  public static let options = [
    Option("actor", argument: "NAME", help: "Who says so, as the trust file names the holder"),
    Option("reason", argument: "TEXT", help: "Why"),
    .at,
    Option(
      "author", argument: "NAME",
      help: "Whose work it is, beside those that the input names; they have no say in it",
      repeats: true),
    Option("release", argument: "NAME", help: "The release; that of the decision unless given"),
    Option("commit", argument: "HASH", help: "The commit; that of the decision unless given"),
    Option(
      "environment", argument: "NAME",
      help: "The environment; that of the decision unless given"),
    Option("tenant", argument: "NAME", help: "The tenant; that of the decision unless given"),
    Option(
      "key", argument: "FILE",
      help: """
        Write the record in a DSSE envelope signed with the Ed25519 private key of the PEM file \
        FILE, without an end record; without it the record is left for sign --envelope
        """),
    AuditStream.option,
    Option(
      "no-input", help: "Read nothing: the statement is about what the options name"),
  ]

  /// The text of an option that must be given.
  public static func required(_ name: String, _ run: Run) throws(Failure) -> ByteString {
    ByteString(try run.options.required(name))
  }

  /// Reads the input unless `--no-input` is given.
  public static func subject(_ run: Run) throws(Failure) -> Subject {
    var subject = Subject()
    guard !run.options.isGiven("no-input") else { return subject }
    let reader = run.reader()
    while let record = try reader.next() { try subject.hear(record) }
    try run.requireComplete()
    return subject
  }

  /// The attributes that say what it is about: those given, else the decision's. One that
  /// contradicts the decision is refused.
  public static func attributes(
    _ subject: Subject, _ run: Run
  ) throws(Failure) -> [JSON.Member] {
    var members: [JSON.Member] = []
    for name in ["release", "commit", "environment", "tenant"] {
      let known = subject.attribute(ByteString(name))
      let given = run.options.value(name).map { ByteString($0) }
      if let known, let given, known != given {
        throw .usage("--\(name) \(given): the decision is about \(known)")
      }
      if let value = given ?? known { members.append(.init(ByteString(name), .string(value))) }
    }
    return members
  }

  /// The authors of the options and of the subject, sorted.
  public static func authors(_ subject: Subject, _ run: Run) -> [ByteString] {
    subject.authors.union(run.options.values("author").map { ByteString($0) }).sorted()
  }

  /// What is done, by whom, of which rule or thing, and the digest of the statement's line.
  private static func audit(of record: JSON, _ run: Run) throws(Failure) -> JSON {
    let data = record["data"]
    let answer = data?["state"]?.string == "rejected" ? "reject" : nil
    let isRequest = record["type"]?.string == RecordShape.type("request")
    let about = ["commit", "environment", "release", "tenant"].compactMap { name in
      record[ByteString(name)].map { JSON.Member(ByteString(name), $0) }
    }
    return AuditStream.record(
      .members([
        "action": .text(isRequest ? "ask" : answer ?? run.declaration.name),
        "actor": data?["actor"] ?? data?["approver"], "rule": data?["rule"],
        "statement": .text("sha256:\(SHA256.digest(of: record.canonical).hex)"),
        "target": data?["what"]?["digest"] ?? data?["decision"],
      ]), by: run.declaration.name, time: try run.options.instant("at"), attributes: about)
  }

  /// Writes the record, in a signed envelope when there is a key, and the audit of it.
  public static func write(_ record: JSON, _ run: Run) throws(Failure) {
    _ = try AuditStream.write([try audit(of: record, run)], run)
    guard let path = run.options.value("key") else { return try run.writer.emit(record) }
    run.writer.writesText()
    let output = ByteBuffer()
    do throws(TrustError) {
      var envelope = Statement.envelope(of: record)
      try envelope.sign(with: SigningKey(path: path))
      output.append(envelope.text)
    } catch {
      throw error.failure
    }
    output.append(0x0A)
    try run.writer.write(text: output)
  }
}
