public import Kernel

/// Which records belong together: connected components over shared keys.
///
/// Records that have a key in common belong together, and so do those that are joined by others in
/// between. Two passes: first every record's keys, then each record's component.
public struct Components {
  /// The attributes that join records unless others are named.
  public static let standardKeys: [ByteString] = [
    "alert", "artifact", "commit", "correlationid", "deployment", "incident", "runid",
    "traceparent",
  ]

  private let keys: [ByteString]
  private var sets = UnionFind()
  private var numbers: [ByteString: Int] = [:]
  /// The smallest key of each set, by the number that stands for it; filled by `finish`.
  private var smallest: [Int: ByteString] = [:]
  private let scratch = ByteBuffer(capacity: 256)

  /// No records yet. Memory: about 100 bytes for each distinct value of a key.
  public init(keys: [ByteString] = Components.standardKeys) { self.keys = keys }

  /// Takes a record's keys in.
  public mutating func add(_ record: Record) {
    var first: Int?
    for name in keys {
      guard let value = record.root[name]?.string, !value.isEmpty else { continue }
      let number = number(of: name, Components.joining(name, value))
      if let first { sets.join(first, number) } else { first = number }
    }
  }

  /// Ends the first pass.
  public mutating func finish() {
    for (key, number) in numbers {
      let root = sets.root(of: number)
      if let known = smallest[root], known < key { continue }
      smallest[root] = key
    }
  }

  /// The id of a record's component, the same on every machine and in any order of input: the
  /// checksum of its smallest key. Nil for a record without keys. Only after `finish`.
  public mutating func id(of record: Record) -> Checksum? {
    for name in keys {
      guard let value = record.root[name]?.string, !value.isEmpty else { continue }
      let root = sets.root(of: number(of: name, Components.joining(name, value)))
      return smallest[root].map { $0.withView { Checksum(of: $0) } }
    }
    return nil
  }

  /// How many components there are. Only after `finish`.
  public var count: Int { smallest.count }

  private mutating func number(of name: ByteString, _ value: ByteView) -> Int {
    scratch.removeAll()
    scratch.append(name)
    scratch.append(0x3D)
    scratch.append(value)
    let key = scratch.string
    if let known = numbers[key] { return known }
    let number = sets.add()
    numbers[key] = number
    return number
  }

  /// Of a traceparent (W3C Trace Context section 3.2) only the trace id joins, not the span's.
  private static func joining(_ name: ByteString, _ value: ByteView) -> ByteView {
    name == "traceparent" && value.count == 55 ? value.slice(3, 35) : value
  }
}
