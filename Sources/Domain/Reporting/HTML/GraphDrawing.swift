/// A graph as SVG: nodes in columns by how many steps they are from the last, what came later on the
/// left. Edges go to the right, to what they came from.
struct GraphDrawing {
  private static let column = 260.0
  private static let row = 44.0
  private static let box = (width: 200.0, height: 28.0)

  private let graph: Graph
  private var columns: [[String]] = []
  private var places: [String: (x: Double, y: Double)] = [:]

  init(_ graph: Graph) {
    self.graph = graph
    let depths = GraphDrawing.depths(graph)
    for (name, depth) in depths.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      while columns.count <= depth { columns.append([]) }
      columns[depth].append(name)
    }
    for (index, names) in columns.enumerated() {
      for (place, name) in names.enumerated() {
        places[name] = (10 + Double(index) * Self.column, 10 + Double(place) * Self.row)
      }
    }
  }

  /// The longest way from a node that nothing came from; in a cycle it is cut.
  private static func depths(_ graph: Graph) -> [String: Int] {
    let names = Set(graph.edges.flatMap { [$0.from, $0.to] })
    var depths = Dictionary(uniqueKeysWithValues: names.map { ($0, 0) })
    for _ in 0..<names.count {
      var changed = false
      for edge in graph.edges {
        let wanted = (depths[edge.from] ?? 0) + 1
        if wanted > depths[edge.to] ?? 0, wanted < names.count {
          depths[edge.to] = wanted
          changed = true
        }
      }
      if !changed { break }
    }
    return depths
  }

  func write(to out: HTMLWriter) {
    let width = Double(columns.count) * Self.column - Self.column + Self.box.width + 20
    let height = Double(columns.map(\.count).max() ?? 0) * Self.row + 10
    let words = graph.edges.map { "\($0.from) \($0.relation) \($0.to)" }.joined(separator: "; ")
    out.element("figure") {
      out.raw(
        "<div class=\"wide\" tabindex=\"0\"><svg role=\"img\" viewBox=\"0 0 \(PlotDrawing.text(width)) \(PlotDrawing.text(height))\" "
          + "aria-label=\"\(HTMLWriter.escaped(words))\">")
      for edge in graph.edges { draw(edge, out) }
      for name in places.keys.sorted() { draw(name, out) }
      out.raw("</svg></div>")
      out.element("figcaption") { out.text("\(graph.edges.count) edges, to what each came from") }
    }
  }

  private func draw(_ edge: Graph.Edge, _ out: HTMLWriter) {
    guard let from = places[edge.from], let to = places[edge.to] else { return }
    let middle = Self.box.height / 2
    let start = "\(PlotDrawing.text(from.x + Self.box.width)) \(PlotDrawing.text(from.y + middle))"
    let end = "\(PlotDrawing.text(to.x)) \(PlotDrawing.text(to.y + middle))"
    out.raw("<path class=\"edge\" d=\"M\(start)L\(end)\">")
    out.element("title") { out.text("\(edge.from) \(edge.relation) \(edge.to)") }
    out.raw("</path>")
  }

  private func draw(_ name: String, _ out: HTMLWriter) {
    guard let place = places[name] else { return }
    out.raw(
      "<rect class=\"node\" x=\"\(PlotDrawing.text(place.x))\" y=\"\(PlotDrawing.text(place.y))\" "
        + "width=\"\(PlotDrawing.text(Self.box.width))\" "
        + "height=\"\(PlotDrawing.text(Self.box.height))\" rx=\"4\"/>")
    out.element(
      "text", "x=\"\(PlotDrawing.text(place.x + 8))\" y=\"\(PlotDrawing.text(place.y + 18))\""
    ) {
      let shown = name.count > 26 ? name.prefix(25) + "…" : name
      out.text(shown)
    }
  }
}
