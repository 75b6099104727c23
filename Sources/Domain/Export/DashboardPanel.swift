internal import Kernel

/// One panel of a dashboard.
struct DashboardPanel {
  let kind: String
  let title: String
  let width: Int
  let height: Int
  private var targets: [JSON] = []
  private var defaults: [JSON.Member] = []
  private var custom: [JSON.Member] = []
  private var options: [JSON.Member] = []
  private var transformations: [JSON] = []

  private static let source = JSON.members(["type": "prometheus", "uid": "${datasource}"])

  init(_ kind: String, _ title: String, width: Int, height: Int) {
    self.kind = kind
    self.title = title
    self.width = width
    self.height = height
  }

  private func changed(_ body: (inout DashboardPanel) -> Void) -> DashboardPanel {
    var copy = self
    body(&copy)
    return copy
  }

  /// With one more query; the first is A.
  func query(
    _ expression: String, legend: String = "", instant: Bool = false, table: Bool = false
  ) -> DashboardPanel {
    changed { panel in
      let letter = String(UnicodeScalar(UInt8(0x41 + panel.targets.count)))
      panel.targets.append(
        .members([
          "datasource": DashboardPanel.source, "expr": .text(expression),
          "format": .text(table ? "table" : "time_series"), "instant": .bool(instant),
          "legendFormat": .text(legend.isEmpty ? "__auto" : legend), "range": .bool(!instant),
          "refId": .text(letter),
        ]))
    }
  }

  func unit(_ name: String) -> DashboardPanel {
    changed { $0.defaults.append(.init("unit", .text(name))) }
  }

  /// Colours by value; the first step has none.
  func thresholds(
    _ steps: [(Double?, String)], asLines: Bool = false
  ) -> DashboardPanel {
    changed { panel in
      panel.defaults.append(
        .init(
          "thresholds",
          .members([
            "mode": "absolute",
            "steps": .array(
              steps.map { value, colour in
                .members([
                  "color": .text(colour), "value": value.map { .number($0) } ?? .null,
                ])
              }),
          ])))
      if asLines {
        panel.custom.append(.init("thresholdsStyle", .members(["mode": "line"])))
      }
    }
  }

  /// Words and colours for values, and for there being none.
  func mapping(_ words: [(String, String, String)], absent: String) -> DashboardPanel {
    changed { panel in
      let texts = words.enumerated().map { index, word in
        JSON.Member(
          ByteString(word.0),
          .members([
            "color": .text(word.2), "index": .integer(index), "text": .text(word.1),
          ]))
      }
      let none = JSON.members([
        "color": "red", "index": .integer(words.count), "text": .text(absent),
      ])
      panel.defaults.append(
        .init(
          "mappings",
          .array([
            .members(["options": .object(texts), "type": "value"]),
            .members(["options": .members(["match": "null", "result": none]), "type": "special"]),
          ])))
      panel.defaults.append(.init("noValue", .text(absent)))
    }
  }

  /// Rows of all queries side by side, and only some of their columns.
  func joined(by field: String, showing columns: [String]) -> DashboardPanel {
    changed { panel in
      panel.transformations = [
        .members([
          "id": "joinByField", "options": .members(["byField": .text(field), "mode": "outer"]),
        ]),
        .members([
          "id": "filterFieldsByName",
          "options": .members([
            "include": .members(["names": .array(columns.map { .text($0) })])
          ]),
        ]),
      ]
    }
  }

  /// With Markdown in place of queries.
  func text(_ markdown: String) -> DashboardPanel {
    changed { panel in
      panel.options = [.init("content", .text(markdown)), .init("mode", "markdown")]
    }
  }

  /// The panel at a place.
  func json(number: Int, x: Int, y: Int) -> JSON {
    var defaults = defaults
    if !custom.isEmpty { defaults.append(.init("custom", .object(custom))) }
    return .members([
      "datasource": kind == "text" ? nil : DashboardPanel.source,
      "fieldConfig": .members(["defaults": .object(defaults), "overrides": .array([])]),
      "gridPos": .members([
        "h": .integer(height), "w": .integer(width), "x": .integer(x), "y": .integer(y),
      ]),
      "id": .integer(number), "options": .object(options), "targets": .array(targets),
      "title": .text(title), "transformations": .array(transformations), "type": .text(kind),
    ])
  }
}

/// Panels from left to right and from top to bottom, on Grafana's grid of 24 columns.
struct DashboardLayout {
  private(set) var panels: [JSON] = []
  private var x = 0
  private var y = 0
  private var rowHeight = 0

  mutating func add(_ panel: DashboardPanel) {
    if x + panel.width > 24 {
      x = 0
      y += rowHeight
      rowHeight = 0
    }
    panels.append(panel.json(number: panels.count + 1, x: x, y: y))
    x += panel.width
    rowHeight = max(rowHeight, panel.height)
  }
}
