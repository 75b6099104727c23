internal import Kernel

extension FormatCatalogue {
  /// Alerts, incidents and rosters.
  static let incidents: [Format] = [
    Format(
      name: "icalendar", rule: "a text that begins with BEGIN:VCALENDAR",
      example: "curl https://example.pagerduty.com/private/TOKEN/feed", countedParts: ["event"],
      matches: { $0.firstLine.uppercased().hasPrefix("BEGIN:VCALENDAR") },
      makeReader: { _ in ICalendarReader() }),
    Format(
      name: "pagerduty-webhook",
      rule:
        "a JSON object of \"messages\", \"incidents\", \"oncalls\" or an \"event\", with words of "
        + "PagerDuty",
      example: "curl https://api.pagerduty.com/incidents", countedParts: [], told: .byShape,
      matches: \.isPagerDuty, makeReader: { _ in JSONShapesReader(.pagerDuty) }),
    Format(
      name: "opsgenie-webhook",
      rule: "a JSON object with \"action\", \"alert\" and the integration's id or name",
      example: "curl https://api.opsgenie.com/v2/alerts", countedParts: [], told: .byShape,
      matches: \.isOpsgenie, makeReader: { _ in JSONShapesReader(.opsgenie) }),
  ]
}
