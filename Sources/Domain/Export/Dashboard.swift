public import Kernel
public import Policy

/// A policy as a dashboard of Grafana, on the metrics of `OpenMetricsExport`: its data source is a
/// variable, its uid is derived from the policy's name.
public struct Dashboard {
  /// How many metrics of records have a panel of their own.
  public static let metricLimit = 60

  private let policy: Policy
  private let metrics: [ExportedMetric]
  private let staleAfter: Int

  /// The dashboard of a policy, with a panel for each metric of the records, if there are any;
  /// `staleAfter` is the age in seconds from which on a decision is stale.
  public init(_ policy: Policy, records: OpenMetricsExport?, staleAfter: Int) {
    self.policy = policy
    self.staleAfter = staleAfter
    metrics = ExportedMetric.all(of: records)
  }

  /// How many metrics have no panel.
  public var omitted: Int { max(0, metrics.count - Dashboard.metricLimit) }

  /// The dashboard's JSON model.
  public func json() -> JSON {
    var layout = DashboardLayout()
    addVerdict(&layout)
    addRules(&layout)
    addTests(&layout)
    addSeries(&layout)
    for metric in metrics.prefix(Dashboard.metricLimit) { add(metric, &layout) }
    let sum = policy.name.withView { Checksum(of: $0).hex.description }
    return .members([
      "annotations": .members(["list": .array([])]), "editable": .bool(true),
      "graphTooltip": .integer(1), "id": .null, "links": .array([]),
      "panels": .array(layout.panels), "refresh": "1m", "schemaVersion": .integer(41),
      "tags": .array(["sluice"]),
      "templating": .members([
        "list": .array([
          .members([
            "current": .object([]), "hide": .integer(0), "includeAll": .bool(false),
            "label": "Data source", "multi": .bool(false), "name": "datasource",
            "options": .array([]), "query": "prometheus", "refresh": .integer(1), "regex": "",
            "type": "datasource",
          ])
        ])
      ]),
      "time": .members(["from": "now-30d", "to": "now"]), "timepicker": .object([]),
      "timezone": "utc", "title": .text("Sluice: \(policy.name)"),
      "uid": .text("sluice-\(sum.prefix(16))"), "version": .integer(policy.version),
      "weekStart": "",
    ])
  }

  private func addVerdict(_ layout: inout DashboardLayout) {
    let name = policy.name
    layout.add(
      .init("stat", "Verdict", width: 6, height: 4)
        .query(PromQL.select(.gateVerdict, ["policy": name, "verdict": "go"]), instant: true)
        .mapping([("1", "go", "green"), ("0", "no-go", "red")], absent: "no decision"))
    layout.add(
      .init("stat", "Age of the decision", width: 6, height: 4)
        .query("time() - \(PromQL.select(.gateDecisionTimestamp, ["policy": name]))", instant: true)
        .unit("s").thresholds([(nil, "green"), (Double(staleAfter), "red")]))
    layout.add(
      .init("bargauge", "Rules by state", width: 6, height: 4)
        .query(PromQL.select(.gateRules, ["policy": name]), legend: "{{state}}", instant: true))
    layout.add(
      .init("stat", "Promised sources", width: 6, height: 4)
        .query(PromQL.select(.collectionComplete), instant: true)
        .mapping([("1", "all found", "green"), ("0", "missing", "red")], absent: "not known"))
  }

  private func addRules(_ layout: inout DashboardLayout) {
    let name = policy.name
    layout.add(
      .init("table", "Rules", width: 24, height: 10)
        .query("\(PromQL.select(.ruleLevel, ["policy": name])) == 1", instant: true, table: true)
        .query("\(PromQL.select(.ruleState, ["policy": name])) == 1", instant: true, table: true)
        .query(PromQL.select(.ruleValue, ["policy": name]), instant: true, table: true)
        .joined(by: "rule", showing: ["rule", "level", "state", "Value #C"]))
    let levels = [("warn", 1), ("soft", 2), ("hard", 3)].map { level, weight in
      let standing = PromQL.select(.ruleLevel, ["policy": name, "level": ByteString(level)])
      return "\(weight) * sum by (rule) (\(standing))"
    }
    layout.add(
      .init("state-timeline", "Rules over time", width: 24, height: 10)
        .query(levels.joined(separator: " + "), legend: "{{rule}}")
        .mapping(
          [
            ("0", "pass", "green"), ("1", "warn", "yellow"), ("2", "soft", "orange"),
            ("3", "hard", "red"),
          ], absent: "not known"))
    let rows = policy.outlines.map { rule in
      [rule.id.description, rule.want, rule.why?.description ?? ""].map(Dashboard.cell)
        .joined(separator: " | ")
    }
    let table = ["| rule | wanted | why |", "|---|---|---|"] + rows.map { "| \($0) |" }
    layout.add(
      .init("text", "What the policy wants", width: 24, height: 8)
        .text(table.joined(separator: "\n")))
  }

  /// A cell of a table in Markdown, in which nothing has a meaning of its own.
  private static func cell(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "|", "\\", "`", "*", "_", "[", "]", "<", ">", "#", "$": result += "\\\(character)"
      case "\n", "\r", "\r\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }

  private func addTests(_ layout: inout DashboardLayout) {
    layout.add(
      .init("timeseries", "Tests", width: 12, height: 8)
        .query("sum by (status) (\(PromQL.select(.tests)))", legend: "{{status}}"))
    layout.add(
      .init("timeseries", "Coverage", width: 12, height: 8)
        .query(PromQL.select(.coverage), legend: "{{unit}} {{component}}").unit("percentunit"))
  }

  private func addSeries(_ layout: inout DashboardLayout) {
    layout.add(
      .init("table", "Trends", width: 12, height: 8)
        .query(
          "\(StateMetric.trendVerdict.name){verdict!=\"steady\"} == 1", instant: true, table: true))
    layout.add(
      .init("timeseries", "Levels", width: 12, height: 8)
        .query(PromQL.select(.trendLevel), legend: "{{metric}} {{service}} {{component}}"))
    layout.add(
      .init("timeseries", "Time to the limit", width: 12, height: 8)
        .query(
          "\(PromQL.select(.forecastLimitTimestamp)) - time()", legend: "{{metric}} {{percentile}}"
        )
        .unit("s"))
    layout.add(
      .init("timeseries", "Expected at the horizon, and limits", width: 12, height: 8)
        .query(PromQL.select(.forecastValue), legend: "{{metric}} {{percentile}}")
        .query(PromQL.select(.forecastLimit), legend: "{{metric}} limit"))
  }

  /// A metric of the records with the bounds that rules have for it and the capacity that it states.
  private func add(_ metric: ExportedMetric, _ layout: inout DashboardLayout) {
    let bounds = policy.outlines.compactMap(\.threshold).filter { $0.metric == metric.metric }
    var panel = DashboardPanel("timeseries", metric.metric.description, width: 12, height: 8)
      .query(metric.select(), legend: "")
      .query(
        PromQL.select(.metricLimit, ["metric": metric.metric, "unit": metric.unit]), legend: "limit"
      )
    let colours = ["warn": "yellow", "soft": "orange", "hard": "red"]
    let lines = bounds.flatMap { bound in
      bound.bounds.map { (value: $0.value, colour: colours[$0.level] ?? "red") }
    }
    if !lines.isEmpty {
      panel = panel.thresholds(
        [(nil, "transparent")]
          + lines.sorted { ($0.value, $0.colour) < ($1.value, $1.colour) }.map {
            ($0.value, $0.colour)
          },
        asLines: true)
    }
    if let unit = Dashboard.units[metric.unit.description] { panel = panel.unit(unit) }
    layout.add(panel)
  }

  /// Grafana's names of UCUM units.
  private static let units = [
    "s": "s", "ms": "ms", "us": "µs", "ns": "ns", "By": "bytes", "By/s": "binBps", "%": "percent",
    "1": "short",
  ]
}
