internal import Kernel

/// A plot as SVG: the measured line, levels and changes; of a forecast the fan and the limit.
struct PlotDrawing {
  private static let width = 1000.0
  private static let height = 220.0
  private static let margin = (left: 70.0, right: 10.0, top: 10.0, bottom: 24.0)

  private let plot: Plot

  init(_ plot: Plot) { self.plot = plot }

  func write(to out: HTMLWriter) {
    guard let bounds = plot.bounds else { return }
    let id = HTMLWriter.escaped(plot.record)
    out.element("figure", "class=\"\(HTMLRenderer.name(plot.tone))\"") {
      out.raw(
        "<div class=\"wide\" tabindex=\"0\"><svg role=\"img\" viewBox=\"0 0 \(Self.text(Self.width)) \(Self.text(Self.height))\" "
          + "aria-label=\"\(HTMLWriter.escaped(plot.title))\">")
      frame(bounds, out)
      fan(bounds, out)
      path(plot.points.map { place($0.x, $0.y, bounds) }, "line", out)
      path(plot.steps.map { place($0.x, $0.middle, bounds) }, "line", out)
      for level in plot.levels {
        line(place(level.from, level.y, bounds), place(level.to, level.y, bounds), "level", out)
      }
      for change in plot.changes {
        line(
          place(change, bounds.y.lowerBound, bounds), place(change, bounds.y.upperBound, bounds),
          "change", out)
      }
      if let limit = plot.limit {
        line(
          place(bounds.x.lowerBound, limit, bounds), place(bounds.x.upperBound, limit, bounds),
          "limit", out)
      }
      out.raw("</svg></div>")
      out.element("figcaption") {
        out.element("a", "href=\"#r-\(id)\"") { out.text(plot.title) }
      }
    }
  }

  private typealias Bounds = (x: ClosedRange<Double>, y: ClosedRange<Double>)

  private func place(_ x: Double, _ y: Double, _ bounds: Bounds) -> (x: Double, y: Double) {
    let room = Self.width - Self.margin.left - Self.margin.right
    let depth = Self.height - Self.margin.top - Self.margin.bottom
    let (wide, high) = (
      bounds.x.upperBound - bounds.x.lowerBound, bounds.y.upperBound - bounds.y.lowerBound
    )
    let across = wide > 0 ? (x - bounds.x.lowerBound) / wide : 0.5
    let up = high > 0 ? (y - bounds.y.lowerBound) / high : 0.5
    return (
      Self.margin.left + across * room, Self.height - Self.margin.bottom - up * depth
    )
  }

  private func frame(_ bounds: Bounds, _ out: HTMLWriter) {
    for value in [bounds.y.lowerBound, bounds.y.upperBound] {
      let left = place(bounds.x.lowerBound, value, bounds)
      line(left, place(bounds.x.upperBound, value, bounds), "axis", out)
      label(Findings.number(value), (left.x - 6, left.y + 4), "end", out)
    }
    let base = Self.height - 6
    label(Self.day(bounds.x.lowerBound), (Self.margin.left, base), "start", out)
    label(Self.day(bounds.x.upperBound), (Self.width - Self.margin.right, base), "end", out)
  }

  private func fan(_ bounds: Bounds, _ out: HTMLWriter) {
    for (low, high, name) in [
      (\Plot.Step.low95, \Plot.Step.high95, "wideband"), (\.low80, \.high80, "band"),
    ] {
      let upper = plot.steps.map { place($0.x, $0[keyPath: high], bounds) }
      let lower = plot.steps.reversed().map { place($0.x, $0[keyPath: low], bounds) }
      path(upper + lower, name, out, closed: true)
    }
  }

  private func path(
    _ places: [(x: Double, y: Double)], _ name: String, _ out: HTMLWriter, closed: Bool = false
  ) {
    guard places.count > 1 else { return }
    let points = places.map { "\(Self.text($0.x)) \(Self.text($0.y))" }.joined(separator: "L")
    out.raw("<path class=\"\(name)\" d=\"M\(points)\(closed ? "Z" : "")\"/>")
  }

  private func line(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ name: String,
    _ out: HTMLWriter
  ) {
    out.raw(
      "<line class=\"\(name)\" x1=\"\(Self.text(from.x))\" y1=\"\(Self.text(from.y))\" "
        + "x2=\"\(Self.text(to.x))\" y2=\"\(Self.text(to.y))\"/>")
  }

  private func label(
    _ text: String, _ at: (x: Double, y: Double), _ anchor: String, _ out: HTMLWriter
  ) {
    out.element(
      "text", "x=\"\(Self.text(at.x))\" y=\"\(Self.text(at.y))\" text-anchor=\"\(anchor)\""
    ) { out.text(text) }
  }

  private static func day(_ seconds: Double) -> String {
    String(Instant(seconds: Int(seconds), nanoseconds: 0).description.prefix(16))
  }

  /// A tenth of a unit is finer than a screen.
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0
      ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
