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
      name: "alertmanager-webhook",
      rule: "a JSON object with \"alerts\" and \"receiver\", \"groupLabels\" or \"commonLabels\"; "
        + "also an array or lines of them",
      example: "webhook_configs: [{url: http://HOST/}], each body a line",
      countedParts: ["alert"],
      matches: { beginning in
        let keys = beginning.firstItemKeys
        return !keys.isDisjoint(with: ["commonLabels", "groupKey", "groupLabels"])
          && !keys.isDisjoint(with: ["alerts", "receiver", "version"])
          || keys.isSuperset(of: ["alerts", "receiver"]) && keys.isDisjoint(with: ["labels"])
          || keys.contains("alerts") && beginning.holds("\"startsAt\":")
            && beginning.compactBegins(with: "{")
      },
      makeReader: { _ in JSONDocumentReader(.alertmanagerWebhook) }),
    Format(
      name: "alertmanager-api",
      rule: "an array of JSON objects with \"fingerprint\" and \"startsAt\", or of groups of them",
      example: "curl -s http://HOST:9093/api/v2/alerts", countedParts: ["alert", "grouped"],
      matches: { beginning in
        let keys = beginning.firstItemKeys
        return beginning.compactBegins(with: "[")
          && (keys.isSuperset(of: ["fingerprint", "startsAt"])
            || keys.contains("alerts") && beginning.holds("\"fingerprint\":"))
      },
      makeReader: { _ in JSONDocumentReader(.alertmanagerAPI) }),
    Format(
      name: "pagerduty-webhook",
      rule: "a JSON object of \"messages\", \"incidents\", \"oncalls\" or an \"event\", with words of "
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
