public import Kernel
internal import Records

/// What correlation has to say beside the components: hubs that joined nothing, and components
/// that crossed a boundary. Written as `sluice.audit.v1` records, in canonical order.
///
/// Keys are known by checksums only, so their text is taken from the records when they come by
/// again. Memory: the keys of crossing components once more, with 16 bytes each.
public struct CorrelationFindings {
  /// How many keys a crossing names.
  static let namedKeys = 20

  private struct Crossing {
    var values: Set<ByteString> = []
    var keys: Set<ByteString> = []
  }

  private let components: Components
  private let within: [ByteString]
  private var hubs: [UInt32: ByteString] = [:]
  private var crossings: [UInt32: Crossing] = [:]
  private var firstValues: [UInt32: [UInt32]] = [:]
  private var sharedKeys: Set<UInt32> = []

  /// Nothing found yet.
  public init(_ components: Components, within: [ByteString]) {
    self.components = components
    self.within = within
  }

  /// Notes which keys are shared across a boundary; for every group, before `name`.
  public mutating func noteShared(_ group: [UInt32]) {
    guard isCrossing(group) != nil else { return }
    let values = Array(group[..<within.count])
    for key in group[within.count...] {
      if let first = firstValues[key] {
        if first != values { sharedKeys.insert(key) }
      } else {
        firstValues[key] = values
      }
    }
  }

  private func isCrossing(_ group: [UInt32]) -> UInt32? {
    guard !components.boundaries.crossed.isEmpty, let key = components.firstKey(group) else {
      return nil
    }
    let root = components.table.root(of: key)
    return components.boundaries.isCrossed(root) ? root : nil
  }

  /// Whether something is to be named by the record of a group.
  public func wants(_ group: [UInt32]) -> Bool {
    guard components.isIrregular else { return false }
    return isCrossing(group) != nil
      || group[within.count...].contains { components.isHub($0) && hubs[$0] == nil }
  }

  /// Takes the text of keys and values from a record that `wants` asked for.
  public mutating func name(_ root: JSONValue, _ group: [UInt32]) throws(Failure) {
    let crossing = isCrossing(group)
    if let crossing {
      for name in within {
        guard let value = root[name]?.string, !value.isEmpty else { continue }
        crossings[crossing, default: Crossing()].values.insert(
          ByteString("\(name)=\(value.text)"))
      }
    }
    var found: [(UInt32, ByteString)] = []
    try components.finder.forEach(root) { (space, value) throws(Failure) in
      let key = components.finder.checksum(space, value)
      guard let number = components.table.find(key) else { return }
      if components.isHub(number) || sharedKeys.contains(number) {
        found.append((number, ByteString("\(space.text)=\(value.text)")))
      }
    }
    for (number, text) in found {
      if components.isHub(number) {
        hubs[number] = text
      } else if let crossing {
        crossings[crossing, default: Crossing()].keys.insert(text)
      }
    }
  }

  /// How many components crossed a boundary.
  public var crossingCount: Int { components.boundaries.crossed.count }

  /// The keys that joined nothing, as `name=value`, and how many records share each; sorted.
  public var namedHubs: [(key: ByteString, records: Int)] {
    hubs.map { (key: $1, records: components.table.degree($0)) }
      .sorted { $0.key < $1.key }
  }

  /// The records about hubs, about crossings, and about components that became one.
  public func records(merges: [(kept: Checksum, givenUp: [Checksum])]) -> [JSON] {
    let hubRecords = namedHubs.map { hub in
      CorrelationFindings.audit(
        "hub", subject: hub.key, severity: "WARN",
        [
          .init("key", .string(hub.key)), .init("limit", .integer(components.hub)),
          .init("records", .integer(hub.records)),
        ])
    }
    let crossingRecords = crossings.map { root, crossing in
      let keys = crossing.keys.sorted()
      return CorrelationFindings.audit(
        "crossing", subject: components.table.smallest(of: root).hex, severity: "ERROR",
        [
          .init("keys", .array(keys.prefix(CorrelationFindings.namedKeys).map { .string($0) })),
          .init("shared_keys", .integer(keys.count)),
          .init("values", .array(crossing.values.sorted().map { .string($0) })),
        ])
    }
    let mergeRecords = merges.map { merge in
      CorrelationFindings.audit(
        "merge", subject: merge.kept.hex, severity: "INFO",
        [
          .init("given_up", .array(merge.givenUp.map { .string($0.hex) })),
          .init("kept", .string(merge.kept.hex)),
        ])
    }
    return hubRecords + crossingRecords.sorted { $0.canonical < $1.canonical } + mergeRecords
  }

  /// A record of something that correlation did other than to join.
  static func audit(
    _ action: String, subject: ByteString, severity: String, _ members: [JSON.Member]
  ) -> JSON {
    RecordShape.record(
      "audit", data: .object(members + [.init("action", .text(action))]),
      envelope: Envelope(
        source: "sluice/correlate", subject: subject,
        attributes: [.init("severitytext", .text(severity))]))
  }
}
