internal import Kernel

/// A plot as SVG: the measured line, levels with their interval and changes; of a forecast the fan, the
/// limit, and when it is reached.
struct PlotDrawing {
  private let plot: Plot

  init(_ plot: Plot) { self.plot = plot }

  func write(to out: HTMLWriter) {
    guard let bounds = plot.bounds else { return }
    let axis = ValueAxis(bounds.y)
    let canvas = Canvas(
      x: bounds.x, y: (axis.ticks.first ?? 0)...(axis.ticks.last ?? 0), height: 220)
    out.figure(tone: plot.tone, record: plot.record, caption: plot.title) {
      canvas.write(describedAs: plot.title, to: out) {
        for tick in axis.ticks { canvas.rule(at: tick, axis.label(tick), to: out) }
        canvas.times(to: out)
        if !plot.unit.isEmpty { canvas.label(plot.unit, 4, 12, "start", to: out) }
        if let band = plot.band { draw(band, canvas, out) }
        fan(canvas, out)
        canvas.path(plot.points.map { ($0.x, $0.y) }, "line", to: out)
        canvas.path(plot.steps.map { ($0.x, $0.middle) }, "line", to: out)
        for level in plot.levels {
          canvas.path([(level.from.x, level.from.y), (level.to.x, level.to.y)], "level", to: out)
        }
        for spike in plot.spikes { canvas.mark(spike.x, spike.y, "spike", "spike", to: out) }
        for change in plot.changes {
          canvas.path(
            [(change.at, canvas.y.lowerBound), (change.at, canvas.y.upperBound)], "change",
            title: change.text, to: out)
        }
        limit(canvas, out)
      }
    }
  }

  private func draw(_ band: Plot.Band, _ canvas: Canvas, _ out: HTMLWriter) {
    canvas.path(
      [
        (band.from, band.high), (band.to, band.high), (band.to, band.low), (band.from, band.low),
      ], "interval", closed: true, to: out)
  }

  private func fan(_ canvas: Canvas, _ out: HTMLWriter) {
    for (low, high, name) in [
      (\Plot.Step.low95, \Plot.Step.high95, "wideband"), (\.low80, \.high80, "band"),
    ] {
      let upper = plot.steps.map { ($0.x, $0[keyPath: high]) }
      let lower = plot.steps.reversed().map { ($0.x, $0[keyPath: low]) }
      canvas.path(upper + lower, name, closed: true, to: out)
    }
  }

  /// The limit, on it the time in which eight of ten futures reach it, and when half of them have.
  private func limit(_ canvas: Canvas, _ out: HTMLWriter) {
    guard let limit = plot.limit else { return }
    canvas.path([(canvas.x.lowerBound, limit), (canvas.x.upperBound, limit)], "limit", to: out)
    guard let reach = plot.reach, let tenth = reach.tenth else { return }
    canvas.path(
      [(tenth, limit), (reach.nineTenths ?? canvas.x.upperBound, limit)], "reach", to: out)
    if let half = reach.half {
      canvas.mark(half, limit, "half", "half of the futures have reached the limit", to: out)
    }
  }
}
