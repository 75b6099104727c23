public import Kernel
public import Records

/// What causes what, where records share no id: "an alert on a service within 30 minutes after a
/// deployment of that service".
public struct TimeRule: Sendable {
  /// The rule's name, for the report.
  public let name: ByteString
  let cause: Selection
  let effect: Selection
  let same: [ByteString]
  let withinSeconds: Int

  /// Whether a rule is one of these.
  public static func isOne(_ value: JSON) -> Bool { value["effect"] != nil }

  /// Reads `{"rule":NAME,"cause":SELECTION,"effect":SELECTION,"same":[NAME,…],"within":"30m"}`: an
  /// effect comes at the cause's time or up to `within` later, and has the same values of the
  /// attributes in `same`. The text of what is wrong is thrown.
  public init(_ value: JSON) throws(SelectionError) {
    guard let name = value["rule"]?.string, let cause = value["cause"],
      let effect = value["effect"]
    else {
      throw SelectionError(message: "a time rule has \"rule\", \"cause\" and \"effect\"")
    }
    let within = value["within"]?.string?.description
    guard let seconds = within.flatMap({ Duration.seconds($0) }) else {
      throw SelectionError(message: "\"within\": a duration such as 30m or 12h is right")
    }
    var same: [ByteString] = []
    for attribute in value["same"]?.array ?? [] {
      guard let attribute = attribute.string else {
        throw SelectionError(message: "\"same\": a list of attributes is right")
      }
      same.append(attribute)
    }
    self.name = name
    self.cause = try Selection(cause)
    self.effect = try Selection(effect)
    self.same = same
    withinSeconds = seconds
  }

  /// The values that cause and effect must share; nil where one is missing.
  func shared(_ root: JSONValue) -> [ByteString]? {
    var values: [ByteString] = []
    for name in same {
      guard let value = root[name]?.string, !value.isEmpty else { return nil }
      values.append(ByteString(value))
    }
    return values
  }
}
