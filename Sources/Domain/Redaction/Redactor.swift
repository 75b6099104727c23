public import Kernel
internal import Records

/// Classes records and masks what rules say.
public struct Redactor {
  /// What came of a record.
  public enum Outcome {
    /// It goes on as it stands.
    case unchanged
    /// It goes on as it was written to the buffer.
    case changed
    /// Its class is above the one that is allowed, and why.
    case refused(String)
  }

  private let rules: RedactionRules
  private let key: MaskKey?
  private let allowed: Int?
  private var counts: [Int]
  private var changed = 0

  /// The attribute that bears a record's class (CloudEvents' data classification extension).
  public static let attribute: ByteString = "dataclassification"

  /// - Parameters:
  ///   - key: for rules that hash.
  ///   - allowed: the highest class that may go on; any when nil.
  public init(_ rules: RedactionRules, key: MaskKey?, allowed: ByteString?) throws(Failure) {
    self.rules = rules
    self.key = key
    self.allowed = try allowed.map { (name) throws(Failure) in
      guard let level = rules.classes.firstIndex(of: name) else {
        let list = rules.classes.map(\.description).joined(separator: ", ")
        throw .usage("--allow \(name): one of \(list) is right")
      }
      return level
    }
    counts = [Int](repeating: 0, count: rules.rules.count)
  }

  /// Looks at a record, and writes it to the buffer where it has to change. Cost: a walk over its
  /// values, and each detector's pass over its texts.
  public mutating func redact(_ record: Record, to buffer: ByteBuffer) -> Outcome {
    var walk = Walk(rules: rules, key: key, record: record, out: JSONWriter(buffer))
    if let stated = walk.stated {
      guard let level = rules.classes.firstIndex(of: stated) else {
        return .refused("\(Redactor.attribute) \(stated) is no class of the rules")
      }
      walk.raise(to: level, by: nil)
    }
    walk.run()
    if let allowed, let level = walk.level, level > allowed {
      let cause = walk.cause.map { "rule \($0)" } ?? Redactor.attribute.description
      return .refused(
        "class \(rules.classes[level]) by \(cause), \(rules.classes[allowed]) is allowed")
    }
    for (number, count) in walk.counts.enumerated() { counts[number] += count }
    guard walk.isChanged else { return .unchanged }
    if walk.counts.contains(where: { $0 > 0 }) { changed += 1 }
    return .changed
  }

  /// A `sluice.audit.v1` record of what was masked; it holds nothing of the values.
  public func report(source: ByteString) -> JSON {
    let listed = zip(rules.rules, counts).compactMap { rule, count in
      rule.mask.map {
        JSON.members([
          "id": .string(rule.id), "mask": .text($0.word), "values": .integer(count),
        ])
      }
    }
    return RecordShape.record(
      "audit",
      data: .members([
        "action": "redact", "masked": .array(listed), "records": .integer(changed),
        "rules": .text("sha256:\(rules.digest)"),
      ]),
      envelope: Envelope(source: source))
  }
}

/// One walk over one record.
private struct Walk {
  let rules: RedactionRules
  let key: MaskKey?
  let record: Record
  var out: JSONWriter
  var counts: [Int]
  var level: Int?
  var cause: ByteString?
  var isChanged = false
  private var active: [Int] = []
  private var path: [ByteString] = []

  init(rules: RedactionRules, key: MaskKey?, record: Record, out: JSONWriter) {
    self.rules = rules
    self.key = key
    self.record = record
    self.out = out
    counts = [Int](repeating: 0, count: rules.rules.count)
  }

  /// The class that the record bears.
  var stated: ByteString? {
    Redactor.attribute.withView { record.root[$0] }?.string.map { ByteString($0) }
  }

  mutating func raise(to new: Int?, by rule: ByteString?) {
    guard let new, level.map({ new > $0 }) ?? true else { return }
    level = new
    cause = rule
  }

  mutating func run() {
    for (number, rule) in rules.rules.enumerated() where rule.selection.matches(record.root) {
      if case .record = rule.target {
        raise(to: rule.level, by: rule.id)
      } else {
        active.append(number)
      }
    }
    // The class is known at the end only, and stands before most attributes.
    let body = ByteBuffer(capacity: record.bytes.count + 256)
    var members: [(key: ByteString, range: Range<Int>)] = []
    let outer = out
    for (key, value) in record.root.members.sorted(by: { ByteView.precedes($0.key, $1.key) }) {
      if Redactor.attribute.withView({ $0 == key }) { continue }
      let start = body.count
      path = [ByteString(key)]
      out = JSONWriter(body)
      if write(value) { members.append((ByteString(key), start..<body.count)) }
    }
    out = outer
    let name = level.map { rules.classes[$0] }
    if name != stated { isChanged = true }
    if let name {
      let start = body.count
      name.withView { JSONWriter.writeString($0, to: body) }
      members.append((Redactor.attribute, start..<body.count))
      members.sort { $0.key < $1.key }
    }
    guard isChanged else { return }
    out.beginObject()
    for (key, range) in members {
      out.key(key)
      out.raw(body.view.slice(range.lowerBound, range.upperBound))
    }
    out.endObject()
  }

  /// Writes a value at the path at hand, masked where a rule says so; false when it goes away.
  private mutating func write(_ value: JSONValue) -> Bool {
    let concerned = active.filter { concerns(rules.rules[$0].target) }
    for number in concerned {
      guard let mask = rules.rules[number].mask else { continue }
      if mask == .hash, let text = value.string, Mask.isHashed(text) { continue }
      counts[number] += 1
      isChanged = true
      if mask == .drop { return false }
      masked(value, mask)
      return true
    }
    // What stays counts with its class.
    for number in concerned { raise(to: rules.rules[number].level, by: rules.rules[number].id) }
    switch value.kind {
    case .object:
      out.beginObject()
      for (key, member) in value.members.sorted(by: { ByteView.precedes($0.key, $1.key) }) {
        path.append(ByteString(key))
        // A key is written before it is known whether its value stays.
        if !isDropped() {
          out.key(key)
          _ = write(member)
        }
        path.removeLast()
      }
      out.endObject()
    case .array:
      out.beginArray()
      for (index, element) in value.elements.enumerated() {
        path.append(ByteString(String(index)))
        if !write(element) { out.null() }
        path.removeLast()
      }
      out.endArray()
    case .string: write(text: value.string ?? ByteView(""))
    case .number, .bool, .null: out.value(value)
    }
    return true
  }

  /// Whether the member at the path goes away, which is then counted.
  private mutating func isDropped() -> Bool {
    for number in active where concerns(rules.rules[number].target) {
      guard let mask = rules.rules[number].mask else { continue }
      guard mask == .drop else { return false }
      counts[number] += 1
      isChanged = true
      return true
    }
    return false
  }

  private func concerns(_ target: RedactionRule.Target) -> Bool {
    switch target {
    case .record, .detect: return false
    case .names(let names):
      guard path.count > 1, path.first == "data", let last = path.last else { return false }
      return names.contains(ByteString(last.description.lowercased()))
    case .fields(let patterns):
      return patterns.contains { pattern in
        pattern.count == path.count && zip(pattern, path).allSatisfy { $0 == "*" || $0 == $1 }
      }
    }
  }

  /// A value under a mask: of a container every scalar in it.
  private mutating func masked(_ value: JSONValue, _ mask: Mask) {
    switch value.kind {
    case .object:
      out.beginObject()
      for (key, member) in value.members.sorted(by: { ByteView.precedes($0.key, $1.key) }) {
        out.key(key)
        masked(member, mask)
      }
      out.endObject()
    case .array:
      out.beginArray()
      for element in value.elements { masked(element, mask) }
      out.endArray()
    case .null: out.null()
    case .string: out.string(mask.text(for: value.string ?? ByteView(""), key) ?? ByteString())
    case .number: out.string(mask.text(for: value.numberText ?? ByteView(""), key) ?? ByteString())
    case .bool:
      let text: ByteString = value.bool == true ? "true" : "false"
      out.string(text.withView { mask.text(for: $0, key) } ?? ByteString())
    }
  }

  /// A text, without what detectors find in it.
  private mutating func write(text: ByteView) {
    var bytes = ByteString(text).bytes
    for number in active {
      let rule = rules.rules[number]
      guard case .detect(let detectors) = rule.target else { continue }
      for detector in detectors {
        let mark = ByteString("[\(detector.rawValue)]")
        let found = detector.find(in: bytes).filter { !bytes[$0].elementsEqual(mark.bytes) }
        if found.isEmpty { continue }
        guard let mask = rule.mask else {
          raise(to: rule.level, by: rule.id)
          continue
        }
        counts[number] += found.count
        isChanged = true
        for range in found.reversed() {
          let part = ByteString(Array(bytes[range]))
          let text =
            part.withView { mask.text(for: $0, key) } ?? mark
          bytes.replaceSubrange(range, with: text.bytes)
        }
      }
    }
    out.string(ByteString(bytes))
  }
}
