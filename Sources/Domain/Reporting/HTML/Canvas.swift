/// A picture over time: where values lie in it, and its axes.
struct Canvas {
  private static let width = 800.0
  private static let margin = (left: 84.0, right: 12.0, top: 18.0, bottom: 22.0)

  /// Times in seconds since 1970, and values.
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let height: Double

  /// An SVG picture with what `body` draws on it.
  func write(describedAs text: String, to out: HTMLWriter, _ body: () -> Void) {
    out.picture(width: Self.width, height: height, describedAs: text, body)
  }

  /// A line across at a value, with its name on the left.
  func rule(at value: Double, _ name: String, to out: HTMLWriter) {
    path([(x.lowerBound, value), (x.upperBound, value)], "axis", to: out)
    label(name, Self.margin.left - 6, place(x.lowerBound, value).y + 4, "end", to: out)
  }

  /// The times below.
  func times(to out: HTMLWriter) {
    for (time, name) in TimeAxis(x).ticks {
      let (left, _) = place(time, y.lowerBound)
      let anchor = left > Self.width - 60 ? "end" : left < 60 ? "start" : "middle"
      path([(time, y.lowerBound), (time, y.upperBound)], "axis", to: out)
      label(name, left, height - 6, anchor, to: out)
    }
  }

  /// A line through places; `title` is shown to who points at it.
  func path(
    _ places: [(x: Double, y: Double)], _ name: String, closed: Bool = false, title: String = "",
    to out: HTMLWriter
  ) {
    guard places.count > 1 else { return }
    let points = places.map { place($0.x, $0.y) }.map { "\(Self.text($0.x)) \(Self.text($0.y))" }
    let attributes =
      "class=\"\(name)\" d=\"M\(points.joined(separator: "L"))\(closed ? "Z" : "")\""
    if title.isEmpty {
      out.raw("<path \(attributes)/>")
    } else {
      out.element("path", attributes) { out.element("title") { out.text(title) } }
    }
  }

  /// A dot.
  func mark(_ time: Double, _ value: Double, _ name: String, _ title: String, to out: HTMLWriter) {
    let (left, top) = place(time, value)
    out.element(
      "circle", "class=\"\(name)\" cx=\"\(Self.text(left))\" cy=\"\(Self.text(top))\" r=\"4\""
    ) { out.element("title") { out.text(title) } }
  }

  /// A text; `anchor` says which of its ends is at `left`.
  func label(_ text: String, _ left: Double, _ top: Double, _ anchor: String, to out: HTMLWriter) {
    out.element(
      "text", "x=\"\(Self.text(left))\" y=\"\(Self.text(top))\" text-anchor=\"\(anchor)\""
    ) { out.text(text) }
  }

  private func place(_ time: Double, _ value: Double) -> (x: Double, y: Double) {
    let room = Self.width - Self.margin.left - Self.margin.right
    let depth = height - Self.margin.top - Self.margin.bottom
    return (
      Self.margin.left + Self.share(time, x) * room,
      height - Self.margin.bottom - Self.share(value, y) * depth
    )
  }

  /// How far a value is on the way through a range; halved first, since the width of a range may be more
  /// than a number holds.
  private static func share(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    let width = range.upperBound / 2 - range.lowerBound / 2
    return width > 0 ? min(max((value / 2 - range.lowerBound / 2) / width, 0), 1) : 0.5
  }

  /// A tenth of a unit is finer than a screen.
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0
      ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
