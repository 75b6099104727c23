public import Kernel

extension MappingFile {
  /// Reads a mapping file: JSON lines, first the header `{"mapping":NAME}`, then a rule a line.
  ///
  /// Lines that are empty or begin with `#` are skipped. Throws `Failure.configuration` with file,
  /// line and rule.
  public init(
    _ text: ByteString, file: String, layout: Layout
  ) throws(Failure) {
    let compiler = RuleCompiler(file: file, layout: layout)
    var header: JSON?
    var rules: [Rule] = []
    try WholeFile.forEachSetting(of: text, file: file) { (value, place) throws(Failure) in
      compiler.place = place
      if header == nil {
        guard value["mapping"]?.string != nil else {
          throw .configuration(
            place, "no header, {\"mapping\":\"NAME\"} in the first line would be right")
        }
        header = value
      } else {
        rules.append(try compiler.rule(value))
      }
    }
    guard let header, let name = header["mapping"]?.string, !rules.isEmpty else {
      throw .configuration(Place(file), "no rules, a header and at least one rule would be right")
    }
    self.name = name
    format = header["format"]?.string
    self.rules = rules
    program = compiler.program
    self.layout = layout
  }
}

/// Turns rules of a mapping file into what the engine runs.
final class RuleCompiler {
  let program = Program()
  var place: Place
  private let layout: MappingFile.Layout
  private var element = PathTrie()
  private var insideEach = false
  private var ruleName: ByteString = ""

  init(file: String, layout: MappingFile.Layout) {
    self.layout = layout
    place = Place(file)
  }

  private static let ruleKeys: [ByteString] = [
    "attributes", "data", "each", "ignore", "key", "kind", "part", "rule", "subject", "time",
    "when",
  ]

  func rule(_ value: JSON) throws(Failure) -> Rule {
    ruleName = value["rule"]?.string ?? ""
    guard !ruleName.bytes.isEmpty else { throw fault("no \"rule\", a name would be right") }
    if let problem = value.unknownKey(among: Self.ruleKeys) { throw fault(problem) }
    element = PathTrie()
    insideEach = false
    // `each` and `when` speak of the item, everything behind them of the element of `each`.
    let each = try value["each"].map { each throws(Failure) in try path(text(each, "each")) }
    let condition = try value["when"].map { when throws(Failure) in try self.condition(when) }
    insideEach = each != nil
    let kind = value["kind"]?.string
    guard (kind == nil) != (value["ignore"]?.string == nil) else {
      throw fault("one of \"kind\" and \"ignore\" would be right")
    }
    let key = try strings(value["key"], "key")
    return Rule(
      name: ruleName, parts: try strings(value["part"], "part"), condition: condition,
      type: kind.map { ByteString("sluice.\($0).v1") }, each: each, elementTrie: element,
      attributes: try attributes(value), fields: try fields(value["data"], key: key),
      hasKey: !key.isEmpty)
  }

  func fault(_ detail: String) -> Failure {
    .configuration(place, "rule \"\(ruleName)\": \(detail)")
  }

  private func text(_ value: JSON, _ key: String) throws(Failure) -> ByteString {
    guard let text = value.string else { throw fault("\"\(key)\" is no string") }
    return text
  }

  private func strings(_ value: JSON?, _ key: String) throws(Failure) -> [ByteString] {
    guard let value else { return [] }
    if let one = value.string { return [one] }
    var all: [ByteString] = []
    for element in value.array ?? [.null] { all.append(try text(element, key)) }
    return all
  }

  func path(_ text: ByteString) throws(Failure) -> Node.Place {
    guard let pointer = Pointer(text) else {
      throw fault("\"\(text)\" is no JSON Pointer, such as /data/value")
    }
    if pointer.scope == .current, insideEach {
      return .init(slot: element.slot(for: pointer.path), inElement: true)
    }
    let prefix: [ByteString]
    switch (layout, pointer.scope) {
    case (_, .record), (.line, .current), (.line, .item): prefix = []
    case (.observation, .current), (.observation, .item): prefix = ["data", "item"]
    case (.observation, .context): prefix = ["data", "context"]
    case (.line, .context): throw fault("\"\(text)\": bare JSON lines have no context")
    }
    return .init(slot: program.trie.slot(for: prefix + pointer.path), inElement: false)
  }

  /// The members of an object of expressions, in canonical order.
  func members(_ value: JSON?) throws(Failure) -> [(key: ByteString, value: JSON, node: Int)] {
    var members: [(key: ByteString, value: JSON, node: Int)] = []
    for member in value?.object ?? [] {
      members.append((member.key, member.value, try expression(member.value)))
    }
    return members.sorted { $0.key < $1.key }
  }

  private func attributes(_ rule: JSON) throws(Failure) -> [(key: ByteView, node: Int)] {
    var all = try members(rule["attributes"]).map { ($0.key, $0.node) }
    for name: ByteString in ["time", "subject"] {
      if let value = rule[name] { all.append((name, try expression(value))) }
    }
    for (name, _) in all {
      guard name.withView({ Record.isAttributeName($0) }), !Self.ownAttributes.contains(name) else {
        throw fault(
          "\"\(name)\" is no attribute to set, 1 to 20 of a-z and 0-9 but for "
            + "\(Self.ownAttributes.map(\.description).joined(separator: ", ")) would be right")
      }
    }
    guard Set(all.map(\.0)).count == all.count else { throw fault("an attribute is given twice") }
    return all.sorted { $0.0 < $1.0 }.map { (program.keep($0.0), $0.1) }
  }

  /// What the engine itself fills in.
  private static let ownAttributes: [ByteString] = ["data", "id", "source", "specversion", "type"]

  private func fields(_ value: JSON?, key: [ByteString]) throws(Failure) -> [Rule.Field] {
    let members = try members(value)
    for name in key where !members.contains(where: { $0.key == name }) {
      throw fault("key \"\(name)\" is no field of data")
    }
    var named: [(key: ByteString, node: Int, isTwin: Bool)] = []
    for member in members {
      named.append((member.key, member.node, false))
      if case .convert(_, .time, _) = program.nodes[member.node], member.key >= "zone_assumed" {
        throw fault("\"\(member.key)\": a time's name must come before zone_assumed")
      }
      if case .convert(_, .number, _) = program.nodes[member.node] {
        named.append((ByteString("\(member.key)_text"), member.node, true))
      }
    }
    guard Set(named.map(\.key)).count == named.count else {
      throw fault("a field has the name that another one's text needs, NAME_text")
    }
    return named.sorted { $0.key < $1.key }.map {
      Rule.Field(
        key: program.keep($0.key), preparedKey: program.keepPrepared($0.key, comma: true),
        node: $0.node, isTextTwin: $0.isTwin, isKey: key.contains($0.key))
    }
  }
}
