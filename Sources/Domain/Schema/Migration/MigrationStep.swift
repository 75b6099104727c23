internal import Kernel

/// One step of a migration, which goes both ways: a lens, as in Cambria (Litt, van Hardenberg, Henry:
/// Project Cambria, 2020). What a step cannot give back is found out for each record, by going there
/// and back.
enum MigrationStep {
  typealias Path = [ByteString]

  /// A value moves; both paths share what stands before and with their last `*`.
  case rename(from: Path, to: Path)
  /// A field appears with a value that every earlier record had without saying so.
  case add(Path, JSON)
  /// A field goes; on the way back it gets this value.
  case remove(Path, JSON?)
  /// A number is multiplied and divided, as when its unit changes.
  case scale(Path, times: Double, over: Double)
  /// Values get other names, one for one.
  case values(Path, [(old: JSON, new: JSON)])
  /// A value becomes a list of itself.
  case wrap(Path)

  /// Reads `{"rename":P,"to":P}`, `{"add":P,"value":V}`, `{"remove":P,"value":V}`,
  /// `{"scale":P,"times":N,"over":N}`, `{"values":P,"map":{OLD:NEW}}` or `{"wrap":P}`, where P is a JSON
  /// Pointer with `*` for every element of a list.
  init(_ json: JSON) throws(MigrationFault) {
    func path(_ key: ByteString) throws(MigrationFault) -> Path {
      guard let text = json[key]?.string, text.bytes.first == 0x2F else {
        throw MigrationFault(message: "\"\(key)\": a JSON Pointer such as /data/value is right")
      }
      return text.bytes.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false)
        .map { ByteString(Array($0)) }
    }
    func only(_ keys: ByteString...) throws(MigrationFault) {
      if let problem = json.unknownKey(among: keys) { throw MigrationFault(message: problem) }
    }
    if json["rename"] != nil {
      try only("rename", "to")
      let (from, to) = (try path("rename"), try path("to"))
      guard MigrationStep.shared(from) == MigrationStep.shared(to) else {
        throw MigrationFault(message: "\"to\" is in another list than \"rename\"")
      }
      self = .rename(from: from, to: to)
    } else if json["add"] != nil {
      try only("add", "value")
      guard let value = json["value"] else {
        throw MigrationFault(message: "\"add\" without \"value\"")
      }
      self = .add(try path("add"), value)
    } else if json["remove"] != nil {
      try only("remove", "value")
      self = .remove(try path("remove"), json["value"])
    } else if json["scale"] != nil {
      try only("scale", "times", "over")
      let (times, over) = (json["times"]?.number ?? 1, json["over"]?.number ?? 1)
      guard times != 0, over != 0, times != over else {
        throw MigrationFault(message: "\"scale\" needs \"times\" or \"over\", neither 0")
      }
      self = .scale(try path("scale"), times: times, over: over)
    } else if json["values"] != nil {
      try only("values", "map")
      let map = (json["map"]?.object ?? []).map { (old: JSON.string($0.key), new: $0.value) }
      guard !map.isEmpty, Set(map.map(\.new.canonical)).count == map.count else {
        throw MigrationFault(message: "\"map\": one new value for each old one is right")
      }
      self = .values(try path("values"), map)
    } else if json["wrap"] != nil {
      try only("wrap")
      self = .wrap(try path("wrap"))
    } else {
      throw MigrationFault(message: "one of rename, add, remove, scale, values and wrap is right")
    }
  }

  /// Takes the step on a record, or takes it back.
  func apply(to record: inout JSON, back: Bool) throws(MigrationFault) {
    switch self {
    case .rename(let from, let to):
      let list = MigrationStep.shared(from)
      let (origin, target) = back ? (to, from) : (from, to)
      try record.forEach(at: list[...]) { (value) throws(MigrationFault) in
        guard
          let problem = MigrationStep.move(
            origin[list.count...], target[list.count...], in: &value)
        else { return }
        throw MigrationFault(message: "\(MigrationStep.text(target)) \(problem)")
      }
    case .add(let path, let value):
      try MigrationStep.set(path, back ? nil : value, in: &record)
    case .remove(let path, let value):
      // Where nothing stands for it, it was optional and stays away.
      try MigrationStep.set(path, back ? value : nil, in: &record)
    case .scale(let path, let times, let over):
      try record.forEach(at: path[...]) { (value) throws(MigrationFault) in
        guard let number = value.number else {
          throw MigrationFault(message: "\(MigrationStep.text(path)) is no number")
        }
        value = .number(MigrationStep.snapped(back ? number * over / times : number * times / over))
      }
    case .values(let path, let map):
      try record.forEach(at: path[...]) { (value) throws(MigrationFault) in
        let found = map.first { (back ? $0.new : $0.old) == value }
        guard let found else {
          throw MigrationFault(
            message:
              "\(MigrationStep.text(path)) is \(value.canonical), for which there is no value")
        }
        value = back ? found.old : found.new
      }
    case .wrap(let path):
      try record.forEach(at: path[...]) { (value) throws(MigrationFault) in
        guard back else {
          value = .array([value])
          return
        }
        guard let first = value.array?.first else {
          throw MigrationFault(message: "\(MigrationStep.text(path)) is no list with an element")
        }
        value = first
      }
    }
  }

  /// Moves a value, if there is one, and returns what is wrong with that.
  private static func move(
    _ origin: ArraySlice<ByteString>, _ target: ArraySlice<ByteString>, in value: inout JSON
  ) -> String? {
    guard let moved = value.value(at: origin) else { return nil }
    if value.value(at: target) != nil { return "is there already" }
    let isMoved = value.put(nil, at: origin) && value.put(moved, at: target)
    return isMoved ? nil : "has something else on the way"
  }

  private static func set(
    _ path: Path, _ value: JSON?, in record: inout JSON
  ) throws(MigrationFault) {
    let list = shared(path)
    try record.forEach(at: list[...]) { (inner) throws(MigrationFault) in
      guard inner.put(value, at: path[list.count...]) else {
        throw MigrationFault(message: "\(text(path)) has something else on the way")
      }
    }
  }

  /// The beginning of a path up to its last `*`.
  private static func shared(_ path: Path) -> Path {
    path.lastIndex(of: "*").map { Array(path[...$0]) } ?? []
  }

  /// Rounding there and back must not leave a whole number beside itself.
  private static func snapped(_ value: Double) -> Double {
    let whole = value.rounded()
    return abs(value - whole) <= 1e-12 * max(1, abs(value)) ? whole : value
  }

  static func text(_ path: Path) -> String { path.map { "/\($0)" }.joined() }
}
