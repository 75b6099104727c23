import Kernel

let declaration = Declaration(
  name: "seal",
  summary: "Put a fresh end record on a stream that another tool has edited",
  description: [
    "Reads records, checks each one, and writes them as they stand with an end record of its own, "
      + "whatever the end records in the input said. It is a person's deliberate act: whoever "
      + "seals a stream vouches that it is meant to be as it is. A stream whose end record says "
      + "that something upstream failed stays incomplete."
  ],
  examples: [
    .init(
      "Keep the failed tests of a run and seal what is left",
      "jq -c 'select(.type == \"sluice.end.v1\" or .data.status == \"failed\")' run.jsonl | seal")
  ])

Filter.main(declaration) { run throws(Failure) in
  let reader = run.reader(allowsOtherMajors: true)
  while let record = try reader.next() { try run.writer.pass(record.bytes) }
  run.outputStatus = .complete
  return .done
}
