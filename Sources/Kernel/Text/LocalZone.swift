/// What local times are taken to mean that come without a zone: a fixed offset from UTC, or a zone of
/// the system's database.
public struct LocalZone: Sendable {
  /// As it was given.
  public let name: ByteString

  /// Seconds since 1970 in UTC from which on each offset holds, in order; the first from ever on.
  private let offsets: [(from: Int, seconds: Int)]
  /// The last second for which the database tells offsets.
  private let end: Int

  /// A zone by its offset (`Z`, `+02:00`, `-0530`) or its name (`Europe/Vienna`).
  ///
  /// Names are files of `/usr/share/zoneinfo` in the form of RFC 8536. Throws `Failure.usage`.
  public init(_ text: String) throws(Failure) {
    name = ByteString(text)
    if let offset = Self.offset(text) {
      offsets = [(.min, offset)]
      end = .max
      return
    }
    let isName =
      !text.isEmpty && text.utf8.first != 0x2F
      && text.utf8.allSatisfy { byte in
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x2B < 15 || byte == 0x5F
      } && !text.split(separator: "/").contains("..")
    guard isName, let bytes = try? WholeFile.bytes("/usr/share/zoneinfo/\(text)"),
      let file = ZoneFile(bytes.bytes)
    else {
      throw .usage(
        "--zone \(text): an offset such as +02:00 or a name such as Europe/Vienna is right")
    }
    offsets = file.offsets
    end = file.end
  }

  /// `Z` or `+HH:MM` or `+HHMM` or `+HH` in seconds.
  private static func offset(_ text: String) -> Int? {
    if text == "Z" || text == "UTC" { return 0 }
    guard let sign = text.utf8.first, sign == 0x2B || sign == 0x2D else { return nil }
    let digits = text.utf8.dropFirst().filter { $0 != 0x3A }
    guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ $0 &- 0x30 < 10 }) else {
      return nil
    }
    let numbers = digits.map { Int($0 - 0x30) }
    let hours = numbers[0] * 10 + numbers[1]
    let minutes = numbers.count == 4 ? numbers[2] * 10 + numbers[3] : 0
    guard hours < 24, minutes < 60 else { return nil }
    return (sign == 0x2D ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// The instant of a local time, given as if it were UTC. Of two, when clocks are set back, the first;
  /// nil when there is none, as when they are set forward, or none that the database knows.
  public func instant(ofLocal local: Instant) -> Instant? {
    for around in [local.seconds - 86400, local.seconds + 86400] {
      guard let offset = offset(at: around) else { continue }
      let seconds = local.seconds - offset
      if self.offset(at: seconds) == offset {
        return Instant(seconds: seconds, nanoseconds: local.nanoseconds)
      }
    }
    return nil
  }

  private func offset(at seconds: Int) -> Int? {
    guard seconds <= end else { return nil }
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle].from <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : offsets[low - 1].seconds
  }
}

/// A file of the time zone database: RFC 8536, version 2 or later.
private struct ZoneFile {
  private(set) var offsets: [(from: Int, seconds: Int)] = []
  private(set) var end = Int.max

  init?(_ bytes: [UInt8]) {
    // The first block has times of 32 bits, the second one of 64.
    guard let first = Header(bytes, at: 0), first.version >= 0x32,
      let header = Header(bytes, at: 44 + first.length(timeBytes: 4))
    else { return nil }
    let times = header.start + 44
    let kinds = times + header.times * 8
    let types = kinds + header.times
    let footer = header.start + 44 + header.length(timeBytes: 8)
    guard header.types > 0, footer <= bytes.count else { return nil }
    func offset(_ type: Int) -> Int? {
      guard type < header.types else { return nil }
      return Int(Int32(truncatingIfNeeded: Self.number(bytes, types + type * 6, 4)))
    }
    guard let earliest = offset(0) else { return nil }
    offsets.append((.min, earliest))
    for index in 0..<header.times {
      guard let seconds = offset(Int(bytes[kinds + index])) else { return nil }
      offsets.append((Self.number(bytes, times + index * 8, 8), seconds))
    }
    // A rule in the footer goes on changing offsets behind the last that is listed.
    if bytes[footer...].contains(0x2C), let last = offsets.last { end = last.from }
  }

  private static func number(_ bytes: [UInt8], _ at: Int, _ length: Int) -> Int {
    bytes[at..<at + length].reduce(0) { $0 << 8 | Int($1) }
  }

  private struct Header {
    let start: Int
    let version: UInt8
    let counts: [Int]

    var times: Int { counts[3] }
    var types: Int { counts[4] }

    init?(_ bytes: [UInt8], at start: Int) {
      guard bytes.count >= start + 44, bytes[start..<start + 4].elementsEqual("TZif".utf8) else {
        return nil
      }
      self.start = start
      version = bytes[start + 4]
      counts = (0..<6).map { ZoneFile.number(bytes, start + 20 + $0 * 4, 4) }
      guard counts.allSatisfy({ $0 < 1 << 20 }) else { return nil }
    }

    /// How many bytes follow the header.
    func length(timeBytes: Int) -> Int {
      times * (timeBytes + 1) + types * 6 + counts[5] + counts[2] * (timeBytes + 4) + counts[1]
        + counts[0]
    }
  }
}
