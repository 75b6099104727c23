public import Kernel

/// The attributes by which records belong together: flat strings at the top of a record.
public enum Correlation {
  /// Their names, in canonical order.
  public static let keys: [ByteString] = [
    "alert", "artifact", "commit", "component", "correlationid", "deployment", "environment",
    "incident", "region", "release", "runid", "service", "tenant", "traceparent",
  ]

  /// Those that tell one series from another, beside metric, unit and labels.
  public static let dimensions: [ByteString] = [
    "component", "environment", "region", "service", "tenant",
  ]
}

/// Attributes given on a command line with `--set NAME=VALUE`.
public enum GivenAttributes {
  /// The option.
  public static let option = Option(
    "set", argument: "NAME=VALUE",
    help: "Give every record this attribute, such as commit=…, release=…, runid=… or service=…",
    repeats: true)

  /// Reads the option's values, sorted by name.
  public static func read(_ options: ParsedOptions) throws(Failure) -> [JSON.Member] {
    var members: [JSON.Member] = []
    for text in options.values("set") {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = ByteString(String(parts[0]))
      guard parts.count == 2, !parts[1].isEmpty, (1...20).contains(name.bytes.count),
        name.bytes.allSatisfy({ $0 &- 0x61 < 26 || $0 &- 0x30 < 10 }),
        !reserved.contains(name)
      else {
        throw .usage(
          "--set \(text): NAME=VALUE is right, with a NAME of 1 to 20 of a-z and 0-9 that is not "
            + "one of \(reserved.map(\.description).joined(separator: ", "))")
      }
      guard !members.contains(where: { $0.key == name }) else {
        throw .usage("--set \(name) is given twice")
      }
      members.append(.init(name, .text(String(parts[1]))))
    }
    return members.sorted { $0.key < $1.key }
  }

  private static let reserved: [ByteString] = [
    "data", "datacontenttype", "dataschema", "id", "source", "specversion", "type",
  ]
}
