import Kernel

/// The top-level members of the records of one rule: who fills each of them, in canonical order.
///
/// What the rule says wins over what the observation carries, and that over what was given on the
/// command line.
struct EnvelopePlan {
  private enum Filler {
    case data, id, source
    /// A value that is laid out behind its key already.
    case constant
    /// A node of the program, and the text given for when it has no value.
    case attribute(node: Int, given: ByteView?)
  }

  private struct Member {
    let key: ByteView
    /// A comma, the key in quotes, a colon; and the value, where it is constant.
    let prepared: ByteView
    let filler: Filler
  }

  /// The type of the records.
  let type: ByteView
  private let members: UnsafeMutableBufferPointer<Member>
  /// What each member's node came to for the current record.
  private let texts: UnsafeMutableBufferPointer<ByteView?>
  /// Which member is the time, whose form is prescribed.
  private let time: Int?
  /// Whether it comes from a conversion that leaves a text as it is only where that is a time.
  private let timeIsConverted: Bool
  /// What the observation at hand hands down, in canonical order.
  private let carried: UnsafeMutablePointer<[(key: ByteView, value: JSONValue)]>

  init(_ rule: Rule, given: [JSON.Member], memory: Program) {
    type = memory.keep(rule.type ?? "")
    func member(_ key: ByteString, _ filler: Filler) -> Member {
      Member(key: memory.keep(key), prepared: memory.keepPrepared(key, comma: true), filler: filler)
    }
    func constant(_ key: ByteString, _ value: ByteString) -> Member {
      let prepared = memory.keepPrepared(key, comma: true, value: .string(value))
      return Member(key: memory.keep(key), prepared: prepared, filler: .constant)
    }
    var all: [Member] = [
      member("data", .data), member("id", .id), member("source", .source),
      constant("specversion", "1.0"), constant("type", rule.type ?? ""),
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
    timeIsConverted = time.map { EnvelopePlan.isTime(all[$0], memory) } ?? false
    members = RulePlan.copy(all)
    texts = .allocate(capacity: all.count)
    texts.initialize(repeating: nil)
    carried = .allocate(capacity: 1)
    carried.initialize(to: [])
  }

  private static func isTime(_ member: Member, _ program: Program) -> Bool {
    guard case .attribute(let node, _) = member.filler,
      case .convert(_, .time, _) = program.nodes[node]
    else { return false }
    return true
  }

  /// Gives its memory back.
  func deallocate() {
    members.deallocate()
    texts.deallocate()
    carried.deinitialize(count: 1)
    carried.deallocate()
  }

  /// Evaluates the attributes for one record.
  @inline(__always)
  func evaluate(_ evaluator: Evaluator, _ record: borrowing Record) throws(MappingError) {
    if !record.isForeign { carry(from: record.root) }
    for index in 0..<members.count {
      guard case .attribute(let node, let given) = members[index].filler else { continue }
      let outcome = try evaluator.evaluate(node)
      if let text = evaluator.text(outcome) {
        if index == time, !(timeIsConverted && outcome.isValue), Instant(text) == nil {
          throw MappingError(
            message: "\"\(text.text)\" is no time in UTC, \"as\":\"time\" would be right")
        }
        texts[index] = text
        if !carried.pointee.isEmpty { drop(members[index].key) }
      } else {
        let key = members[index].key
        let isCarried = !carried.pointee.isEmpty && carried.pointee.contains { $0.key == key }
        texts[index] = isCarried ? nil : given
      }
    }
  }

  private func carry(from root: JSONValue) {
    carried.pointee.removeAll(keepingCapacity: true)
    for (key, value) in root.members where !EnvelopePlan.staysBehind(key) {
      carried.pointee.append((key, value))
    }
    for index in carried.pointee.indices.dropFirst()
    where !ByteView.precedes(carried.pointee[index - 1].key, carried.pointee[index].key) {
      carried.pointee.sort { ByteView.precedes($0.key, $1.key) }
      return
    }
  }

  private func drop(_ key: ByteView) {
    if let index = carried.pointee.firstIndex(where: { $0.key == key }) {
      carried.pointee.remove(at: index)
    }
  }

  /// What an observation keeps for itself.
  private static func staysBehind(_ key: ByteView) -> Bool {
    key == "data" || key == "id" || key == "source" || key == "specversion" || key == "type"
      || key == "subject"
  }

  /// Adds what identifies a record beside its data. The time always does; the rest only where no
  /// natural key is declared.
  @inline(__always)
  func identify(_ identity: ByteSink, wholeContent: Bool) {
    for index in 0..<members.count {
      guard let text = texts[index], wholeContent || members[index].key == "time" else { continue }
      identity.append(0x0A)
      identity.append(members[index].key)
      identity.append(0x3D)
      identity.append(text)
    }
    if wholeContent, !carried.pointee.isEmpty { identifyCarried(identity) }
  }

  private func identifyCarried(_ identity: ByteSink) {
    for member in carried.pointee {
      identity.append(0x0A)
      identity.append(member.key)
      identity.append(0x3D)
      JSON(member.value).canonical.withView { identity.append($0) }
    }
  }

  /// Writes the whole record.
  @inline(__always)
  func write(to out: ByteSink, data: ByteView, id: Checksum, source: ByteView) {
    let start = out.count
    var next = 0
    let carriedCount = carried.pointee.count
    for index in 0..<members.count {
      while next < carriedCount,
        ByteView.precedes(carried.pointee[next].key, members[index].key)
      {
        write(carried: next, to: out)
        next += 1
      }
      let prepared = members[index].prepared
      switch members[index].filler {
      case .data:
        out.append(padded: prepared)
        out.append(data)
      case .id:
        out.append(padded: prepared)
        out.append(0x22)
        id.write(to: out)
        out.append(0x22)
      case .source:
        out.append(padded: prepared)
        JSONWriter.writeString(source, to: out)
      case .constant: out.append(padded: prepared)
      case .attribute:
        guard let text = texts[index] else { continue }
        out.append(padded: prepared)
        JSONWriter.writeString(text, to: out)
      }
    }
    while next < carriedCount {
      write(carried: next, to: out)
      next += 1
    }
    // Each member brought a comma along, in whose place the first one's brace stands.
    (out.start + start).pointee = 0x7B
    out.append(0x7D)
  }

  private func write(carried index: Int, to out: ByteSink) {
    let member = carried.pointee[index]
    out.append(0x2C)
    JSONWriter.writeString(member.key, to: out)
    out.append(0x3A)
    JSONWriter.write(member.value, to: out)
  }
}
