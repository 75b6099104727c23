import Kernel

/// The top-level members of a record that is being made, in canonical order.
struct EnvelopeParts {
  enum Value {
    case text(ByteString)
    case copied(JSONValue)
  }

  private var members: [(key: ByteString, value: Value)] = []

  /// Adds an attribute unless there is one of that name: what comes first wins.
  mutating func add(_ key: ByteString, _ value: Value) {
    let at = members.firstIndex { !($0.key < key) } ?? members.count
    if at < members.count, members[at].key == key { return }
    members.insert((key, value), at: at)
  }

  /// Takes over an observation's attributes: its correlation keys, and its time where it has one.
  mutating func carry(from record: Record) {
    for (key, value) in record.root.members where !EnvelopeParts.isOfItsOwn(key) {
      add(ByteString(key), .copied(value))
    }
  }

  private static func isOfItsOwn(_ key: ByteView) -> Bool {
    key == "data" || key == "id" || key == "source" || key == "specversion" || key == "type"
      || key == "subject"
  }

  /// What identifies a record beside its data. The time always does; the rest only where no natural
  /// key is declared.
  func appendIdentity(to identity: ByteBuffer, wholeContent: Bool) {
    for member in members where wholeContent || member.key == "time" {
      identity.append(0x0A)
      identity.append(member.key)
      identity.append(0x3D)
      switch member.value {
      case .text(let text): identity.append(text)
      case .copied(let value): JSON(value).canonical.withView { identity.append($0) }
      }
    }
  }

  /// Writes all members between the braces.
  func write(
    to json: inout JSONWriter, data: ByteView, id: Checksum, source: ByteView, type: ByteString
  ) {
    var own = 0
    for member in members {
      while own < EnvelopeParts.own.count, EnvelopeParts.own[own] < member.key {
        write(own: own, to: &json, data, id, source, type)
        own += 1
      }
      json.key(member.key)
      switch member.value {
      case .text(let text): json.string(text)
      case .copied(let value): json.value(value)
      }
    }
    while own < EnvelopeParts.own.count {
      write(own: own, to: &json, data, id, source, type)
      own += 1
    }
  }

  private static let own: [ByteString] = ["data", "id", "source", "specversion", "type"]

  private func write(
    own index: Int, to json: inout JSONWriter, _ data: ByteView, _ id: Checksum,
    _ source: ByteView, _ type: ByteString
  ) {
    json.key(EnvelopeParts.own[index])
    switch index {
    case 0: json.raw(data)
    case 1: json.string(id.hex)
    case 2: json.string(source)
    case 3: json.string("1.0")
    default: json.string(type)
    }
  }
}
