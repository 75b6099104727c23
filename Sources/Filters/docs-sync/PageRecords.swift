import Documents
import Kernel
import Records
import Schema
import Trust

/// The records of one document: what it is, and what is wrong with it.
struct PageRecords {
  /// A section, and whether it is current, refreshed or stale.
  struct Section {
    let name: ByteString
    let line: Int
    let state: String
  }

  private let attributes: [JSON.Member]
  private let schema: RecordCheck?
  private let exempt: Set<String>

  private static let type: ByteString = "front matter"

  /// Reads the options that say what front matter must hold.
  init(_ options: ParsedOptions) throws(Failure) {
    attributes = try GivenAttributes.read(options)
    let operands = options.operands.map(LinkTarget.normal)
    exempt = Set(options.values("exempt").map(LinkTarget.normal))
    for file in options.values("exempt") where !operands.contains(LinkTarget.normal(file)) {
      throw .usage("--exempt \(file): it is none of the documents")
    }
    guard let path = options.value("front-matter") else {
      schema = nil
      return
    }
    do throws(Failure) {
      schema = try RecordCheck([(PageRecords.type, try PageRecords.tree(path))])
    } catch {
      guard case .software(let what) = error else { throw error }
      throw .configuration(Place(path), what)
    }
  }

  private static func tree(_ path: String) throws(Failure) -> JSON {
    let text = try WholeFile.bytes(path)
    do {
      return try JSONParser.tree(text)
    } catch {
      throw .configuration(Place(path), error.message)
    }
  }

  /// The document's record, and one for each fault.
  func records(
    of document: DocumentText, _ sections: [Section], _ linkFaults: [DocumentFault],
    _ links: LinkCheck.Counts
  ) throws(Failure) -> [JSON] {
    let isExempt = exempt.contains(LinkTarget.normal(document.file))
    var faults = linkFaults + document.fenceFaults
    if let schema, !isExempt { faults += try PageRecords.faults(of: document, schema) }
    for section in sections where section.state == "stale" {
      faults.append(
        DocumentFault(
          "stale-section", line: section.line, "section \(section.name) is stale",
          fix: "run docs-sync without --check"))
    }
    let path = ByteString("file:\(PercentEncoding.path(ByteString(document.file)))")
    let matter = document.frontMatter
    let data = JSON.members([
      "doc_type": "page", "exempt": .bool(isExempt), "fields": matter?.object,
      "links": .members([
        "anchors": .integer(links.anchors), "broken": .integer(links.broken),
        "files": .integer(links.files), "network": .integer(links.network),
      ]),
      "owner": matter?["owner"].map { .string($0) }, "path": .string(path),
      "reviewed": matter?["reviewed"].map { .string($0) },
      "sections": .array(
        sections.map {
          .members(["line": .integer($0.line), "name": .string($0.name), "state": .text($0.state)])
        }),
      "sha256": .text(ByteString(document.bytes).withView { SHA256.digest(of: $0).hex }),
      "size_bytes": .integer(document.bytes.count),
      "title": document.title.map { .string($0) }, "tool": "docs-sync",
    ])
    let page = RecordShape.record(
      "document", data: data,
      envelope: Envelope(source: path, subject: document.title, attributes: attributes))
    return [page] + faults.sorted { $0.line < $1.line }.map { finding($0, document, path) }
  }

  private func finding(
    _ fault: DocumentFault, _ document: DocumentText, _ path: ByteString
  ) -> JSON {
    let data = JSON.members([
      "class": "style", "file": .text(document.file), "fix": .text(fault.fix), "level": "medium",
      "line": .integer(fault.line), "message": .text(fault.message), "rule": .text(fault.rule),
      "state": "open", "tool": "docs-sync",
    ])
    return RecordShape.record(
      "finding", data: data,
      envelope: Envelope(
        source: path, subject: ByteString(fault.rule), attributes: attributes))
  }

  private static func faults(
    of document: DocumentText, _ schema: RecordCheck
  ) throws(Failure) -> [DocumentFault] {
    let fix = "write what the schema of --front-matter wants between --- and --- at the top"
    guard let matter = document.frontMatter else {
      return [DocumentFault("front-matter", line: 1, "there is no front matter", fix: fix)]
    }
    let parser = JSONParser()
    let text = matter.object.canonical
    let violations = try text.withView { (view) throws(Failure) -> [RecordCheck.Violation] in
      do throws(JSONError) {
        return schema.violations(of: try parser.parse(view), as: PageRecords.type)
      } catch {
        throw .software("front matter: \(error.message)")
      }
    }
    let faults = violations.map(\.description) + matter.twice.map { "\($0) is there twice" }
    return faults.map { DocumentFault("front-matter", line: 1, "front matter: \($0)", fix: fix) }
  }
}
