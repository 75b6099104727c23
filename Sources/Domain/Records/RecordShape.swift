public import Kernel

/// The envelope of a record that a filter creates: everything but `data`, `id` and `type`.
public struct Envelope {
  /// `source`: who says so, a URI reference.
  public var source: ByteString
  /// `subject`: what it is about.
  public var subject: ByteString?
  /// `time`: when it happened, RFC 3339 in UTC.
  public var time: ByteString?
  /// Correlation keys and other scalar attributes.
  public var attributes: [JSON.Member]

  /// An envelope.
  public init(
    source: ByteString, subject: ByteString? = nil, time: ByteString? = nil,
    attributes: [JSON.Member] = []
  ) {
    self.source = source
    self.subject = subject
    self.time = time
    self.attributes = attributes
  }
}

/// Builds records of the project's kinds.
public enum RecordShape {
  /// `sluice.<kind>.v1`
  public static func type(_ kind: String) -> ByteString { ByteString("sluice.\(kind).v1") }

  /// The type that a person means: `metric` is `sluice.metric.v1`, what has a dot stands as it is.
  public static func type(named name: String) -> ByteString {
    name.contains(".") ? ByteString(name) : type(name)
  }

  /// A record of `kind`. Its id is the checksum of the kind and `key`, or, where no natural key is
  /// given, of the kind, the envelope and all of `data`.
  public static func record(
    _ kind: String, data: JSON, envelope: Envelope, key: [ByteString]? = nil
  ) -> JSON {
    var members = envelope.attributes
    members.append(.init("data", data))
    members.append(.init("source", .string(envelope.source)))
    members.append(.init("specversion", "1.0"))
    members.append(.init("type", .string(type(kind))))
    if let subject = envelope.subject { members.append(.init("subject", .string(subject))) }
    if let time = envelope.time { members.append(.init("time", .string(time))) }
    let identity: ByteString =
      if let key {
        JSON.array([.text(kind)] + key.map { .string($0) }).canonical
      } else {
        JSON.object(members).canonical
      }
    members.append(.init("id", .string(identity.withView { Checksum(of: $0).hex })))
    return .object(members)
  }
}
