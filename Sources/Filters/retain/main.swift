import Kernel
import Records
import Store

let declaration = Declaration(
  name: "retain",
  summary: "Keep records in a store for later and pass them on",
  description: [
    "Reads records and passes them on as they stand. When the end record of the input is good, "
      + "all of them are added to the store in one transaction. Any number of processes may "
      + "write to one store at once.",
    "A record that is there already, to the byte, is no fault. Other bytes under the same source "
      + "and id are a conflict: the run ends and nothing is added, or with --on-error skip or keep "
      + "the record that was there stays and the conflict is counted.",
  ],
  memory: "What --memory allows, for the records of one run until they are stored.",
  options: [
    Option("store", argument: "FILE", help: "The store FILE, made when there is none"),
    Option(
      "keep", argument: "[WHICH=]BOUND",
      help: """
        Delete what is older than an age such as 90d, which needs --at, or all but the newest so \
        many such as 1000 of each series, and of each type without series; WHICH is a type, a kind \
        such as metric, or class:NAME for what has that dataclassification
        """,
      repeats: true),
    .at,
    AuditStream.option,
    Option(
      "accept", argument: "STATUS", help: "Store also a stream that no end record vouches for",
      choices: ["unverified"]),
    Option("check", help: "Check the store and every line in it, and read no records"),
    Option(
      "wait", argument: "TIME", help: "How long other writers may hold the store",
      standard: "60s"),
    Option(
      "memory", argument: "SIZE",
      help: "Hold at most SIZE of records in memory, the rest in a temporary file of $TMPDIR",
      standard: "16M", group: .stream),
  ],
  examples: [
    .init(
      "Keep a year of history, and report on this night",
      "retain --store history.db --keep 365d --at 2026-11-20T06:00:00Z night.jsonl | report"),
    .init("See whether a store is sound", "retain --store history.db --check"),
  ],
  answerIsNo: "--check found the store damaged")

Filter.main(declaration) { run throws(Failure) in
  if run.options.isGiven("check") {
    try checkStore(run)
  } else {
    try retainRecords(run)
  }
  return .done
}
