import Kernel
import Lineage
import Records

/// Reads which part of the graph is asked for.
func readQuery(_ options: ParsedOptions) throws(Failure) -> GraphQuery {
  let asked = ["ancestors", "descendants", "path"].filter { options.isGiven($0) }
  guard asked.count <= 1 else {
    throw .usage("--\(asked[0]) and --\(asked[1]): only one of them is right")
  }
  guard options.isGiven("path") == options.isGiven("to") else {
    throw .usage("--path FROM --to TO: both are needed")
  }
  if options.isGiven("evidence"), options.value("format") != "records" {
    throw .usage("--evidence writes a record, so --format records is right")
  }
  if let name = options.value("ancestors") { return .ancestors(ByteString(name)) }
  if let name = options.value("descendants") { return .descendants(ByteString(name)) }
  if let from = options.value("path"), let to = options.value("to") {
    return .path(ByteString(from), ByteString(to))
  }
  return .all
}

/// Reads the rules of all files.
func readRules(_ options: ParsedOptions) throws(Failure) -> [LineageRule] {
  var rules: [LineageRule] = []
  for path in options.values("rules") {
    try WholeFile.forEachSetting(in: path) { (value, place) throws(Failure) in
      do throws(SelectionError) {
        rules.append(try LineageRule(value))
      } catch {
        throw .configuration(place, error.message)
      }
    }
  }
  return rules
}

/// Writes a graph in the form that is asked for.
struct LineageOutput {
  let run: Run
  let lineage: Lineage
  let memory: StateMemory

  func write(_ query: GraphQuery, _ holes: [JSON]) throws(Failure) {
    let text = ByteBuffer(capacity: 64 << 10)
    let form = run.options.value("format")
    if form == "records" {
      try lineage.forEachEdge(query) { (edge) throws(Failure) in
        _ = try run.writer.edit { buffer in
          lineage.write(edge: edge, to: buffer, scratch: text)
          return true
        }
      }
      for hole in holes { try run.writer.emit(hole) }
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
