import Kernel
import Records
import Trust

let declaration = Declaration(
  name: "approve",
  summary: "Write an approval, a rejection or a request for one, or check that there is one",
  description: [
    "Reads the decision that is to be approved and writes one sluice.approval.v1 record: the digest "
      + "of the decision's line or of an artifact, the answer, who gives it, why, and until when it "
      + "holds. A decision of no-go cannot be approved, waivers make another decision; nobody "
      + "approves their own work, of which the changes in the input tell.",
    "With --ask it writes a sluice.request.v1 record instead: until when an answer is awaited, and "
      + "whose it is to answer from then on. What is not approved stays closed.",
    "An approval counts once somebody has signed it whose role in the trust file allows it: with "
      + "--key here, or with sign --envelope.",
    "With --check it reads approvals and requests too, those that verify --trust passes on, since it looks "
      + "at no signature itself, and passes its input on if the decision or artifact is approved at --at; otherwise it passes nothing and says "
      + "why. One rejection outweighs every approval; after the first deadline only the approval of whom "
      + "the request named counts.",
  ],
  options: [
    Option(
      "artifact", argument: "DIGEST",
      help: "Approve an artifact instead of the decision, such as sha256: and 64 digits"),
    Option("check", help: "Pass the input on if there is an approval that counts"),
    Option("reject", help: "Say no"),
    Option("ask", help: "Ask for an approval"),
    Option(
      "deadline", argument: "TIME",
      help: "With --ask: how long after --at an answer is awaited, such as 4h"),
    Option(
      "escalate-to", argument: "NAME",
      help: "With --ask: whose approval alone counts after the deadline"),
    Option(
      "expires", argument: "TIME",
      help: "The instant from which on the approval holds no more, such as 2026-12-01T00:00:00Z"),
  ] + PersonalStatement.options,
  examples: [
    .init(
      "Ask for an approval within four hours",
      "approve --ask --deadline 4h --escalate-to eve@example.com --actor ci --at "
        + "2026-11-20T06:00:00Z decision.jsonl > request.jsonl"),
    .init(
      "Approve a decision",
      "approve --actor ann@example.com --reason 'canary was quiet' --at 2026-11-20T07:00:00Z "
        + "--key ann.pem decision.jsonl >> approvals.dsse"),
    .init(
      "Deploy what is approved, and nothing else",
      "verify --trust trust.jsonl --at $NOW approvals.dsse | approve --check --at $NOW decision.jsonl - "
        + "> approved.jsonl && ./deploy.sh"),
  ],
  answerIsNo: "there is no approval that counts, or it would be of one's own work or of a no-go")

Filter.main(declaration) { run throws(Failure) in
  if run.options.isGiven("check") {
    try check(run)
    return .done
  }
  let actor = try PersonalStatement.required("actor", run)
  let at = try run.options.requiredInstant("at")
  let isRequest = run.options.isGiven("ask")
  let isRejection = run.options.isGiven("reject")
  try checkOptions(run, isRequest: isRequest, isRejection: isRejection)
  let expires = try run.options.instant("expires")
  if let expires, expires <= at { throw .usage("--expires: after --at would be right") }
  let subject = try PersonalStatement.subject(run)
  let what = try what(subject, run)
  let authors = PersonalStatement.authors(subject, run)
  if !isRequest, !isRejection {
    guard !authors.contains(actor) else {
      throw .refused("\(actor) would approve of what is their own, somebody else would be right")
    }
    if subject.decision?["data"]?["verdict"]?.string == "no-go" {
      throw .refused("the decision is no-go, waivers and another decision would be right")
    }
  }
  let deadline = try run.options.duration("deadline").map { at.advanced(bySeconds: $0) }
  let data = JSON.members([
    "actor": .string(actor),
    "authors": authors.isEmpty ? nil : .array(authors.map { .string($0) }),
    "created": .text(at.description),
    "deadline": deadline.map { .text($0.description) },
    "escalate_to": run.options.value("escalate-to").map { .text($0) },
    "expires": expires.map { .text($0.description) },
    "reason": run.options.value("reason").map { .text($0) },
    "state": isRequest ? nil : isRejection ? "rejected" : "approved",
    "what": what,
  ])
  let record = RecordShape.record(
    isRequest ? "request" : "approval", data: data,
    envelope: Envelope(
      source: "sluice/approve", subject: what["digest"]?.string,
      time: ByteString(at.description),
      attributes: try PersonalStatement.attributes(subject, run)))
  try PersonalStatement.write(record, run)
  return .done
}

private func checkOptions(
  _ run: Run, isRequest: Bool, isRejection: Bool
) throws(Failure) {
  if isRequest, isRejection { throw .usage("--ask and --reject exclude each other") }
  for name in ["deadline", "escalate-to"] where run.options.isGiven(name) != isRequest {
    guard !isRequest else { throw .usage("--ask needs --\(name)") }
    throw .usage("--\(name) needs --ask")
  }
  if isRequest, run.options.isGiven("expires") { throw .usage("--ask and --expires: one is right") }
  if isRejection, !run.options.isGiven("reason") { throw .usage("--reject needs --reason") }
}

/// The digest of what it is about.
func what(_ subject: Subject, _ run: Run) throws(Failure) -> JSON {
  if let text = run.options.value("artifact") {
    let digest = ByteString(text)
    let isDigest = digest.withView { view in
      view.hasPrefix(ByteView("sha256:")) && Digest(hex: view.slice(7, view.count)) != nil
    }
    guard isDigest else {
      throw .usage("--artifact \(text): sha256: and 64 lower-case digits would be right")
    }
    return .members(["digest": .string(digest), "kind": "artifact"])
  }
  guard let digest = subject.digest, let id = subject.attribute("id") else {
    throw .data(Place("input"), "no decision, that or --artifact DIGEST would be right")
  }
  return .members(["digest": .text("sha256:\(digest.hex)"), "id": .string(id), "kind": "decision"])
}
