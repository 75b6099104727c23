import Kernel
import Lineage

let declaration = Declaration(
  name: "lineage-build",
  summary: "Trace evidence to its source and list what is missing",
  description: [
    "Reads records and writes sluice.edge.v1 records from their keys, in the words of W3C PROV: "
      + "evidence wasGeneratedBy a run, a run used a commit, a release and a commit wasDerivedFrom "
      + "commits. Each edge names the record that says so.",
    "What should be there and is not becomes a sluice.hole.v1 record that names what would fill "
      + "it: evidence without a commit, and a commit that no change record describes.",
  ],
  memory: "About 100 bytes for each distinct commit, run, release and artifact.",
  options: [
    Option(
      "fail-on", argument: "WHAT", help: "End with status 1 when there is a hole",
      choices: ["hole"])
  ],
  examples: [
    .init(
      "What does not trace to a commit",
      "lineage-build records.jsonl | jq -r 'select(.type == \"sluice.hole.v1\") | .data.missing'")
  ],
  answerIsNo: "there is a hole, with --fail-on hole")

Filter.main(declaration) { run throws(Failure) in
  let reader = run.reader()
  var lineage = Lineage()
  while let record = try reader.next() { try lineage.add(record, to: run.writer) }
  let holes = try lineage.writeHoles(to: run.writer)
  return holes > 0 && run.options.isGiven("fail-on") ? .answerIsNo : .done
}
