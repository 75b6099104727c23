import Documents
import Kernel

/// What the sections are to hold, by name.
struct SectionContents {
  private(set) var texts: [ByteString: [UInt8]] = [:]

  /// Reads the files of `--section NAME=FILE`.
  init(_ options: [String]) throws(Failure) {
    var readsInput = false
    for option in options {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw .usage("--section \(option): NAME=FILE is right")
      }
      let name = ByteString(String(parts[0]))
      let path = String(parts[1])
      guard texts[name] == nil else { throw .usage("--section \(name) is given twice") }
      if path == "-" {
        guard !readsInput else { throw .usage("- is given twice, standard input can be read once") }
        readsInput = true
      }
      let text = try WholeFile.bytes(path)
      let place = Place(path == "-" ? "stdin" : path)
      guard text.bytes.contains(where: { !isSpace($0) }) else {
        throw .data(place, "nothing for section \(name): a command that failed leaves such a file")
      }
      if let byte = text.withView({ UTF8Sequence.firstError(in: $0) }) {
        throw .data(place, "invalid UTF-8 (byte \(byte + 1))")
      }
      texts[name] = text.bytes
    }
  }

  /// Refuses sections without content, and content without a section.
  func checkUse(in documents: [DocumentText]) throws(Failure) {
    let given = texts.keys.sorted().map(\.description)
    var used = Set<ByteString>()
    for document in documents {
      for section in document.sections {
        guard texts[section.name] != nil else {
          let hint = Suggestion.hint(section.name.description, among: given)
          throw .data(
            Place(document.file, line: section.line),
            "section \(section.name) has no content\(hint), --section \(section.name)=FILE gives it"
          )
        }
        used.insert(section.name)
      }
    }
    for name in texts.keys.sorted() where !used.contains(name) {
      let hint = Suggestion.hint(name.description, among: used.sorted().map(\.description))
      throw .usage("--section \(name): no document has it\(hint)")
    }
  }

  /// Whether a section holds its content.
  func isCurrent(_ section: GeneratedSection, in document: DocumentText) -> Bool {
    texts[section.name].map { document.isCurrent(section, $0) } ?? false
  }

  /// Where a stale section differs first, for a person.
  func difference(_ section: GeneratedSection, in document: DocumentText) -> String {
    let old = document.bytes[section.content]
    let new = section.lines(of: texts[section.name] ?? [])
    let same = zip(old, new).prefix { $0 == $1 }.map(\.0)
    let line = section.line + 1 + same.count { $0 == 0x0A }
    return "docs-sync: \(document.file):\(line): section \(section.name) is stale from here on"
  }
}
