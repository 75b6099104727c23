internal import Kernel

extension JSONShapes {
  /// CDEvents: one, an array of them or a line each; as `data` of a CloudEvent it is its item.
  static let cdEvents = JSONShapes(
    title: "CDEvent",
    shapes: [
      subject("pipelinerun"), subject("taskrun"), subject("build"), subject("testcaserun"),
      subject("testsuiterun"), subject("artifact"), subject("service"), subject("incident"),
      subject("change"), subject("approval"), subject("ticket"), Shape("event", "context"),
      Shape("wrapped", "specversion", "type"),
    ])

  /// Events of one subject, such as `dev.cdevents.build.finished.0.3.0`.
  private static func subject(_ name: String) -> Shape {
    Shape(
      ByteString(name), "context", "subject",
      having: ("/context/type", ByteString("dev.cdevents.\(name).*")))
  }

  /// CloudEvents 1.0 in the JSON format: one, a batch or a line each.
  static let cloudEvents = JSONShapes(
    title: "CloudEvent", shapes: [Shape("event", "specversion", "type", "source")])
}

extension Beginning {
  /// The prefix of every CDEvent's type.
  var isCDEvent: Bool {
    let keys = firstItemKeys
    guard holds("\"type\":\"dev.cdevents.") || holds("\"type\":\"cd.") else { return false }
    return keys.contains("context") || keys.isSuperset(of: ["specversion", "type"])
  }

  /// The attributes that every CloudEvent has.
  var isCloudEvent: Bool {
    firstItemKeys.isSuperset(of: ["specversion", "type", "source"])
  }
}
