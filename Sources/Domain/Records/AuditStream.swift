public import Kernel

/// What filters say of their own deeds: `sluice.audit.v1` records, as a stream of their own for the log.
public enum AuditStream {
  /// The option that names its file.
  public static let option = Option(
    "audit", argument: "FILE",
    help: "Write a sluice.audit.v1 record of what is done to FILE, as a stream for sign --log")

  /// An audit record of a deed.
  /// - Parameters:
  ///   - filter: whose deed it is.
  ///   - time: the instant that counted as now, where one was given.
  public static func record(
    _ data: JSON, by filter: String, time: Instant? = nil, attributes: [JSON.Member] = []
  ) -> JSON {
    RecordShape.record(
      "audit", data: data,
      envelope: Envelope(
        source: ByteString("sluice/\(filter)"), time: time.map { ByteString($0.description) },
        attributes: attributes))
  }

  /// Writes records to the file of the option as a complete stream; says whether the option is given.
  ///
  /// It comes before the deed itself is told: a deed that nobody heard of is worse than one that was
  /// announced and failed.
  public static func write(_ records: [JSON], _ run: Run) throws(Failure) -> Bool {
    guard let path = run.options.value(option.name) else { return false }
    try run.write(records, to: path)
    return true
  }
}
