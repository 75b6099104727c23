public import Kernel
internal import Records

/// SARIF 2.1.0 (OASIS, errata 01): a run for each tool that found something, and one for the gate with
/// a result for each rule that does not pass.
///
/// A level that is not known is a warning, never harmless. What is suppressed, ignored or waived
/// carries a suppression; what is fixed or gone has the baseline state `absent`.
public struct SARIFReport {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    + "sarif-schema-2.1.0.json"

  private struct Tool {
    let name: ByteString
    let version: ByteString
    var rules: [ByteString: Int] = [:]
  }

  private var tools: [Tool] = []
  private var numbers: [ByteString: Int] = [:]
  private var results: GroupedTexts
  private var descriptors: GroupedTexts
  private let scratch = ByteBuffer()

  /// An empty report that holds its results in `memory`, and each tool's rules beside.
  public init(_ memory: StateMemory) {
    results = GroupedTexts(memory)
    descriptors = GroupedTexts(memory)
  }

  /// Takes in a finding or a decision; other records are passed over. Throws `Failure.inputOutput`
  /// when there is no room for it.
  public mutating func add(_ record: Record) throws(Failure) {
    guard let data = record.data else { return }
    if record.type == "sluice.finding.v1" {
      let tool = number(
        of: data["tool"]?.string.map { ByteString($0) } ?? "unknown",
        version: data["tool_version"]?.string.map { ByteString($0) } ?? "")
      try add(SARIFResult(finding: data), to: tool)
    } else if record.type == "sluice.decision.v1" {
      let tool = number(of: "sluice gate", version: ByteString(Declaration.version))
      let policy = data["policy"]?["name"]?.string?.text ?? ""
      for rule in data["rules"].map({ Array($0.elements) }) ?? [] {
        guard rule["level"]?.string.map({ $0 == "pass" }) != true else { continue }
        try add(SARIFResult(rule: rule, of: policy), to: tool)
      }
    }
  }

  /// Writes the document piece by piece; of a stream that is not complete every run says that its
  /// execution was not successful.
  public func write(
    status: StreamStatus, to write: (ByteBuffer) throws(Failure) -> Void
  ) throws(Failure) {
    let out = ByteBuffer(capacity: 1 << 16)
    func flush(above size: Int) throws(Failure) {
      guard out.count > size else { return }
      try write(out)
      out.removeAll()
    }
    func list(_ texts: GroupedTexts, _ group: Int) throws(Failure) {
      var isFirst = true
      try texts.forEach(in: group) { (text) throws(Failure) in
        if !isFirst { out.append(",\n" as StaticString) }
        isFirst = false
        out.append(text)
        try flush(above: 1 << 16)
      }
    }
    out.append("{\"$schema\":\"\(SARIFReport.schema)\",\"runs\":[")
    for (index, tool) in tools.enumerated() {
      out.append(index == 0 ? "\n" : ",\n" as StaticString)
      out.append("{\"invocations\":[{\"executionSuccessful\":\(status == .complete)}],")
      out.append("\"results\":[" as StaticString)
      try list(results, index)
      out.append("],\n\"tool\":{\"driver\":{\"name\":" as StaticString)
      append(tool.name, to: out)
      out.append(",\"rules\":[" as StaticString)
      try list(descriptors, index)
      out.append("]" as StaticString)
      if !tool.version.bytes.isEmpty {
        out.append(",\"version\":" as StaticString)
        append(tool.version, to: out)
      }
      out.append("}}}" as StaticString)
    }
    out.append("],\"version\":\"2.1.0\"}\n" as StaticString)
    try write(out)
  }

  private func append(_ text: ByteString, to out: ByteBuffer) {
    var json = JSONWriter(out)
    json.string(text)
  }

  private mutating func number(of name: ByteString, version: ByteString) -> Int {
    let key = ByteString(name.bytes + [0] + version.bytes)
    if let number = numbers[key] { return number }
    numbers[key] = tools.count
    tools.append(Tool(name: name, version: version))
    results.addGroup()
    descriptors.addGroup()
    return tools.count - 1
  }

  private mutating func add(_ result: SARIFResult, to tool: Int) throws(Failure) {
    var index = result.rule.flatMap { tools[tool].rules[$0] }
    if index == nil, let rule = result.rule {
      index = tools[tool].rules.count
      tools[tool].rules[rule] = index
      try append(result.descriptor, to: &descriptors, tool)
    }
    try append(result.json(ruleIndex: index), to: &results, tool)
  }

  private func append(
    _ value: JSON, to texts: inout GroupedTexts, _ group: Int
  ) throws(Failure) {
    scratch.removeAll()
    var json = JSONWriter(scratch)
    value.write(to: &json)
    try texts.append(scratch.view, to: group)
  }
}
