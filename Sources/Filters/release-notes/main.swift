import Kernel
import Reporting

let declaration = Declaration(
  name: "release-notes",
  summary: "Write the notes of a release from its changes",
  description: [
    "Reads changes (collect --from git-log | normalize), and approvals and decisions where there are "
      + "any, and writes Markdown: what breaks first, then the sections of Keep a Changelog, by the "
      + "types and scopes of Conventional Commits (feat, fix, perf, … with ! and BREAKING CHANGE) and "
      + "by trailers: Changelog: SECTION, Fixes: and Closes:. Release-note: TEXT says it in other "
      + "words, Release-note: none leaves a commit out. What says nothing known stands under Other "
      + "changes; what is not listed is counted.",
    "--since and --until name tags, branches or commits; a history that is cut between them is "
      + "refused. Only a complete stream is written of.",
  ],
  memory: "The messages of all changes.",
  options: [
    Option(
      "release", argument: "NAME",
      help: "The release: its heading, and of changes that name a release, whose count"),
    Option("since", argument: "POINT", help: "Only what is not yet in this tag, branch or commit"),
    Option("until", argument: "POINT", help: "Only what is in this tag, branch or commit"),
    Option(
      "changelog", argument: "FILE",
      help: "Put the release's section of this changelog in front, or its section Unreleased"),
  ],
  examples: [
    .init(
      "What is new since a tag",
      "collect --from git-log history.txt | normalize | release-notes --release 1.4.0 --since v1.3.0"
    ),
    .init(
      "With what people have written themselves",
      "release-notes --release 1.4.0 --since v1.3.0 --changelog CHANGELOG.md changes.jsonl"),
  ],
  writesRecords: false)

Filter.main(declaration) { run throws(Failure) in
  let options = run.options
  let release = options.value("release")
  var section: String?
  if let path = options.value("changelog") {
    guard let release else { throw .usage("--changelog needs --release NAME, whose section it is") }
    section = ChangelogSection.text(of: release, in: try WholeFile.bytes(path).description)
    if section == nil {
      throw .data(Place(path), "neither a section \(release) nor Unreleased")
    }
  }
  var notes = ReleaseNotes(
    .init(release: release, since: options.value("since"), until: options.value("until")))
  let reader = run.reader()
  while let record = try reader.next() { notes.hear(record) }
  try run.requireComplete()
  try run.writer.write(text: try notes.markdown(changelog: section))
  return .done
}
