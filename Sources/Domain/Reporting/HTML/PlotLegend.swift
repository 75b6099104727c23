/// What the lines and bands of plots mean; said again only where a plot has one that was not there yet.
struct PlotLegend {
  /// How a part is drawn in the legend: as a line, a line upright, a ring, or an area.
  private enum Form: String {
    case line = "M0 6H28"
    case upright = "M14 0V12"
    case ring = "M10 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0"
    case area = "M0 0H28V12H0Z"
  }

  private var explained: Set<String> = []

  /// Writes the parts of a plot, if one of them is new.
  mutating func explain(_ plot: Plot, to out: HTMLWriter) {
    let all: [(name: String, form: Form, text: String, isDrawn: Bool)] = [
      ("line", .line, "measured", !plot.points.isEmpty),
      ("level", .line, "level", !plot.levels.isEmpty),
      ("interval", .area, "95 % interval of the last level", plot.band != nil),
      ("change", .upright, "change", !plot.changes.isEmpty),
      ("spike", .ring, "spike", !plot.spikes.isEmpty),
      ("band", .area, "80 % of the futures", !plot.steps.isEmpty),
      ("wideband", .area, "95 % of the futures", !plot.steps.isEmpty),
      ("limit", .line, "limit", plot.limit != nil),
      ("reach", .line, "reached by 80 % of the futures, the dot by half", plot.reach?.tenth != nil),
    ]
    let parts = all.filter(\.isDrawn)
    guard parts.contains(where: { !explained.contains($0.name) }) else { return }
    explained.formUnion(parts.map(\.name))
    out.element("p", "class=\"legend\"") {
      for part in parts {
        out.element("span") {
          out.element("svg", "aria-hidden=\"true\" viewBox=\"0 0 28 12\"") {
            out.raw("<path class=\"\(part.name)\" d=\"\(part.form.rawValue)\"/>")
          }
          out.text(part.text)
        }
        out.raw(" ")
      }
    }
  }
}
