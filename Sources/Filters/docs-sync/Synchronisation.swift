import Documents
import Glibc
import Kernel
import Records

/// One run over all documents: everything is read and checked before the first of them is replaced.
struct Synchronisation {
  private var documents: [DocumentText] = []
  private let contents: SectionContents
  private let pages: PageRecords
  private let isCheck: Bool

  init(_ run: Run) throws(Failure) {
    let options = run.options
    guard !options.operands.isEmpty else {
      throw .usage("FILE is needed: the documents to look at")
    }
    isCheck = options.isGiven("check")
    contents = try SectionContents(options.values("section"))
    pages = try PageRecords(options)
    var names: [String] = []
    for file in options.operands {
      guard file != "-" else {
        throw .usage("-: the name of a file would be right, since documents are replaced in place")
      }
      let name = LinkTarget.normal(file)
      guard !names.contains(name) else { throw .usage("\(file) is given twice") }
      names.append(name)
      documents.append(try DocumentText(try WholeFile.bytes(file).bytes, file: file))
      run.inputs += 1
    }
    try contents.checkUse(in: documents)
  }

  /// Replaces what has changed, and writes the records.
  mutating func finish(_ run: Run) throws(Failure) -> ExitStatus {
    var states: [[PageRecords.Section]] = []
    var changed: [DocumentText] = []
    var staleCount = 0
    for index in documents.indices {
      let document = documents[index]
      let stale = document.sections.filter { !contents.isCurrent($0, in: document) }
      staleCount += stale.count
      states.append(
        document.sections.map { section in
          let state = stale.contains(section) ? (isCheck ? "stale" : "refreshed") : "current"
          return PageRecords.Section(name: section.name, line: section.line, state: state)
        })
      if stale.isEmpty { continue }
      let replaced = try document.replacing(contents.texts)
      if isCheck {
        for section in stale { Descriptor.complain(contents.difference(section, in: document)) }
      } else {
        documents[index] = replaced
        changed.append(replaced)
      }
    }
    let files = KnownFiles(documents)
    var links = LinkCheck(root: run.options.value("root") ?? ".") { (path) throws(Failure) in
      try files.look(path)
    }
    var records: [JSON] = []
    for (document, sections) in zip(documents, states) {
      let (faults, counts) = try links.faults(of: document)
      records += try pages.records(of: document, sections, faults, counts)
    }
    for document in changed { try replace(document) }
    for record in records { try run.writer.emit(record) }
    return isCheck && staleCount > 0 ? .answerIsNo : .done
  }

  private func replace(_ document: DocumentText) throws(Failure) {
    let output = try OutputFile(path: document.file)
    do throws(Failure) {
      try ByteString(document.bytes).withView { (view) throws(Failure) in
        try Descriptor.writeAll(output.descriptor, view, name: document.file)
      }
    } catch {
      output.discard()
      throw error
    }
    try output.commit()
  }
}

/// What links lead to: the documents at hand as they are to be, others as they lie on disk.
struct KnownFiles {
  private let given: [String: LinkCheck.Found]

  init(_ documents: [DocumentText]) {
    given = Dictionary(
      documents.map { (LinkTarget.normal($0.file), .document(anchors: $0.anchors)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What a path leads to.
  func look(_ path: String) throws(Failure) -> LinkCheck.Found {
    if let found = given[path] { return found }
    guard access(path, F_OK) == 0 else { return .nothing }
    guard LinkTarget.isDocument(path) else { return .other }
    return .document(
      anchors: try DocumentText(try WholeFile.bytes(path).bytes, file: path).anchors)
  }
}
