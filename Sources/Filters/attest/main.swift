import Kernel
import Records
import Trust

let declaration = Declaration(
  name: "attest",
  summary: "Write decisions and tests as statements that other verifiers read",
  description: [
    "Reads records and writes one in-toto Statement v1, a line without an end record, for sign "
      + "--envelope statement to sign. --to vsa makes a SLSA verification summary of the decision: PASSED "
      + "for go, FAILED for no-go, with the digests of policy and decision. --to test-result makes an "
      + "in-toto test result of the tests: what was skipped or is unknown is warned, never passed, and no "
      + "test at all is FAILED.",
    "A statement is about artifacts (--subject, or the artifact records read) and, when there are none, "
      + "about the commit. Only a complete stream is told of.",
  ],
  memory: "For --to test-result the name of each test.",
  options: [
    Option("to", argument: "FORM", help: "What to write", choices: ["vsa", "test-result"]),
    Option(
      "subject", argument: "NAME=DIGEST",
      help: "What it is about: a file's name and sha256: with 64 digits", repeats: true),
    Option("commit", argument: "HASH", help: "The commit; that of the records unless given"),
    Option("verifier", argument: "URI", help: "With --to vsa: who decided"),
    Option(
      "resource", argument: "URI",
      help: "With --to vsa: what it is about, such as pkg:generic/app@1.4.0"),
    Option(
      "policy-uri", argument: "URI", help: "With --to vsa: where the policy is found",
      standard: "policy.jsonl"),
  ],
  examples: [
    .init(
      "A signed summary of a decision",
      "attest --to vsa --verifier https://example.com/gate --resource pkg:generic/app@1.4.0 "
        + "decision.jsonl | sign --envelope statement --key release.pem > release.intoto.jsonl")
  ],
  writesRecords: false)

Filter.main(declaration) { run throws(Failure) in
  let form = try run.options.required("to")
  var subjects = try namedSubjects(run.options)
  var commits: Set<ByteString> = []
  var decision: (record: JSON, digest: Digest)?
  var tests = TestResults()
  let wanted = run.options.value("commit").map { ByteString($0) }
  let isSummary = form == "vsa"
  let reader = run.reader()
  while let record = try reader.next() {
    if record.type == "sluice.artifact.v1", !run.options.isGiven("subject") {
      if let subject = artifact(record) { subjects.append(subject) }
    }
    let isAbout = record.type == (isSummary ? "sluice.decision.v1" : "sluice.test.v1")
    let commit = record.attribute("commit").map { ByteString($0) }
    if isAbout, isSummary {
      guard decision == nil else {
        throw .data(record.place, "a second decision, one would be right")
      }
      decision = (JSON(record.root), SHA256.digest(of: record.bytes))
    } else if !isSummary, !isAbout || wanted == nil || commit == wanted {
      tests.hear(record)
    }
    if isAbout, let commit { commits.insert(commit) }
  }
  try run.requireComplete()
  if isSummary, decision == nil {
    throw .data(Place("input"), "no decision, one would be right")
  }
  if subjects.isEmpty { subjects = [try commitSubject(wanted, commits)] }
  let statement: JSON
  if let decision {
    guard
      let summary = VerificationSummary.statement(
        of: decision.record, digest: decision.digest, subjects: subjects,
        verifier: try uri("verifier", run.options), resource: try uri("resource", run.options),
        policy: try uri("policy-uri", run.options))
    else { throw .data(Place("input"), "a decision without verdict, at or policy") }
    statement = summary
  } else {
    statement = tests.statement(of: subjects)
  }
  try run.writer.write(text: statement.canonical.description + "\n")
  return .done
}

private func namedSubjects(
  _ options: ParsedOptions
) throws(Failure) -> [InTotoStatement.Subject] {
  var subjects: [InTotoStatement.Subject] = []
  for text in options.values("subject") {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2,
      let subject = InTotoStatement.Subject(
        name: ByteString(parts[0]), sha256: ByteString(parts[1]))
    else {
      throw .usage("--subject \(text): NAME=sha256: and 64 lower-case digits would be right")
    }
    subjects.append(subject)
  }
  return subjects
}

private func artifact(_ record: Record) -> InTotoStatement.Subject? {
  guard let digest = record.attribute("artifact") else { return nil }
  let name = record.data?["name"]?.string ?? record.attribute("subject") ?? digest
  return InTotoStatement.Subject(name: ByteString(name), sha256: ByteString(digest))
}

/// The one commit that everything is about.
private func commitSubject(
  _ given: ByteString?, _ found: Set<ByteString>
) throws(Failure) -> InTotoStatement.Subject {
  if given == nil, found.count > 1 {
    throw .data(Place("input"), "records of \(found.count) commits, --commit HASH would be right")
  }
  guard let commit = given ?? found.first, let subject = InTotoStatement.Subject(commit: commit)
  else {
    throw .data(
      Place("input"),
      "no artifact and no commit of 40 or 64 lower-case digits; --subject or --commit would be right"
    )
  }
  return subject
}

private func uri(_ name: String, _ options: ParsedOptions) throws(Failure) -> ByteString {
  guard let text = options.value(name), !text.isEmpty else {
    throw .usage("--to vsa needs --\(name) URI")
  }
  guard !text.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) else {
    throw .usage("--\(name) \(text): a URI without spaces would be right")
  }
  return ByteString(text)
}
