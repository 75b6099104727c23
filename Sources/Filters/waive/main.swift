import Kernel
import Records
import Trust

let declaration = Declaration(
  name: "waive",
  summary: "Write a waiver of one rule: bounded, scoped, for a while, for a person to sign",
  description: [
    "Reads the decision that the rule failed in, and writes one sluice.waiver.v1 record: the rule, "
      + "the release, commit or environment where it may be broken, the worst value that is still "
      + "covered, the reason, who says so, and the instant from which on it holds no more. A rule "
      + "that the decision does not know or that has passed, a bound that does not cover the value "
      + "that the decision got, and a waiver of one's own work are refused; changes in the input "
      + "tell whose work it is.",
    "A waiver counts once somebody has signed it whose role in the trust file allows it: with --key "
      + "here, or with sign --envelope.",
  ],
  options: [
    Option("rule", argument: "ID", help: "The rule of the policy"),
    Option(
      "bound", argument: "BOUND",
      help: "The worst value that is covered, behind the rule's operator, such as '<=4'"),
    Option(
      "expires", argument: "TIME",
      help: "The instant from which on the waiver holds no more, such as 2026-12-01T00:00:00Z"),
    Option(
      "horizon", argument: "TIME", help: "The longest time from --at to --expires",
      standard: "30d"),
  ] + PersonalStatement.options,
  examples: [
    .init(
      "Let a slow leak pass for one release",
      "waive --rule rss-slope --bound '<=4' --reason 'fix in 1.4.1' --actor ann@example.com "
        + "--at 2026-11-20T06:00:00Z --expires 2026-12-01T00:00:00Z --key ann.pem decision.jsonl "
        + ">> waivers.dsse")
  ],
  answerIsNo: "the waiver would be of one's own work")

Filter.main(declaration) { run throws(Failure) in
  let rule = try PersonalStatement.required("rule", run)
  let text = try PersonalStatement.required("bound", run)
  let reason = try PersonalStatement.required("reason", run)
  let actor = try PersonalStatement.required("actor", run)
  guard let bound = Waiver.bound(text.description) else {
    throw .usage("--bound \(text): an operator and a number such as '<=4' is right")
  }
  let at = try run.options.requiredInstant("at")
  guard let expires = try run.options.instant("expires") else {
    throw .usage("--expires TIME is needed: a waiver without an end is a change of the policy")
  }
  guard expires > at else { throw .usage("--expires: after --at would be right") }
  let horizon = try run.options.duration("horizon") ?? 0
  guard expires <= at.advanced(bySeconds: horizon) else {
    throw .usage(
      "--expires \(expires.description): by \(at.advanced(bySeconds: horizon).description) would be "
        + "right, within the --horizon")
  }
  let subject = try PersonalStatement.subject(run)
  let attributes = try PersonalStatement.attributes(subject, run)
  let scope = attributes.filter { $0.key != "tenant" }
  guard !scope.isEmpty else {
    throw .usage("--release, --commit or --environment is needed, the input names none")
  }
  if !run.options.isGiven("no-input") {
    try requireFailure(of: rule, covered: bound, in: subject)
  }
  let authors = PersonalStatement.authors(subject, run)
  guard !authors.contains(actor) else {
    throw .refused("\(actor) would waive what is their own, somebody else would be right")
  }
  let data = JSON.members([
    "approver": .string(actor),
    "authors": authors.isEmpty ? nil : .array(authors.map { .string($0) }),
    "bound": .members(["op": .text(bound.comparison.rawValue), "value": .number(bound.value)]),
    "created": .text(at.description),
    "decision": subject.digest.map { .text("sha256:\($0.hex)") },
    "expires": .text(expires.description),
    "reason": .string(reason),
    "rule": .string(rule),
    "scope": .object(scope),
  ])
  let record = RecordShape.record(
    "waiver", data: data,
    envelope: Envelope(
      source: "sluice/waive", subject: rule, time: ByteString(at.description),
      attributes: attributes))
  try PersonalStatement.write(record, run)
  return .done
}

/// The decision must have the rule as failed, with a value that the bound covers.
private func requireFailure(
  of rule: ByteString, covered bound: (comparison: Comparison, value: Double), in subject: Subject
) throws(Failure) {
  guard subject.decision != nil else {
    throw .data(Place("input"), "no decision, one that names the rule would be right")
  }
  guard let outcome = subject.rule(rule) else {
    let hint = Suggestion.hint(rule.description, among: subject.ruleNames)
    throw .usage("--rule \(rule): the decision has no such rule\(hint)")
  }
  if outcome["state"]?.string == "pass" {
    throw .usage("--rule \(rule): it has passed, there is nothing to waive")
  }
  if let got = outcome["got"]?.number, !bound.comparison.holds(got, bound.value) {
    throw .usage("--bound: it does not cover \(JSON.number(got).canonical), which the decision got")
  }
}
