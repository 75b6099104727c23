internal import Kernel

extension JSONShapes {
  /// PagerDuty's webhooks v1, v2 and v3, and the lists of its REST API.
  static let pagerDuty = JSONShapes(
    title: "message of PagerDuty",
    shapes: [
      Shape("message", "event", "incident"), Shape("message_v1", "type", "data"),
      Shape("event", "event"), Shape("oncall", "escalation_level", "escalation_policy"),
      Shape("incident", "incident_number", "status"), Shape("single", "incident"),
    ],
    lists: ["messages", "incidents", "oncalls"])

  /// Opsgenie's webhook, and alerts of its REST API.
  static let opsgenie = JSONShapes(
    title: "message of Opsgenie",
    shapes: [Shape("event", "action", "alert"), Shape("alert", "tinyId", "status")], lists: ["data"])
}

extension Beginning {
  /// Messages, incidents, rosters or an event, with PagerDuty's words.
  var isPagerDuty: Bool {
    let keys = firstKeys
    if keys.contains("messages") {
      return holds("\"event\":\"incident.") || holds("\"type\":\"incident.")
        || holds("pagerduty.com/")
    }
    if keys.contains("event") { return holds("\"event_type\":\"") && holds("\"resource_type\"") }
    return !keys.isDisjoint(with: ["incidents", "oncalls", "incident"]) && holds("pagerduty.com/")
  }

  /// An alert, what was done to it, and by which integration.
  var isOpsgenie: Bool {
    firstKeys.isSuperset(of: ["action", "alert"])
      && !firstKeys.isDisjoint(with: ["integrationId", "integrationName", "integrationType"])
      || firstKeys.contains("data") && holds("\"tinyId\":")
  }
}
