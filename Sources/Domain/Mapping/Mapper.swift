public import Kernel
internal import Records

/// Runs a mapping over one line after the other.
public final class Mapper {
  private let mapping: MappingFile
  private let given: [JSON.Member]
  private var found: [JSONValue.Handle]
  private let data = ByteBuffer(capacity: 4096)
  private let identity = ByteBuffer(capacity: 4096)

  /// A mapper; `given` are attributes for records that have none of that name themselves.
  public init(_ mapping: MappingFile, given: [JSON.Member]) {
    self.mapping = mapping
    self.given = given
    found = Array(repeating: 0, count: mapping.trie.slots)
  }

  /// Maps one line and writes what comes of it. Returns why the line is refused, or nil.
  ///
  /// `source` is the `source` attribute for a bare line; observations bring theirs.
  public func map(
    _ record: Record, source: ByteView, to writer: RecordWriter
  ) throws(Failure) -> String? {
    mapping.trie.look(in: record.root, &found)
    let evaluator = Evaluator(root: record.root, found: found)
    let part = mapping.layout == .observation ? record.data?["part"]?.string : nil
    var matched = false
    for rule in mapping.rules where applies(rule, part, evaluator) {
      matched = true
      do {
        if let fault = try run(rule, evaluator, record, source, writer) { return fault }
      } catch {
        throw error
      }
    }
    if matched { return nil }
    let what = part.map { "part \"\($0.text)\"" } ?? "this line"
    return "no rule of mapping \"\(mapping.name)\" is for \(what); a rule with \"ignore\" would say "
      + "that it has no meaning"
  }

  private func applies(_ rule: Rule, _ part: ByteView?, _ evaluator: Evaluator) -> Bool {
    if !rule.parts.isEmpty {
      guard let part, rule.parts.contains(where: { $0.withView { $0 == part } }) else {
        return false
      }
    }
    return rule.condition.map(evaluator.holds) ?? true
  }

  private func run(
    _ rule: Rule, _ evaluator: Evaluator, _ record: Record, _ source: ByteView,
    _ writer: RecordWriter
  ) throws(Failure) -> String? {
    guard case .record(let type) = rule.product else { return nil }
    guard let each = rule.each else {
      return try emit(rule, type, evaluator, record, source, writer)
    }
    guard let array = evaluator.lookUp(each) else { return nil }
    var inner = evaluator
    inner.foundInElement = Array(repeating: 0, count: rule.elementTrie.slots)
    for element in array.elements {
      inner.element = element
      rule.elementTrie.look(in: element, &inner.foundInElement)
      if let fault = try emit(rule, type, inner, record, source, writer) { return fault }
    }
    return nil
  }

  private func emit(
    _ rule: Rule, _ type: ByteString, _ evaluator: Evaluator, _ record: Record,
    _ source: ByteView, _ writer: RecordWriter
  ) throws(Failure) -> String? {
    var field: ByteString = "data"
    let envelope: EnvelopeParts
    do throws(MappingError) {
      identity.removeAll()
      identity.append(type)
      identity.append(0x0A)
      identity.append(source)
      try writeData(rule, evaluator, &field)
      field = "attributes"
      envelope = try envelopeParts(rule, evaluator, record)
    } catch {
      return "mapping \"\(mapping.name)\", rule \"\(rule.name)\", \(field): \(error.message)"
    }
    if rule.key.isEmpty { identity.append(data.view) }
    envelope.appendIdentity(to: identity, wholeContent: rule.key.isEmpty)
    let id = Checksum(of: identity.view)
    try writer.emit { json in
      json.beginObject()
      envelope.write(to: &json, data: data.view, id: id, source: source, type: type)
      json.endObject()
    }
    return nil
  }

  private func writeData(
    _ rule: Rule, _ evaluator: Evaluator, _ field: inout ByteString
  ) throws(MappingError) {
    data.removeAll()
    var json = JSONWriter(data)
    json.beginObject()
    for member in rule.fields {
      field = member.key
      let value = try evaluator.evaluate(member.value)
      switch value {
      case .none: continue
      case .unheldNumber where !member.isTextTwin: continue
      case .unheldNumber: break
      default: if member.isTextTwin { continue }
      }
      let start = data.count
      json.key(member.key)
      try evaluator.write(value, to: &json)
      if rule.key.contains(member.key) { identity.append(data.view(from: start)) }
    }
    json.endObject()
  }

  private func envelopeParts(
    _ rule: Rule, _ evaluator: Evaluator, _ record: Record
  ) throws(MappingError) -> EnvelopeParts {
    var parts = EnvelopeParts()
    for attribute in rule.attributes {
      if let text = Converter.text(try evaluator.evaluate(attribute.value)) {
        parts.add(attribute.key, .text(text))
      }
    }
    if let time = rule.time, let text = Converter.text(try evaluator.evaluate(time)) {
      parts.add("time", .text(text))
    }
    if let subject = rule.subject, let text = Converter.text(try evaluator.evaluate(subject)) {
      parts.add("subject", .text(text))
    }
    if !record.isForeign { parts.carry(from: record) }
    for member in given { parts.add(member.key, .text(member.value.string ?? "")) }
    return parts
  }
}
