internal import Kernel

extension JSONLayout {
  /// Bodies of Alertmanager's webhook, version 4 and before: one item for each alert, and for the
  /// notification.
  static let alertmanagerWebhook = JSONLayout(
    title: "notification of Alertmanager", requires: ["/alerts"],
    parts: [
      Part(name: "alert", path: "/alerts/*", needs: ["labels"]),
      Part(name: "notification", path: "", drops: ["alerts"]),
    ],
    context: [
      ("groupKey", "/groupKey"), ("receiver", "/receiver"), ("status", "/status"),
      ("truncatedAlerts", "/truncatedAlerts"), ("version", "/version"),
    ], repeats: true)

  /// Alertmanager's API version 2: alerts, or groups of them.
  static let alertmanagerAPI = JSONLayout(
    title: "answer of Alertmanager", requires: [],
    parts: [
      Part(name: "grouped", path: "/alerts/*", needs: ["fingerprint", "labels"]),
      Part(name: "alert", path: "", drops: ["alerts"]),
    ],
    context: [("receiver", "/receiver/name")], repeats: true)
}
