internal import Glibc
public import Kernel

/// The components' ids of earlier runs: JSON lines of a key's checksum and the id of the component
/// it was in, sorted by key.
///
/// A component of which a key is known keeps that key's id, however it grows. Where it holds keys
/// of several known components these have merged: the smallest id stays for all. Keys are never
/// forgotten; hubs and components that cross a boundary are left out. Only keys of this run are held,
/// 8 bytes each beside their table and 42 a component; the file is read twice and written anew.
public final class Assignments {
  private static let header: ByteString = #"{"store":"sluice-correlate","version":1}"#

  private let path: String
  private let waitSeconds: Int
  private var lock: Int32 = -1
  private var replacements: [Checksum: Checksum] = [:]
  /// Known components that are one now: the id that stays and those given up, sorted.
  public private(set) var merges: [(kept: Checksum, givenUp: [Checksum])] = []

  /// The store at `path`, which need not exist yet. From `apply` to `save` its lock is held, so that
  /// runs at the same time lose nothing of each other.
  public init(path: String, waitSeconds: Int = 60) {
    self.path = path
    self.waitSeconds = waitSeconds
  }

  private func takeLock() throws(Failure) {
    while true {
      lock = try Assignments.open(path)
      try FileLock.take(lock, exclusive: true, seconds: waitSeconds, path: path)
      // Who held the lock before may have put another file in the place of this one.
      var own = stat()
      var present = stat()
      if fstat(lock, &own) == 0, stat(path, &present) == 0, own.st_ino == present.st_ino { return }
      close(lock)
    }
  }

  deinit { close(lock) }

  private static func open(_ path: String) throws(Failure) -> Int32 {
    let found = Glibc.open(path, O_RDWR | O_CLOEXEC)
    if found >= 0 || errno != ENOENT {
      guard found >= 0 else { throw .noInput("\(path): \(Descriptor.lastError)") }
      return found
    }
    let made = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard made >= 0 || errno == EEXIST else {
      throw .cannotCreate("\(path): \(Descriptor.lastError)")
    }
    return made >= 0 ? made : try open(path)
  }

  /// Gives the components their known ids; after all joining. Throws `Failure.configuration` for
  /// a line that is no assignment, `Failure.tryLater` when another run holds the store for longer
  /// than `waitSeconds`.
  public func apply(to components: Components) throws(Failure) {
    try takeLock()
    let table = components.table
    let known = try ChecksumTable<UInt32>(components.memory)
    try forEach { (key, id) throws(Failure) in
      guard let number = table.find(key), components.isStable(number) else { return }
      let (place, isNew) = try known.number(of: id, new: number)
      if !isNew { table.join(known.entry(place).pointee.value, number) }
    }
    let assigned = try AssignedIDs(known, components)
    components.assigned = assigned
    var givenUp: [Checksum: [Checksum]] = [:]
    for place in 0..<UInt32(known.count) {
      let entry = known.entry(place).pointee
      guard let kept = assigned.id(ofRoot: table.root(of: entry.value)), kept != entry.key else {
        continue
      }
      replacements[entry.key] = kept
      givenUp[kept, default: []].append(entry.key)
    }
    merges = givenUp.map { ($0, $1.sorted()) }.sorted { $0.kept < $1.kept }
  }

  /// Writes all assignments, old and new, in the place of the file.
  public func save(_ components: Components) throws(Failure) {
    let table = components.table
    let numbers = StateArray<UInt32>(components.memory)
    for number in 0..<UInt32(table.count) where components.isStable(number) {
      try numbers.append(number)
    }
    numbers.sort { table.checksum(of: $0) < table.checksum(of: $1) }
    let output = try OutputFile(path: path)
    let buffer = ByteBuffer(capacity: 256 << 10)
    buffer.append(Assignments.header)
    buffer.append(0x0A)
    var next = 0
    func writeOwn(before limit: Checksum?) throws(Failure) {
      while next < numbers.count {
        let key = table.checksum(of: numbers[next])
        if let limit, key >= limit { return }
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
        last.map({ $0 < key }) ?? true
      else { throw .configuration(lines.place, "no assignment, or out of order") }
      last = key
      try body(key, id)
    }
  }
}

/// The ids that components have from earlier runs.
struct AssignedIDs {
  private let known: ChecksumTable<UInt32>
  /// For each key that is a root: the number of its component's id, from 1, or 0.
  private let places: StateArray<UInt32>

  /// Each known id stands with the number of a key of its component; the smallest stays.
  init(_ known: ChecksumTable<UInt32>, _ components: Components) throws(Failure) {
    self.known = known
    places = StateArray(components.memory)
    try places.append(zeros: components.table.count)
    for place in 0..<UInt32(known.count) {
      let entry = known.entry(place).pointee
      let root = Int(components.table.root(of: entry.value))
      if places[root] == 0 || entry.key < known.entry(places[root] - 1).pointee.key {
        places[root] = place + 1
      }
    }
  }

  /// The id of the component with this root, if it has one.
  func id(ofRoot root: UInt32) -> Checksum? {
    let place = places[Int(root)]
    return place == 0 ? nil : known.entry(place - 1).pointee.key
  }
}
