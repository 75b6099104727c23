public import Kernel

/// Runs a mapping over one line after the other.
public final class Mapper {
  private let mapping: MappingFile
  private let evaluator: Evaluator
  private let data = ByteBuffer(capacity: 4096)
  private let identity = ByteBuffer(capacity: 4096)
  private let plans: [EnvelopePlan]

  /// A mapper; `given` are attributes for records that have none of that name themselves.
  public init(_ mapping: MappingFile, given: [JSON.Member]) {
    self.mapping = mapping
    evaluator = Evaluator(mapping.program)
    plans = mapping.rules.map { EnvelopePlan($0, given: given, memory: mapping.program) }
  }

  /// Maps one line and writes what comes of it. Returns why the line is refused, or nil.
  ///
  /// `source` is the `source` attribute for a bare line; observations bring theirs.
  public func map(
    _ record: Record, source: ByteView, to writer: RecordWriter
  ) throws(Failure) -> String? {
    evaluator.begin(record.root)
    let part = mapping.layout == .observation ? record.data?["part"]?.string : nil
    var matched = false
    for index in mapping.rules.indices where applies(mapping.rules[index], part) {
      matched = true
      if let fault = try run(mapping.rules[index], plans[index], record, source, writer) {
        return fault
      }
    }
    if matched { return nil }
    let what = part.map { "part \"\($0.text)\"" } ?? "this line"
    return
      "no rule of mapping \"\(mapping.name)\" is for \(what); a rule with \"ignore\" would say "
      + "that it has no meaning"
  }

  private func applies(_ rule: Rule, _ part: ByteView?) -> Bool {
    if !rule.parts.isEmpty {
      guard let part, rule.parts.contains(where: { $0.withView { $0 == part } }) else {
        return false
      }
    }
    return rule.condition.map(evaluator.holds) ?? true
  }

  private func run(
    _ rule: Rule, _ plan: EnvelopePlan, _ record: Record, _ source: ByteView,
    _ writer: RecordWriter
  ) throws(Failure) -> String? {
    guard rule.type != nil else { return nil }
    guard let each = rule.each else { return try emit(rule, plan, record, source, writer) }
    guard let array = evaluator.lookUp(each) else { return nil }
    for element in array.elements {
      evaluator.begin(element: element, rule.elementTrie)
      if let fault = try emit(rule, plan, record, source, writer) { return fault }
    }
    return nil
  }

  private func emit(
    _ rule: Rule, _ plan: EnvelopePlan, _ record: Record, _ source: ByteView,
    _ writer: RecordWriter
  ) throws(Failure) -> String? {
    var field = ByteView("data")
    do throws(MappingError) {
      identity.removeAll()
      identity.append(plan.type)
      identity.append(0x0A)
      identity.append(source)
      try writeData(rule, &field)
      field = ByteView("attributes")
      try plan.evaluate(evaluator, record)
    } catch {
      return
        "mapping \"\(mapping.name)\", rule \"\(rule.name)\", \(field.text): \(error.message)"
    }
    if !rule.hasKey { identity.append(data.view) }
    plan.identify(identity, wholeContent: !rule.hasKey)
    try writer.emit { json in
      plan.write(to: &json, data: data.view, id: Checksum(of: identity.view), source: source)
    }
    return nil
  }

  private func writeData(_ rule: Rule, _ current: inout ByteView) throws(MappingError) {
    data.removeAll()
    var json = JSONWriter(data)
    json.beginObject()
    for field in rule.fields {
      current = field.key
      let value = try evaluator.evaluate(field.node)
      switch value {
      case .none: continue
      case .unheldNumber: if !field.isTextTwin { continue }
      default: if field.isTextTwin { continue }
      }
      let start = data.count
      json.preparedKey(field.preparedKey)
      try evaluator.write(value, to: &json)
      if field.isKey { identity.append(data.view(from: start)) }
    }
    json.endObject()
  }
}
