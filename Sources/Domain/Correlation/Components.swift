public import Kernel
internal import Records

/// Which records belong together: connected components over shared keys.
///
/// Records that have a key in common belong together, and so do those that are joined by others in
/// between. First every record's keys are taken in, each giving a `RecordKeys.Group` to be put
/// aside; after `finish` every group has its component. A component's id is the smallest checksum
/// of its keys (XXH3-128 of `name=value`): the same on every machine and in any order of input.
///
/// Memory: at most 54 bytes for each distinct value of a key, 4 more for each boundary, all of it
/// state in a `StateMemory`.
public final class Components {
  /// The attributes that join records unless others are named.
  public static let standardKeys: [ByteString] = [
    "alert", "artifact", "commit", "correlationid", "deployment", "incident", "runid",
    "traceparent",
  ]
  /// How many records may share a key before it joins nothing, unless told otherwise.
  public static let standardHub = 100_000

  let finder: RecordKeys
  let table: KeyTable
  /// A key that more records than this share joins nothing.
  public let hub: Int
  private let within: [ByteString]
  private var records: UInt32 = 0
  /// Those of the record at hand.
  private var keys: [Checksum] = []
  private(set) var boundaries: Boundaries
  /// Ids from earlier runs.
  var assigned: AssignedIDs?
  let memory: StateMemory

  /// No records yet. `within` names attributes of whose values no component holds two. Throws
  /// `Failure.inputOutput` when there is no room for state, as all that takes in keys does.
  public init(
    rules: [KeyRule] = [KeyRule(attributes: standardKeys)], hub: Int = standardHub,
    within: [ByteString] = [], memory: StateMemory = StateMemory()
  ) throws(Failure) {
    self.memory = memory
    table = try KeyTable(memory)
    finder = RecordKeys(rules)
    self.hub = hub
    self.within = within
    boundaries = try Boundaries(width: within.count, memory)
  }

  /// Takes a record's keys in, and puts into `group` what stands for the record later: the numbers of
  /// its values of the boundaries, then those of its keys.
  public func add(_ record: Record, group: inout [UInt32]) throws(Failure) {
    records &+= 1
    group.removeAll(keepingCapacity: true)
    for name in within {
      group.append(try boundaries.number(of: name, record.root[name]?.string))
    }
    keys.removeAll(keepingCapacity: true)
    try finder.forEach(record.root) { (space, value) throws(Failure) in
      keys.append(finder.checksum(space, value))
    }
    table.prefetch(keys)
    for key in keys {
      let number = try table.number(of: key)
      if table.count(number, record: records) { group.append(number) }
    }
    join(group)
  }

  private func join(_ group: [UInt32]) {
    guard group.count > within.count + 1 else { return }
    let first = group[within.count]
    for index in (within.count + 1)..<group.count { table.join(first, group[index]) }
  }

  /// The number of a group's first key that is no hub; nil when there is none.
  func firstKey(_ group: [UInt32]) -> UInt32? {
    var index = within.count
    if !isIrregular { return index < group.count ? group[index] : nil }
    while index < group.count {
      if !isHub(group[index]) { return group[index] }
      index += 1
    }
    return nil
  }

  func isHub(_ number: UInt32) -> Bool { table.degree(number) > hub }

  /// Whether some key is shared by too many records, which is known after the last of them. Then
  /// every group must be given to `joinAgain`, after one call of `separate`.
  public var hasHubs: Bool { (0..<UInt32(table.count)).contains { isHub($0) } }

  /// Whether there is a hub or a crossing to report.
  private(set) var isIrregular = false

  /// Takes all joints back, to join again without the hubs.
  public func separate() {
    isIrregular = true
    table.separate()
  }

  /// Joins a record's keys but for those that are hubs.
  public func joinAgain(_ group: [UInt32]) {
    guard let first = firstKey(group) else { return }
    for index in within.count..<group.count where !isHub(group[index]) {
      table.join(first, group[index])
    }
  }

  /// Notes a record's values of the boundaries at its component; for every group, after joining.
  public func noteBoundaries(_ group: [UInt32]) throws(Failure) {
    guard let key = firstKey(group) else { return }
    try boundaries.note(group, root: table.root(of: key), keys: table.count)
    if !boundaries.crossed.isEmpty { isIrregular = true }
  }

  /// Joins a record of a component that crosses a boundary anew, with those of the same values only;
  /// for every group, after all were noted. Returns whether that was needed.
  @discardableResult
  public func part(_ group: [UInt32]) throws(Failure) -> Bool {
    guard let key = firstKey(group), boundaries.isCrossed(table.root(of: key)) else { return false }
    let keys = group[within.count...].filter { !isHub($0) }.map { table.checksum(of: $0) }
    try boundaries.join(keys, group)
    return true
  }

  /// The id of a record's component; nil for a record without keys that join.
  public func id(_ group: [UInt32]) -> Checksum? {
    guard let key = firstKey(group) else { return nil }
    let root = table.root(of: key)
    if boundaries.isCrossed(root) {
      return boundaries.id(of: table.checksum(of: key), group)
    }
    return assigned?.id(ofRoot: root) ?? table.smallest(of: root)
  }

  /// The id of the component that a key is in, when that crosses no boundary.
  func id(ofKey key: UInt32) -> Checksum {
    assigned?.id(ofRoot: table.root(of: key)) ?? table.smallest(of: key)
  }

  /// Whether a key's component can keep its id for later runs.
  func isStable(_ key: UInt32) -> Bool {
    !isHub(key) && !boundaries.isCrossed(table.root(of: key))
  }

  /// Joins two records that belong together for another reason than a key.
  func joinRecords(_ left: [UInt32], _ right: [UInt32]) {
    guard let first = firstKey(left), let second = firstKey(right) else { return }
    table.join(first, second)
  }

  /// The ids of components that cross a boundary and were taken apart.
  public var crossings: [Checksum] {
    boundaries.crossed.map { table.smallest(of: $0) }.sorted()
  }
}
