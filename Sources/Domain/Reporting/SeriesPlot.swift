internal import Kernel

extension SeriesFinding {
  /// What was measured with what the record says of it.
  func plot(_ measured: SeriesPoints, record anchor: Document.Anchor?) -> Plot {
    var plot = Plot(title: "\(name): \(verdict)", tone: Findings.tone(verdict), record: anchor)
    plot.points = measured.points(of: series)
    plot.unit = series["unit"]?.string?.description ?? ""
    guard let data = (try? JSONParser.tree(ByteString(record.text)))?["data"] else {
      if !note.isEmpty { plot.title += ", \(note)" }
      return plot
    }
    addTrend(data, to: &plot)
    addForecast(data, to: &plot)
    return plot
  }

  private func addTrend(_ data: JSON, to plot: inout Plot) {
    let end = plot.points.last?.x
    for change in data["changes"]?.array ?? [] {
      guard let at = SeriesFinding.seconds(change["time"]), let before = change["before"]?.number,
        let after = change["after"]?.number, let kind = change["kind"]?.string
      else { continue }
      if kind == "spike" {
        plot.spikes.append(.init(x: at, y: after))
        continue
      }
      let start = plot.changes.last?.at ?? plot.points.first?.x ?? at
      if let last = plot.levels.popLast(), last.from.y != last.to.y {
        plot.levels.append(.init(from: last.from, to: .init(x: at, y: last.to.y)))
      } else {
        plot.levels.append(.init(from: .init(x: start, y: before), to: .init(x: at, y: before)))
      }
      plot.levels.append(
        .init(
          from: .init(x: at, y: kind == "ramp" ? before : after), to: .init(x: end ?? at, y: after))
      )
      plot.changes.append(.init(at: at, text: SeriesFinding.text(of: change, unit: plot.unit)))
    }
    if let level = data["level"], let low = level["lo"]?.number, let high = level["hi"]?.number,
      let from = plot.changes.last?.at ?? plot.points.first?.x, let end,
      plot.levels.last.map({ $0.from.y == $0.to.y }) ?? true
    {
      plot.band = .init(from: from, to: end, low: low, high: high)
    }
    let changes = plot.changes.map(\.text)
    if !changes.isEmpty { plot.title += "; " + changes.joined(separator: "; ") }
  }

  /// A change with the interval of its size.
  private static func text(of change: JSON, unit: String) -> String {
    let effect = change["effect"]
    let parts = [
      change["kind"]?.string?.description,
      effect?["relative"]?.number.map(Findings.percent),
      effect?["absolute"]?.number.flatMap { size in
        guard let low = effect?["lo"]?.number, let high = effect?["hi"]?.number else { return nil }
        return "(\(Findings.number(size)) \(unit), 95 %: \(Findings.number(low)) to "
          + "\(Findings.number(high)))"
      }, "at", change["time"]?.string?.description,
    ]
    return parts.compactMap { $0 }.joined(separator: " ")
  }

  private func addForecast(_ data: JSON, to plot: inout Plot) {
    for step in data["points"]?.array ?? [] {
      guard let at = SeriesFinding.seconds(step["time"]), let middle = step["p50"]?.number,
        let low80 = step["lo80"]?.number, let high80 = step["hi80"]?.number,
        let low95 = step["lo95"]?.number, let high95 = step["hi95"]?.number
      else { continue }
      plot.steps.append(
        .init(
          x: at, middle: middle, low80: low80, high80: high80, low95: low95, high95: high95))
    }
    guard !plot.steps.isEmpty, let limit = data["limit"]?["value"]?.number,
      let reach = data["time_to_limit"]
    else { return }
    plot.limit = limit
    plot.reach = .init(
      tenth: SeriesFinding.seconds(reach["p10"]), half: SeriesFinding.seconds(reach["p50"]),
      nineTenths: SeriesFinding.seconds(reach["p90"]))
    let words = [("p10", "10 %"), ("p50", "50 %"), ("p90", "90 %")].compactMap { key, share in
      reach[ByteString(key)]?.string.map { "\(share) by \($0)" }
    }
    let within = reach["p_within"]?.number.map {
      " in \(Findings.number(($0 * 1000).rounded() / 10)) % of the futures"
    }
    plot.title +=
      "; reaches \(Findings.number(limit)) \(plot.unit)\(within ?? "")"
      + (words.isEmpty ? "" : ": " + words.joined(separator: ", "))
  }

  private static func seconds(_ value: JSON?) -> Double? {
    value?.string.flatMap { $0.withView { Instant($0) } }?.timeInterval
  }
}
