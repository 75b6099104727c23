import Kernel

/// The top-level members of the records of one rule: who fills each of them, in canonical order.
///
/// What the rule says wins over what the observation carries, and that over what was given on the
/// command line.
final class EnvelopePlan {
  private enum Filler {
    case data, id, source, version, type
    /// A node of the program, and the text given for when it has no value.
    case attribute(node: Int, given: ByteView?)
  }

  private struct Member {
    let key: ByteView
    let preparedKey: ByteView
    let filler: Filler
  }

  /// The type of the records.
  let type: ByteView
  private let members: UnsafeMutableBufferPointer<Member>
  /// What each member's node came to for the current record.
  private let texts: UnsafeMutableBufferPointer<ByteView?>
  /// Which member is the time, whose form is prescribed.
  private let time: Int?
  private var carried: [(key: ByteView, value: JSONValue)] = []

  init(_ rule: Rule, given: [JSON.Member], memory: Program) {
    type = memory.keep(rule.type ?? "")
    func member(_ key: ByteString, _ filler: Filler) -> Member {
      Member(key: memory.keep(key), preparedKey: memory.keepPrepared(key), filler: filler)
    }
    var all: [Member] = [
      member("data", .data), member("id", .id), member("source", .source),
      member("specversion", .version), member("type", .type),
    ]
    var rest = given
    for attribute in rule.attributes {
      let own = rest.firstIndex { $0.key.withView { $0 == attribute.key } }
      let text = own.flatMap { rest.remove(at: $0).value.string }.map { memory.keep($0) }
      all.append(
        member(ByteString(attribute.key), .attribute(node: attribute.node, given: text)))
    }
    for attribute in rest {
      let text = memory.keep(attribute.value.string ?? "")
      all.append(
        member(attribute.key, .attribute(node: 0, given: text)))
    }
    all.sort { ByteView.precedes($0.key, $1.key) }
    time = all.firstIndex { $0.key == "time" }
    members = .allocate(capacity: all.count)
    _ = members.initialize(from: all)
    texts = .allocate(capacity: all.count)
    texts.initialize(repeating: nil)
  }

  deinit {
    members.deallocate()
    texts.deallocate()
  }

  /// Evaluates the attributes for one record.
  func evaluate(_ evaluator: Evaluator, _ record: Record) throws(MappingError) {
    if !record.isForeign { carry(from: record) }
    for index in members.indices {
      guard case .attribute(let node, let given) = members[index].filler else { continue }
      if let text = evaluator.text(try evaluator.evaluate(node)) {
        if index == time, Instant(text) == nil {
          throw MappingError(
            message: "\"\(text.text)\" is no time in UTC, \"as\":\"time\" would be right")
        }
        texts[index] = text
        drop(members[index].key)
      } else {
        let isCarried = carried.contains { $0.key == members[index].key }
        texts[index] = isCarried ? nil : given
      }
    }
  }

  private func carry(from record: Record) {
    carried.removeAll(keepingCapacity: true)
    for (key, value) in record.root.members where !EnvelopePlan.staysBehind(key) {
      carried.append((key, value))
    }
    for index in carried.indices.dropFirst()
    where !ByteView.precedes(carried[index - 1].key, carried[index].key) {
      carried.sort { ByteView.precedes($0.key, $1.key) }
      return
    }
  }

  private func drop(_ key: ByteView) {
    if let index = carried.firstIndex(where: { $0.key == key }) { carried.remove(at: index) }
  }

  /// What an observation keeps for itself.
  private static func staysBehind(_ key: ByteView) -> Bool {
    key == "data" || key == "id" || key == "source" || key == "specversion" || key == "type"
      || key == "subject"
  }

  /// Adds what identifies a record beside its data. The time always does; the rest only where no
  /// natural key is declared.
  func identify(_ identity: ByteBuffer, wholeContent: Bool) {
    for index in members.indices {
      guard let text = texts[index], wholeContent || members[index].key == "time" else { continue }
      identity.append(0x0A)
      identity.append(members[index].key)
      identity.append(0x3D)
      identity.append(text)
    }
    guard wholeContent else { return }
    for member in carried {
      identity.append(0x0A)
      identity.append(member.key)
      identity.append(0x3D)
      identity.append(JSON(member.value).canonical)
    }
  }

  /// Writes the whole record.
  func write(to json: inout JSONWriter, data: ByteView, id: Checksum, source: ByteView) {
    json.beginObject()
    var next = 0
    for index in members.indices {
      let member = members[index]
      while next < carried.count, ByteView.precedes(carried[next].key, member.key) {
        json.key(carried[next].key)
        json.value(carried[next].value)
        next += 1
      }
      switch member.filler {
      case .data:
        json.preparedKey(member.preparedKey)
        json.raw(data)
      case .id:
        json.preparedKey(member.preparedKey)
        json.checksum(id)
      case .source:
        json.preparedKey(member.preparedKey)
        json.string(source)
      case .version:
        json.preparedKey(member.preparedKey)
        json.string("1.0")
      case .type:
        json.preparedKey(member.preparedKey)
        json.string(type)
      case .attribute:
        guard let text = texts[index] else { continue }
        json.preparedKey(member.preparedKey)
        json.string(text)
      }
    }
    for member in carried[next...] {
      json.key(member.key)
      json.value(member.value)
    }
    json.endObject()
  }
}
