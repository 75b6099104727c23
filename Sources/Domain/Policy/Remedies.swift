/// What helps against breaches that no rule of a policy speaks of; the troubleshooting map has them too.
enum Remedies {
  static let history =
    "--history FILE names earlier decisions, --first says that there are none"
  static let first = "leave --first out"
  static let order = "decide at a later --at, or find out whose clock is wrong"
  static let gap =
    "--history with every decision since the first: recall --type decision finds them"
  static let checkpoint = "--checkpoint FILE --key FILE pin the log"
  static let log =
    "--log FILE shows it by the log itself; verify --log FILE --log-only says where a log breaks"
  static let policy = "--previous-policy FILE gives the policy of the last go"
  static let version = "the policy in its latest version, or the change as a version of its own"
  static let loosened = "a waiver of this rule, or the old bound"
  static let conflicts =
    "find out which of the two was altered; records of one id must be the same bytes"
  static let rejects = "--on-error stop in the filters before names file and line of each"

  /// All of them by the rule that they are about, with what that means.
  static let byRule: [(rule: String, why: String, remedy: String)] = [
    ("history.missing", "the policy wants every decision to name the one before it", history),
    ("history.first", "--first was said, and there is a decision before", first),
    ("history.order", "the decision before is not earlier than this one", order),
    ("history.gap", "decisions are missing that later ones name as the one before them", gap),
    ("history.log", "the log is not known to begin with that of the decision before", log),
    ("rollback.missing", "there is nothing to go back to among the decisions before", gap),
    ("rollback.unverified", "the decision to go back to is not shown to be what was logged", log),
    ("policy.version", "a later version of the policy has decided before", version),
    ("policy.changed", "the policy is another one, and whether it is looser is not known", policy),
    ("policy.loosened:RULE", "the policy lets through what the one before it did not", loosened),
    ("inputs.conflicts", "records with one source and id differ", conflicts),
    ("inputs.rejects", "inputs were refused on the way; what they said is not known", rejects),
  ]
}
