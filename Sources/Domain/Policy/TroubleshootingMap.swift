public import Kernel

/// The troubleshooting map: for every rule what its failure means, how to look closer and what helps,
/// out of the policies themselves and of the gate's own rules.
public enum TroubleshootingMap {
  /// Markdown.
  public static func text(_ policies: [Policy]) -> ByteString {
    var lines = [
      "# Troubleshooting",
      "",
      "What a failed rule means, the command that shows what is behind it, and what helps. RECORDS",
      "stands for the files of the run, such as `out/last/verified.jsonl`. `explain` says the same of",
      "a decision at hand, with its files, its evidence and the least that would have to change.",
    ]
    for policy in policies {
      lines += ["", "## Policy \(policy.name)"]
      for rule in policy.rules { lines += section(rule) }
    }
    lines += ["", "## Every policy", "", "| rule | means | what helps |", "|---|---|---|"]
    for entry in Remedies.byRule {
      lines.append("| `\(entry.rule)` | \(entry.why) | \(entry.remedy) |")
    }
    return ByteString(lines.map { $0 + "\n" }.joined())
  }

  private static func section(_ rule: PolicyRule) -> [String] {
    var lines = ["", "### \(rule.id)", ""]
    if let why = rule.why { lines += ["Why: \(why).", ""] }
    lines += ["Wants \(PolicyReview.measure(rule)) \(rule.want).", ""]
    let command = JQCommand(rule: rule, release: nil, commit: nil, files: ["RECORDS"])
    lines += ["```sh", command.text(for: .breach), "```"]
    if let remedy = rule.remedy { lines += ["", "What helps: \(remedy)."] }
    return lines
  }
}
