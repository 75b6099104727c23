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

/// The edges that are asked for.
func select(_ query: GraphQuery, _ lineage: Lineage) throws(Failure) -> [Int] {
  do throws(UnknownNode) {
    return try lineage.edges(query)
  } catch {
    throw .usage("\(error.name): no such node; one such as commit:HASH or a record's id is right")
  }
}

/// Writes a graph in the form that is asked for.
struct LineageOutput {
  let run: Run
  let lineage: Lineage

  func write(_ edges: [Int], _ holes: [JSON]) throws(Failure) {
    let text = ByteBuffer(capacity: 64 << 10)
    switch run.options.value("format") {
    case "dot": Drawing.dot(lineage.graph, edges, to: text)
    case "mermaid": Drawing.mermaid(lineage.graph, edges, to: text)
    case "prov":
      text.append(Provenance.document(lineage.graph, edges).canonical)
      text.append(0x0A)
    case "openlineage":
      let (events, untimed) = Provenance.events(lineage, edges)
      if untimed > 0 { run.warn("\(untimed) runs without a time are left out") }
      for event in events {
        text.append(event.canonical)
        text.append(0x0A)
      }
    default:
      for index in edges {
        _ = try run.writer.edit { buffer in
          lineage.write(edge: index, to: buffer, scratch: text)
          return true
        }
      }
      for hole in holes { try run.writer.emit(hole) }
      return
    }
    try run.writer.write(text: text)
  }
}
