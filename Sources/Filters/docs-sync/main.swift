import Documents
import Kernel
import Records

let declaration = Declaration(
  name: "docs-sync",
  summary: "Refresh the generated sections of Markdown documents, and check links and front matter",
  description: [
    "Fills each generated section, which is what stands between the lines `<!-- sync: NAME -->` and "
      + "`<!-- /sync -->`, with what a command wrote into the FILE of --section NAME=FILE. A document in "
      + "which something changes is replaced by rename, once all documents and contents are known to be "
      + "right; every byte outside of its sections stays. With --check nothing is changed, and a section "
      + "that is stale ends the run with status 1.",
    "A section that is not closed, stands in another, is there twice or has no content, and content that "
      + "no document has a section for, are refused, so that nothing drifts unnoticed.",
    "It writes a sluice.document.v1 record for each document: title, front matter, digest, sections and "
      + "their state, and how many links there are. What is wrong is a sluice.finding.v1 record with "
      + "file and line: links to files that are not there and to anchors that no heading has, fences that "
      + "nothing closes, stale sections, and front matter that the JSON Schema of --front-matter "
      + "forbids. Links that name a host are counted, and nobody follows them.",
  ],
  operands: .names("FILE"),
  memory: "The documents as a whole, at most 64 MiB each, and those that they link to.",
  options: [
    Option(
      "section", argument: "NAME=FILE",
      help: "The content of the sections that are called so; - is standard input", repeats: true),
    Option("check", help: "Change nothing, and end with status 1 when a section is stale"),
    Option(
      "front-matter", argument: "FILE",
      help: "A JSON Schema (2020-12) of what front matter must hold, all of it as strings"),
    Option(
      "exempt", argument: "FILE",
      help: "A document among the operands that needs no front matter, such as a README",
      repeats: true),
    Option(
      "root", argument: "FOLDER", help: "The folder that links mean which begin with /",
      standard: "."),
    GivenAttributes.option,
  ],
  examples: [
    .init(
      "Refresh the table of targets that a document shows",
      "make help | docs-sync --section targets=- README.md"),
    .init(
      "Whether documents are current, well linked, owned and reviewed",
      "docs-sync --check --section targets=targets.txt --front-matter docs/front-matter.json "
        + "docs/*.md | gate --policy samples/policies/documents.jsonl --at 2026-11-21T06:00:00Z"),
  ],
  answerIsNo: "a section is stale, with --check")

Filter.main(declaration) { run throws(Failure) in
  var sync = try Synchronisation(run)
  return try sync.finish(run)
}
