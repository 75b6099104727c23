public import Kernel

/// Runs a mapping over one line after the other.
public final class Mapper {
  private let mapping: MappingFile
  private let evaluator: Evaluator
  private let plans: UnsafeMutableBufferPointer<RulePlan>
  private let data = ByteBuffer(capacity: 4096)
  private let identity = ByteBuffer(capacity: 4096)
  /// The writing ends of both, and a writer to the first: getting at them counts no reference.
  private let dataSink: ByteSink
  private let identitySink: ByteSink
  private var json: JSONWriter

  /// A mapper; `given` are attributes for records that have none of that name themselves.
  public init(_ mapping: MappingFile, given: [JSON.Member]) {
    self.mapping = mapping
    evaluator = Evaluator(mapping.program)
    plans = RulePlan.copy(
      mapping.rules.map { RulePlan($0, given: given, memory: mapping.program) })
    dataSink = data.sink
    identitySink = identity.sink
    json = JSONWriter(data)
  }

  deinit {
    for plan in plans { plan.deallocate() }
    plans.deallocate()
  }

  /// Whether what comes of a line is bounded by the mapping: no rule makes a record of each element
  /// of an array.
  public var isBounded: Bool { plans.allSatisfy { $0.each == nil } }

  /// Maps one line and writes what comes of it; the same otherwise as with `endLine`.
  public func map(
    _ record: borrowing Record, source: ByteView, to writer: RecordWriter
  ) throws(Failure) -> String? {
    try map(record, source: source, to: writer.beginLine()) { () throws(Failure) in
      try writer.endLine()
    }
  }

  /// Maps one line and appends what comes of it, calling `endLine` behind each record. Returns why
  /// the line is refused, or nil.
  ///
  /// `source` is the `source` attribute for a bare line; observations bring theirs.
  public func map(
    _ record: borrowing Record, source: ByteView, to out: ByteSink,
    endLine: () throws(Failure) -> Void
  ) throws(Failure) -> String? {
    evaluator.begin(record.root)
    let part = record.isForeign ? nil : part(of: record)
    var matched = false
    for index in 0..<plans.count where applies(plans[index], part) {
      matched = true
      if let fault = try run(index, record, source, out, endLine) { return fault }
    }
    if matched { return nil }
    let what = part.map { "part \"\($0.text)\"" } ?? "this line"
    return
      "no rule of mapping \"\(mapping.name)\" is for \(what); a rule with \"ignore\" would say "
      + "that it has no meaning"
  }

  private func part(of record: borrowing Record) -> ByteView? {
    mapping.layout == .observation ? record.data?["part"]?.string : nil
  }

  @inline(__always)
  private func applies(_ plan: RulePlan, _ part: ByteView?) -> Bool {
    if plan.parts.count > 0 {
      guard let part, plan.parts.contains(where: { $0 == part }) else { return false }
    }
    return plan.condition < 0 || evaluator.holds(plan.condition)
  }

  @inline(__always)
  private func run(
    _ index: Int, _ record: borrowing Record, _ source: ByteView, _ out: ByteSink,
    _ endLine: () throws(Failure) -> Void
  ) throws(Failure) -> String? {
    if plans[index].isIgnoring { return nil }
    guard let each = plans[index].each else {
      return try emit(index, record, source, out, endLine)
    }
    guard let array = evaluator.lookUp(each) else { return nil }
    for element in array.elements {
      evaluator.begin(element: element, mapping.rules[index].elementTrie)
      if let fault = try emit(index, record, source, out, endLine) { return fault }
    }
    return nil
  }

  private func emit(
    _ index: Int, _ record: borrowing Record, _ source: ByteView, _ out: ByteSink,
    _ endLine: () throws(Failure) -> Void
  ) throws(Failure) -> String? {
    let plan = plans[index]
    var field = ByteView("data")
    do throws(MappingError) {
      identitySink.removeAll()
      identitySink.append(plan.envelope.type)
      identitySink.append(0x0A)
      identitySink.append(source)
      try writeData(plan, &field)
      field = ByteView("attributes")
      try plan.envelope.evaluate(evaluator, record)
    } catch {
      let rule = mapping.rules[index]
      return
        "mapping \"\(mapping.name)\", rule \"\(rule.name)\", \(field.text): \(error.message)"
    }
    if !plan.hasKey { identitySink.append(dataSink.view) }
    plan.envelope.identify(identitySink, wholeContent: !plan.hasKey)
    let id = Checksum(of: identitySink.view)
    plan.envelope.write(to: out, data: dataSink.view, id: id, source: source)
    try endLine()
    return nil
  }

  @inline(__always)
  private func writeData(_ plan: RulePlan, _ current: inout ByteView) throws(MappingError) {
    dataSink.removeAll()
    var sawUnheldNumber = false
    for index in 0..<plan.fields.count {
      let field = plan.fields[index]
      // The number itself comes first: its name is the beginning of its twin's.
      if field.isTextTwin, !sawUnheldNumber { continue }
      current = field.key
      let value = try evaluator.evaluate(field.node)
      switch value {
      case .none: continue
      case .unheldNumber:
        sawUnheldNumber = true
        if !field.isTextTwin { continue }
      default: if field.isTextTwin { continue }
      }
      let start = dataSink.count
      dataSink.append(padded: field.preparedKey)
      if case .constant(let canonical, _) = value, !field.isKey {
        dataSink.append(canonical)
        continue
      }
      json.restart()
      try evaluator.write(value, to: &json)
      // The first field has no comma in front.
      if field.isKey { identitySink.append(dataSink.view(from: max(start, 1))) }
    }
    // Each field brought a comma along, in whose place the first one's brace stands.
    if dataSink.count == 0 { dataSink.append(0x2C) }
    dataSink.start.pointee = 0x7B
    dataSink.append(0x7D)
  }
}
