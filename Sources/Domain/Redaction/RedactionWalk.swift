internal import Kernel
internal import Records

/// One walk over one record: its class, and the record anew with what is masked.
struct RedactionWalk {
  private let rules: RedactionRules
  private let key: MaskKey?
  private let record: Record
  private var out: JSONWriter
  /// How many values each rule has masked.
  private(set) var counts: [Int]
  /// The highest class so far, as its place in the list of classes, and the rule that says so; without
  /// a rule it is what the record bears.
  private(set) var level: Int?
  private(set) var cause: ByteString?
  /// Whether the record was written anew.
  private(set) var isChanged = false
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

  /// Takes a class that is higher than the one so far.
  mutating func raise(to new: Int?, by rule: ByteString?) {
    guard let new, level.map({ new > $0 }) ?? true else { return }
    level = new
    cause = rule
  }

  /// Walks. What it writes is the record where `isChanged`, and nothing else.
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
