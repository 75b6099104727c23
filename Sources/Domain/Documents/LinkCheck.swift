public import Kernel

/// What is wrong with a document.
public struct DocumentFault: Equatable, Sendable {
  /// Its name, such as `missing-file`.
  public let rule: String
  /// The line, from 1.
  public let line: Int
  /// What is wrong, for a person.
  public let message: String
  /// What would be right.
  public let fix: String

  /// A fault.
  public init(_ rule: String, line: Int, _ message: String, fix: String) {
    self.rule = rule
    self.line = line
    self.message = message
    self.fix = fix
  }
}

/// Follows the links of documents to files and anchors. Those that name a host are counted, and nobody
/// follows them.
public struct LinkCheck {
  /// What a path leads to.
  public enum Found: Equatable, Sendable {
    case nothing
    /// A document with these anchors.
    case document(anchors: [ByteString])
    /// Anything else: what it holds is not known, and no anchor in it is wrong.
    case other
  }

  /// How many links of a document there are of each sort.
  public struct Counts: Equatable, Sendable {
    /// To files and folders.
    public var files = 0
    /// To anchors of documents, of the same or of others.
    public var anchors = 0
    /// To what a scheme or a host names.
    public var network = 0
    /// To what is not there.
    public var broken = 0
  }

  private let root: String
  private let look: (String) throws(Failure) -> Found
  private var known: [String: Found] = [:]

  /// A check of links in which `/` stands for the folder `root`; `look` says what a path leads to, and is
  /// asked once for each.
  public init(root: String, look: @escaping (String) throws(Failure) -> Found) {
    self.root = root
    self.look = look
  }

  /// What is wrong with a document's links, in their order.
  public mutating func faults(
    of document: DocumentText
  ) throws(Failure) -> ([DocumentFault], Counts) {
    var faults: [DocumentFault] = []
    var counts = Counts()
    for link in document.outline.links {
      let target = LinkTarget(link.destination, in: document.file, root: root)
      guard case .file(let path, let anchor) = target else {
        counts.network += 1
        continue
      }
      if anchor != nil { counts.anchors += 1 } else { counts.files += 1 }
      guard let fault = try fault(link, path, anchor) else { continue }
      counts.broken += 1
      faults.append(fault)
    }
    return (faults, counts)
  }

  private mutating func fault(
    _ link: MarkdownLink, _ path: String, _ anchor: ByteString?
  ) throws(Failure) -> DocumentFault? {
    let found: Found
    if let before = known[path] { found = before } else { found = try look(path) }
    known[path] = found
    switch found {
    case .other: return nil
    case .nothing:
      return DocumentFault(
        "missing-file", line: link.line, "a link to \(link.destination): there is no \(path)",
        fix: "name a file that is there, or take the link away")
    case .document(let anchors):
      guard let anchor, !anchors.contains(anchor) else { return nil }
      let hint = Suggestion.hint(anchor.description, among: anchors.map(\.description)) { "#\($0)" }
      return DocumentFault(
        "missing-anchor", line: link.line,
        "a link to \(link.destination): no heading of \(path) has the anchor #\(anchor)\(hint)",
        fix: "name the anchor of a heading: its words in lower case with dashes between them")
    }
  }
}

extension DocumentText {
  /// Fences that nothing closes: everything behind one is shown as code.
  public var fenceFaults: [DocumentFault] {
    outline.unclosedFences.map { line in
      DocumentFault(
        "unclosed-fence", line: line, "a fence of code that nothing closes",
        fix: "close it with a line of as many of the same marks")
    }
  }

  /// The names that links can lead to; `top` is that of the document itself.
  public var anchors: [ByteString] { outline.anchors.map(\.name) + ["top"] }
}
