/// A graph as SVG: nodes in columns by how many steps they are from the last, what came later on the
/// left. Arrows go to the right, to what it came from.
struct GraphDrawing {
  private static let column = 260.0
  private static let row = 44.0
  private static let box = (width: 204.0, height: 28.0)
  /// As many characters as a box has room for.
  private static let room = 25

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
    let words = graph.edges.map(\.text).joined(separator: "; ")
    out.figure(
      tone: .plain, record: nil,
      caption: "\(graph.edges.count) edges; each arrow goes to what something came from"
    ) {
      out.picture(width: width, height: height, describedAs: words) {
        for edge in graph.edges { draw(edge, out) }
        for name in places.keys.sorted() { draw(name, out) }
      }
    }
  }

  private func draw(_ edge: Graph.Edge, _ out: HTMLWriter) {
    guard let from = places[edge.from], let to = places[edge.to] else { return }
    let middle = Self.box.height / 2
    let (right, top) = (from.x + Self.box.width, from.y + middle)
    // The head is part of the line, since a marker needs an id that no other graph on the page has.
    let head = to.x > right ? -7.0 : 7.0
    let tip = "\(Canvas.text(to.x)) \(Canvas.text(to.y + middle))"
    let back = Canvas.text(to.x + head)
    out.element(
      "path",
      "class=\"edge\" d=\"M\(Canvas.text(right)) \(Canvas.text(top))L\(tip)"
        + "M\(back) \(Canvas.text(to.y + middle - 4))L\(tip)L\(back) \(Canvas.text(to.y + middle + 4))\""
    ) { out.element("title") { out.text(edge.text) } }
  }

  private func draw(_ name: String, _ out: HTMLWriter) {
    guard let place = places[name] else { return }
    out.element("g") {
      out.element("title") { out.text(name) }
      out.raw(
        "<rect class=\"node\" x=\"\(Canvas.text(place.x))\" y=\"\(Canvas.text(place.y))\" "
          + "width=\"\(Canvas.text(Self.box.width))\" height=\"\(Canvas.text(Self.box.height))\" rx=\"4\"/>"
      )
      out.element(
        "text", "x=\"\(Canvas.text(place.x + 8))\" y=\"\(Canvas.text(place.y + 18))\""
      ) { out.text(name.count > Self.room ? "\(name.prefix(Self.room - 1))…" : name) }
    }
  }
}
