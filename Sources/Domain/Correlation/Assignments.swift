internal import Glibc
public import Kernel

/// The components' ids of earlier runs: JSON lines of a key's checksum and the id of the component
/// it was in, sorted by key.
///
/// A component of which a key is known keeps that key's id, however it grows. Where it holds keys
/// of several known components these have merged: the smallest id stays for all. Keys are never
/// forgotten; hubs and components that cross a boundary are left out. Only keys of this run are held
/// in memory, 4 bytes each beside their table; the file is read twice and written anew.
public final class Assignments {
  private static let header: ByteString = #"{"store":"sluice-correlate","version":1}"#

  private let path: String
  private var replacements: [Checksum: Checksum] = [:]
  /// Known components that are one now: the id that stays and those given up, sorted.
  public private(set) var merges: [(kept: Checksum, givenUp: [Checksum])] = []

  /// The store at `path`, which need not exist yet.
  public init(path: String) { self.path = path }

  /// Gives the components their known ids; after all joining. Throws `Failure.configuration` for
  /// a line that is no assignment.
  public func apply(to components: Components) throws(Failure) {
    let table = components.table
    var first: [Checksum: UInt32] = [:]
    try forEach { key, id in
      guard let number = table.find(key), components.isStable(number) else { return }
      if let known = first[id] { table.join(known, number) } else { first[id] = number }
    }
    var known: [UInt32: [Checksum]] = [:]
    for (id, number) in first { known[table.root(of: number), default: []].append(id) }
    for (root, ids) in known {
      let sorted = ids.sorted(by: Assignments.precedes)
      components.assigned[root] = sorted[0]
      guard sorted.count > 1 else { continue }
      merges.append((sorted[0], Array(sorted.dropFirst())))
      for id in sorted.dropFirst() { replacements[id] = sorted[0] }
    }
    merges.sort { Assignments.precedes($0.kept, $1.kept) }
  }

  private static func precedes(_ left: Checksum, _ right: Checksum) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  /// Writes all assignments, old and new, in the place of the file.
  public func save(_ components: Components) throws(Failure) {
    let table = components.table
    let numbers = (0..<UInt32(table.count)).filter { components.isStable($0) }
      .sorted { Assignments.precedes(table.checksum(of: $0), table.checksum(of: $1)) }
    let output = try OutputFile(path: path)
    let buffer = ByteBuffer(capacity: 256 << 10)
    buffer.append(Assignments.header)
    buffer.append(0x0A)
    var next = 0
    func writeOwn(before limit: Checksum?) throws(Failure) {
      while next < numbers.count {
        let key = table.checksum(of: numbers[next])
        if let limit, !Assignments.precedes(key, limit) { return }
        try write(key, components.id(ofKey: numbers[next]))
        next += 1
      }
    }
    func write(_ key: Checksum, _ id: Checksum) throws(Failure) {
      buffer.append("{\"component\":\"")
      id.write(to: buffer)
      buffer.append("\",\"key\":\"")
      key.write(to: buffer)
      buffer.append("\"}\n")
      if buffer.count < 128 << 10 { return }
      try Descriptor.writeAll(output.descriptor, buffer.view, name: path)
      buffer.removeAll()
    }
    do throws(Failure) {
      try forEach { (key, id) throws(Failure) in
        try writeOwn(before: key)
        if next < numbers.count, table.checksum(of: numbers[next]) == key { return }
        try write(key, self.replacements[id] ?? id)
      }
      try writeOwn(before: nil)
      try Descriptor.writeAll(output.descriptor, buffer.view, name: path)
    } catch {
      output.discard()
      throw error
    }
    try output.commit()
  }

  private func forEach(_ body: (Checksum, Checksum) throws(Failure) -> Void) throws(Failure) {
    guard access(path, F_OK) == 0 else { return }
    let lines = try LineReader(path: path)
    let parser = JSONParser()
    var last: Checksum?
    var isFirst = true
    while let line = try lines.next() {
      defer { isFirst = false }
      if isFirst {
        guard Assignments.header.withView({ $0 == line }) else {
          throw .configuration(lines.place, "no store of correlate")
        }
        continue
      }
      guard let root = try? parser.parse(line),
        let key = root["key"]?.string.flatMap({ Checksum(hex: $0) }),
        let id = root["component"]?.string.flatMap({ Checksum(hex: $0) }),
        last.map({ Assignments.precedes($0, key) }) ?? true
      else { throw .configuration(lines.place, "no assignment, or out of order") }
      last = key
      try body(key, id)
    }
  }
}
