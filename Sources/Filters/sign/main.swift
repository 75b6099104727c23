import Kernel
import Trust

let declaration = Declaration(
  name: "sign",
  summary: "Append records to a hash-chained log and sign a checkpoint of it",
  description: [
    "Reads records and passes them on as they stand. When the end record of the input is good, "
      + "one line for each record is appended to the log: its number, the hash of the line "
      + "before, and the SHA-256 digest, id, time and type of the record. All lines of a run are "
      + "appended or none. Several writers may share a log; they take turns.",
    "With --key the log gets a checkpoint, a signed note (C2SP tlog-checkpoint) with size and "
      + "root of the RFC 6962 tree over its lines. A log that was cut or altered behind its last "
      + "checkpoint is refused. What an interrupted run left behind the last finished append is "
      + "removed, with a warning.",
    "A run that is repeated, since it was interrupted before its output was whole, finds its "
      + "records to be what was appended last: it says so and does not append them again. That is "
      + "so for the last run on a log only; after another run has appended, the records of an "
      + "earlier one are entered a second time.",
    "With --envelope nothing is logged: records, a policy or a trust file are written in DSSE "
      + "envelopes with an Ed25519 signature, or with one that ssh-keygen -Y sign has made. The "
      + "output is lines of envelopes without an end record; verify --trust checks them and gives "
      + "the records back.",
    "Appending does not read the log: what it must know stands in the small state file, which is "
      + "checked against the log and made anew when it is missing.",
  ],
  memory: "What --memory allows, for the lines of one run until they are appended.",
  options: [
    Option("log", argument: "FILE", help: "Append to the log FILE, created when there is none"),
    Option(
      "key", argument: "FILE",
      help: "Sign the checkpoint with the Ed25519 private key of the PEM file FILE, mode 0600"),
    Option(
      "origin", alias: "name", argument: "NAME",
      help: """
        The name of the log and of its key, such as example.com/release-log; found in the key's \
        .vkey file when that lies beside it
        """),
    Option(
      "checkpoint", argument: "FILE",
      help: "Keep the checkpoint in FILE instead of the log's name with .checkpoint"),
    Option(
      "state", argument: "FILE",
      help: "Keep the state in FILE instead of the log's name with .state"),
    Option(
      "accept", argument: "STATUS",
      help: """
        Sign also a stream that no end record vouches for; a sluice.audit.v1 record in log and \
        output says so
        """,
      choices: ["unverified"]),
    Option(
      "wait", argument: "TIME", help: "How long another writer may hold the log", standard: "60s"),
    Option(
      "generate-key", argument: "FILE",
      help: """
        Write a new private key to FILE, the public one to FILE.pub (PEM) and FILE.vkey (verifier \
        key), and a sluice.audit.v1 record to the output; needs --origin, reads nothing
        """),
    Option(
      "envelope", argument: "KIND",
      help: """
        Write each record of the input in a signed DSSE envelope of its own, one a line, and no \
        log; policy, trust and statement (in-toto, as attest writes it) sign the input file as a \
        whole. An input that is an envelope already gets one signature more. Needs --key, \
        --signature or --message
        """,
      choices: ["record", "policy", "trust", "statement"]),
    Option(
      "message",
      help: """
        Write the bytes to be signed by ssh-keygen -Y sign -n release-KIND, such as release-waiver, \
        instead of an envelope
        """),
    Option(
      "signature", argument: "FILE",
      help: "Put the signature that ssh-keygen wrote to FILE into the envelope"),
    Option(
      "memory", argument: "SIZE",
      help: "Hold at most SIZE of state in memory, the rest in a temporary file of $TMPDIR",
      standard: "8M", group: .stream),
  ],
  examples: [
    .init(
      "Make a key", "sign --generate-key release.pem --origin example.com/release-log > key.jsonl"),
    .init(
      "Log the records of a run",
      "sign --log log.jsonl --key release.pem run.jsonl > signed.jsonl"),
    .init(
      "Sign a waiver with the keys of ssh-agent or of a token",
      "sign --envelope record --message waiver.jsonl > message && "
        + "ssh-keygen -Y sign -n release-waiver -f ~/.ssh/id_ed25519.pub message && "
        + "sign --envelope record --signature message.sig waiver.jsonl > waiver.dsse"),
  ])

Filter.main(declaration) { run throws(Failure) in
  if let path = run.options.value("generate-key") {
    try generateKey(path, run)
  } else if let kind = run.options.value("envelope") {
    try signEnvelopes(kind, run)
  } else {
    try signRecords(run)
  }
  return .done
}
