internal import Kernel

extension FormatCatalogue {
  /// Alerts, incidents and rosters.
  static let incidents: [Format] = [
    Format(
      name: "icalendar", rule: "a text that begins with BEGIN:VCALENDAR",
      example: "curl https://example.pagerduty.com/private/TOKEN/feed", countedParts: ["event"],
      matches: { $0.firstLine.uppercased().hasPrefix("BEGIN:VCALENDAR") },
      makeReader: { _ in ICalendarReader() })
  ]
}
