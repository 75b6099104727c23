public import Kernel

/// Graphs as text for tools that draw.
public enum Drawing {
  /// Graphviz DOT: a digraph with the names of the nodes as their ids.
  public static func dot(_ graph: Graph, _ edges: StateArray<UInt32>, to text: ByteBuffer) {
    text.append("digraph lineage {\n  rankdir=LR;\n  node [shape=box];\n")
    for index in 0..<edges.count {
      let edge = graph.edge(edges[index])
      text.append("  ")
      quote(graph.name(edge.from), to: text)
      text.append(" -> ")
      quote(graph.name(edge.to), to: text)
      text.append(" [label=")
      quote(graph.relation(edge), to: text)
      text.append("];\n")
    }
    text.append("}\n")
  }

  /// A double-quoted string of DOT: only the quote is escaped, and a backslash in front of the last
  /// one would be taken for an escape, so backslashes are doubled as labels want them.
  private static func quote(_ name: ByteString, to text: ByteBuffer) {
    text.append(0x22)
    for byte in name.bytes {
      if byte == 0x22 || byte == 0x5C { text.append(0x5C) }
      text.append(byte < 0x20 ? 0x20 : byte)
    }
    text.append(0x22)
  }

  /// A Mermaid flowchart: nodes are numbered, their names are labels.
  public static func mermaid(_ graph: Graph, _ edges: StateArray<UInt32>, to text: ByteBuffer) {
    text.append("flowchart LR\n")
    var drawn: Set<UInt32> = []
    func node(_ number: UInt32) {
      text.append("n")
      text.append(decimal: Int(number))
      guard drawn.insert(number).inserted else { return }
      text.append("[\"")
      for byte in graph.name(number).bytes {
        switch byte {
        // Mermaid's own escapes: the character's number between # and ;
        case 0x22, 0x23, 0x3B, 0x3C, 0x3E, 0x26, 0x00..<0x20:
          text.append(0x23)
          text.append(decimal: Int(byte))
          text.append(0x3B)
        default: text.append(byte)
        }
      }
      text.append("\"]")
    }
    for index in 0..<edges.count {
      let edge = graph.edge(edges[index])
      text.append("  ")
      node(edge.from)
      text.append(" -->|")
      text.append(graph.relation(edge).description.filter { $0.isLetter })
      text.append("| ")
      node(edge.to)
      text.append(0x0A)
    }
  }
}
