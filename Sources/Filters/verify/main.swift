import Kernel
import Trust

let declaration = Declaration(
  name: "verify",
  summary: "Check signatures and roles, a log, and that records are in it; pass records on",
  description: [
    "Checks every line of the log and its link to the line before, the root of the tree over all "
      + "lines, the checkpoint's signature, and that the digest of every record read is in the "
      + "log. The records are passed on as they stand.",
    "With --trust the input may hold DSSE envelopes, one a line: each is believed only when keys of "
      + "the trust file have signed it whose role allows its kind, environment and tenant, as many "
      + "as the role wants, none of them revoked by --at. The record in it goes on. Records without "
      + "an envelope are believed only when they are in a log (--log) whose checkpoint such a key "
      + "has signed.",
    "When anything is wrong, each fault gets a line on standard error, the output is closed as "
      + "incomplete and the status is 1. The log is looked at when the input has ended, so sign may "
      + "stand in the same pipeline.",
  ],
  memory: """
    What --memory allows for digests, and 48 bytes for each record that comes in another order \
    than the log's.
    """,
  options: [
    Option("log", argument: "FILE", help: "The log"),
    Option(
      "checkpoint", argument: "FILE",
      help: "The checkpoint in FILE instead of the log's name with .checkpoint"),
    Option(
      "key", argument: "FILE",
      help: "The key that must have signed: a verifier key or a public key in PEM"),
    Option(
      "origin", argument: "NAME", help: "The name that the checkpoint must bear"),
    Option(
      "trust", argument: "FILE",
      help: """
        The trust file: envelopes with its versions, one a line, each signed by the root role of \
        the one before and by its own
        """),
    .at,
    TrustChain.versionOption,
    Option(
      "payload",
      help: "Write the payload of the one envelope in the input as it stands, such as a policy"),
    Option(
      "allowed-signers",
      help: """
        Write the SSH keys of the trust file as ssh-keygen -Y verify wants them, and read nothing
        """),
    Option("log-only", help: "Check the log alone and read no records"),
    Option(
      "since", argument: "FILE",
      help: """
        With --log-only: an earlier signed checkpoint in FILE, with which the log must begin, so \
        that nothing of what it covered was taken away or altered
        """,
      repeats: true),
    Option(
      "resume", argument: "FILE",
      help: """
        With --log-only: go on behind what an earlier run has verified, as FILE says, and keep there \
        what is verified now; without FILE all is read
        """),
    Option(
      "prove", argument: "N",
      help: """
        With --log-only: write the proof that entry N, from 0, is in the log of the checkpoint \
        (C2SP tlog-proof)
        """),
    Option(
      "proof", argument: "FILE",
      help: """
        Check by the proof in FILE, without the log, that the input's record is logged; needs \
        --entry and --key
        """),
    Option("entry", argument: "FILE", help: "With --proof: the line of the log that is proven"),
    Option(
      "wait", argument: "TIME", help: "How long a writer may hold the log", standard: "60s"),
    Option(
      "memory", argument: "SIZE",
      help: "Hold at most SIZE of digests in memory, the rest in a temporary file of $TMPDIR",
      standard: "8M", group: .stream),
  ],
  examples: [
    .init(
      "Let only logged records on to the gate",
      "verify --log log.jsonl --key release.pem.vkey run.jsonl | gate --policy policy.jsonl"),
    .init(
      "Show that the log still begins as it did at the last release",
      "verify --log log.jsonl --key release.pem.vkey --log-only --since last/log.jsonl.checkpoint"),
    .init(
      "Read the waivers that somebody with the right to has signed",
      "verify --trust trust.jsonl --at 2026-11-20T06:00:00Z waivers.dsse > waivers.jsonl"),
  ],
  answerIsNo: "log, checkpoint, a signature or a record is not what it should be")

Filter.main(declaration) { run throws(Failure) in
  try verifyRecords(run)
  return .done
}
