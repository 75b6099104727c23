import Correlation
import Kernel

let declaration = Declaration(
  name: "correlate",
  summary: "Say which records belong together",
  description: [
    "Records that share a commit, run, artifact, deployment, incident, alert or trace belong "
      + "together, and so do those that others join. Each record goes on in its place with the "
      + "correlationid of its component, which is the smallest checksum of the component's keys "
      + "and so is the same on every machine and in any order of input. A record without any of "
      + "these keys goes on as it stands. Empty values and all zeros join nothing.",
    "A key that too many records share joins nothing (--hub), and a component never holds two "
      + "values of an attribute given by --within: both are said by sluice.audit.v1 records at the "
      + "end, with the key and its count, or the values and the keys that they share.",
    "Rules add keys: {\"rule\":\"subtask\",\"select\":{\"type\":\"task\"},\"keys\":[{\"at\":"
      + "\"/data/parent\",\"as\":\"/data/key\"},\"/data/key\"]} joins tasks with their parents. A "
      + "key is an attribute, a JSON Pointer, or one looked for among the values of another.",
    "Time rules find causes where no id is shared: {\"rule\":\"alert-after-deployment\",\"cause\":"
      + "{\"type\":\"deployment\"},\"effect\":{\"type\":\"alert\"},\"same\":[\"service\"],\"within\":"
      + "\"30m\"}. When exactly one cause fits, the effect gets its id as causationid and joins it; "
      + "when several do, none is picked, and an audit record lists them with scores.",
    "With --timeline, each incident or release gets a sluice.timeline.v1 record of the alerts, "
      + "incidents, deployments, changes and decisions that name it or are joined with it: first "
      + "symptom (the first alert), detection (the first record of the incident), mitigation and "
      + "recovery (its state mitigated, resolved or closed), gaps, and clocks that disagree.",
  ],
  memory: "What --memory allows, beyond it on disk: the records, at most 54 bytes for each "
    + "distinct value of a key, 4 more for each --within and 50 with --store. Besides about 300 "
    + "bytes for each cause, effect and event of a timeline.",
  options: [
    Option(
      "key", argument: "NAME",
      help: "Join by this attribute instead of the usual ones", repeats: true),
    Option(
      "rules", argument: "FILE",
      help: "Join by these key rules and time rules as well: JSON lines",
      repeats: true),
    Option(
      "hub", argument: "N",
      help: "A value of a key that more than N records share joins nothing and is reported",
      standard: String(Components.standardHub)),
    Option(
      "within", argument: "NAME",
      help: "Never join records with different values of this attribute, such as tenant",
      repeats: true),
    Option(
      "store", argument: "FILE",
      help: "Keep components' ids from run to run in FILE, and report those that become one; needs "
        + "a complete input stream"),
    Option(
      "timeline", argument: "SCOPE", help: "Write a timeline for each of these",
      choices: Timelines.Scope.allCases.map(\.rawValue), repeats: true),
    Option(
      "gap", argument: "DURATION",
      help: "Events of a timeline further apart have a gap between them", standard: "1h"),
    Option(
      "fail-on", argument: "WHAT",
      help: "End with status 1 when records of different --within values share a key",
      choices: ["crossing"]),
    StateMemory.option,
  ],
  examples: [
    .init(
      "How many records each story has",
      "correlate records.jsonl | jq -r '.correlationid // empty' | sort | uniq -c"),
    .init(
      "What two tenants share",
      "correlate --within tenant records.jsonl | jq -c 'select(.data.action == \"crossing\").data'"),
  ],
  answerIsNo: "a component crosses a boundary, with --fail-on crossing")

Filter.main(declaration) { run throws(Failure) in
  let relation = try Relation(run)
  try relation.takeIn()
  var findings = CorrelationFindings(relation.components, within: relation.within)
  try relation.settle(&findings)
  try relation.write(&findings)
  try relation.writeFindings(findings)
  return findings.crossingCount > 0 && run.options.isGiven("fail-on") ? .answerIsNo : .done
}
