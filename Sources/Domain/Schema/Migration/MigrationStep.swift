internal import Kernel
internal import Records

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
  case scale(Path, MigrationScale)
  /// Values get other names, one for one.
  case values(Path, [(old: JSON, new: JSON)])
  /// A value becomes a list of itself.
  case wrap(Path)

  /// Reads `{"rename":P,"to":P}`, `{"add":P,"value":V}`, `{"remove":P,"value":V}`,
  /// `{"scale":P,"times":N,"over":N}`, `{"values":P,"map":{OLD:NEW}}` or `{"wrap":P}`, where P is a JSON
  /// Pointer with `*` for every element of a list.
  init(_ json: JSON) throws(MigrationFault) {
    func path(_ key: ByteString) throws(MigrationFault) -> Path {
      guard let text = json[key]?.string, text.bytes.first == 0x2F,
        let path = MigrationStep.path(text)
      else {
        throw MigrationFault(message: "\"\(key)\": a JSON Pointer such as /data/value is right")
      }
      guard path.count <= JSONParser.depthLimit else {
        throw MigrationFault(
          message: "\"\(key)\": \(path.count) levels, \(JSONParser.depthLimit) are the limit")
      }
      if let name = path.first, ["id", "source", "specversion", "type"].contains(name) {
        throw MigrationFault(message: "\"\(key)\": /\(name) stays what it is")
      }
      return path
    }
    func factor(_ key: ByteString) throws(MigrationFault) -> Double {
      guard let value = json[key] else { return 1 }
      guard let number = value.number, number != 0 else {
        throw MigrationFault(message: "\"\(key)\": a number other than 0 is right")
      }
      return number
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
      let scale = MigrationScale(times: try factor("times"), over: try factor("over"))
      guard scale.times != scale.over else {
        throw MigrationFault(message: "\"scale\" needs \"times\" or \"over\"")
      }
      self = .scale(try path("scale"), scale)
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
        throw MigrationFault(target, problem)
      }
    case .add(let path, let value):
      try MigrationStep.set(path, back ? nil : value, in: &record)
    case .remove(let path, let value):
      // Where nothing stands for it, it was optional and stays away.
      try MigrationStep.set(path, back ? value : nil, in: &record)
    case .scale(let path, let scale):
      try record.forEach(at: path[...]) { (value) throws(MigrationFault) in
        guard let number = value.number else { throw MigrationFault(path, "is no number") }
        let scaled = back ? scale.back(number) : scale.forward(number)
        guard NumberText.isHeldByRecords(scaled) else {
          throw MigrationFault(path, "would be larger than a record holds")
        }
        value = .number(scaled)
      }
    case .values(let path, let map):
      try record.forEach(at: path[...]) { (value) throws(MigrationFault) in
        let found = map.first { (back ? $0.new : $0.old) == value }
        guard let found else {
          throw MigrationFault(path, "is \(value.canonical), for which there is no value")
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
          throw MigrationFault(path, "is no list with an element")
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
        throw MigrationFault(path, "has something else on the way")
      }
    }
  }

  /// The beginning of a path up to its last `*`.
  private static func shared(_ path: Path) -> Path {
    path.lastIndex(of: "*").map { Array(path[...$0]) } ?? []
  }

  /// How many levels deeper it may put a value, there or back.
  var levels: Int {
    switch self {
    case .rename(let from, let to): abs(to.count - from.count)
    case .wrap: 1
    case .add, .remove, .scale, .values: 0
    }
  }

  /// The unescaped parts of a pointer (RFC 6901 section 4); nil where a `~` escapes nothing.
  private static func path(_ pointer: ByteString) -> Path? {
    let bytes = pointer.bytes
    let isRight = bytes.indices.allSatisfy {
      bytes[$0] != 0x7E || $0 + 1 < bytes.count && (bytes[$0 + 1] == 0x30 || bytes[$0 + 1] == 0x31)
    }
    return isRight ? RecordPath.split(pointer) : nil
  }
}
