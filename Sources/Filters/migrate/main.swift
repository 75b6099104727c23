import Kernel
import Records
import Schema

let declaration = Declaration(
  name: "migrate",
  summary: "Take records to another major version of their kind, and back",
  description: [
    "Filters refuse records of a major version that they do not read, since their fields may mean "
      + "something else. migrate takes them there by migration files (docs/migration.md): forward as an upgrade, "
      + "backward as a rollback, over several versions where need be. Records of other kinds, and those that are there "
      + "already, go on as they stand.",
    "Each record is also taken back again: what would not come back as it was loses something, and is "
      + "refused unless --lossy is given. What arrives is held to the schema of its type. A report "
      + "says of each kind how many were migrated, how many of them exactly, what was lost and what is invalid.",
    "An id stays what it was, so that evidence stays found; a store holds one version of a record, so "
      + "migrate into a new one: recall --store old.db | migrate … | retain --store new.db.",
  ],
  memory: "Constant.",
  options: [
    Option(
      "migration", argument: "FILE", help: "A migration file, for one kind and step of versions",
      repeats: true),
    Option(
      "to", argument: "KIND=VERSION",
      help: "The version that records of a kind go to (default: the one that this release reads)",
      repeats: true),
    Option(
      "schema", argument: "FILE",
      help: "The JSON Schema of a version that this release does not have", repeats: true),
    Option("lossy", help: "Let through what would not come back as it was"),
    Option("report", argument: "FILE", help: "Write the sluice.migration.v1 records to FILE"),
    Option(
      "check",
      help: "Write the report alone, and refuse nothing: what would be refused is counted"),
    Option(
      "fail-on", argument: "WHAT", help: "End with status 1 when there is any",
      choices: ["lossy", "invalid"],
      repeats: true),
  ],
  examples: [
    .init(
      "What an upgrade would do, before it is done",
      "recall --store history.db | migrate --check --migration metric-2.jsonl --to metric=2 --schema "
        + "metric-v2.json"),
    .init(
      "Records of a later release for filters of this one",
      "migrate --migration metric-2.jsonl later.jsonl | soak-trend"),
  ],
  answerIsNo: "there is any of --fail-on")

Filter.main(declaration) { run throws(Failure) in
  var transition = try Transition(run)
  return try transition.migrateAll()
}
