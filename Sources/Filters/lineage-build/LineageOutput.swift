import Kernel
import Lineage
import Records

/// Reads which part of the graph is asked for.
func readQuery(_ options: ParsedOptions) throws(Failure) -> GraphQuery {
  let asked = ["ancestors", "descendants", "diff", "path"].filter { options.isGiven($0) }
  guard asked.count <= 1 else {
    throw .usage("--\(asked[0]) and --\(asked[1]): only one of them is right")
  }
  guard options.isGiven("path") == options.isGiven("to") else {
    throw .usage("--path FROM --to TO: both are needed")
  }
  for name in ["diff", "evidence"] where options.isGiven(name) {
    guard options.value("format") == "records" else {
      throw .usage("--\(name) writes records, so --format records is right")
    }
  }
  if let name = options.value("ancestors") { return .ancestors(ByteString(name)) }
  if let name = options.value("descendants") { return .descendants(ByteString(name)) }
  if let from = options.value("path"), let to = options.value("to") {
    return .path(ByteString(from), ByteString(to))
  }
  return .all
}

/// Reads the rules and links of all files.
func readRules(
  _ options: ParsedOptions
) throws(Failure) -> (rules: [LineageRule], links: [LineageLink]) {
  var rules: [LineageRule] = []
  var links: [LineageLink] = []
  for path in options.values("rules") {
    try WholeFile.forEachRule(in: path) { (value) throws(SelectionError) in
      if value["link"] == nil {
        rules.append(try LineageRule(value))
      } else {
        links.append(try LineageLink(value))
      }
    }
  }
  return (rules, links)
}

/// Writes a graph in the form that is asked for.
struct LineageOutput {
  let run: Run
  let lineage: Lineage
  let memory: StateMemory
  private let scratch = ByteBuffer(capacity: 64 << 10)

  init(run: Run, lineage: Lineage, memory: StateMemory) {
    self.run = run
    self.lineage = lineage
    self.memory = memory
  }

  /// What is here and not in another release, then what is there and not here.
  func writeDifferences(from other: Lineage) throws(Failure) {
    try lineage.forEachEdge(missingIn: other) { (edge) throws(Failure) in
      try write(edge, of: lineage, change: "added")
    }
    try other.forEachEdge(missingIn: lineage) { (edge) throws(Failure) in
      try write(edge, of: other, change: "removed")
    }
  }

  private func write(
    _ edge: UInt32, of lineage: Lineage, change: StaticString? = nil
  ) throws(Failure) {
    _ = try run.writer.edit { buffer in
      lineage.write(edge: edge, change: change, to: buffer, scratch: scratch)
      return true
    }
  }

  func write(_ query: GraphQuery, _ findings: [JSON]) throws(Failure) {
    let text = ByteBuffer(capacity: 64 << 10)
    let form = run.options.value("format")
    if form == "records" {
      try lineage.forEachEdge(query) { (edge) throws(Failure) in
        try write(edge, of: lineage)
      }
      for finding in findings { try run.writer.emit(finding) }
      return
    }
    let edges = StateArray<UInt32>(memory)
    try lineage.forEachEdge(query) { (edge) throws(Failure) in try edges.append(edge) }
    switch form {
    case "dot": Drawing.dot(lineage.graph, edges, to: text)
    case "mermaid": Drawing.mermaid(lineage.graph, edges, to: text)
    case "prov":
      text.append(Provenance.document(lineage.graph, edges).canonical)
      text.append(0x0A)
    default:
      let (events, untimed) = Provenance.events(lineage, edges)
      if untimed > 0 { run.warn("\(untimed) runs without a time are left out") }
      for event in events {
        text.append(event.canonical)
        text.append(0x0A)
      }
    }
    try run.writer.write(text: text)
  }
}
