public import Kernel

extension MappingFile {
  /// Reads a mapping file: JSON lines, first the header `{"mapping":NAME}`, then a rule a line.
  ///
  /// Lines that are empty or begin with `#` are skipped. Throws `Failure.configuration` with file,
  /// line and rule.
  public init(
    _ text: ByteString, file: String, layout: Layout
  ) throws(Failure) {
    var compiler = RuleCompiler(file: file, layout: layout)
    var header: JSON?
    var rules: [Rule] = []
    for (index, line) in text.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      if line.isEmpty || line.first == 0x23 { continue }
      compiler.place = Place(file, line: index + 1)
      let value: JSON
      do {
        value = try JSONParser.tree(ByteString(Array(line)))
      } catch {
        throw .configuration(compiler.place, error.message)
      }
      if header == nil {
        guard value["mapping"]?.string != nil else {
          throw .configuration(
            compiler.place, "no header, {\"mapping\":\"NAME\"} in the first line would be right")
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
    self.file = file
    self.rules = rules
    trie = compiler.trie
    self.layout = layout
  }
}

/// Turns rules of a mapping file into what the engine runs.
struct RuleCompiler {
  let file: String
  let layout: MappingFile.Layout
  var place: Place
  var trie = PathTrie()
  private var element = PathTrie()
  private var insideEach = false
  private var ruleName: ByteString = ""

  init(file: String, layout: MappingFile.Layout) {
    self.file = file
    self.layout = layout
    place = Place(file)
  }

  private static let ruleKeys: [ByteString] = [
    "attributes", "data", "each", "ignore", "key", "kind", "part", "rule", "subject", "time", "when",
  ]

  mutating func rule(_ value: JSON) throws(Failure) -> Rule {
    ruleName = value["rule"]?.string ?? ""
    guard !ruleName.bytes.isEmpty else { throw fault("no \"rule\", a name would be right") }
    for member in value.object ?? [] where !Self.ruleKeys.contains(member.key) {
      throw fault("unknown key \"\(member.key)\"")
    }
    element = PathTrie()
    insideEach = false
    let each = try value["each"].map { each throws(Failure) in try path(text(each, "each")) }
    let parts = try strings(value["part"], "part")
    let product: Rule.Product
    if value["ignore"]?.string != nil {
      product = .nothing
    } else if let kind = value["kind"]?.string {
      product = .record(type: ByteString("sluice.\(kind).v1"))
    } else {
      throw fault("neither \"kind\" nor \"ignore\", one of them would be right")
    }
    // `when` speaks of the item, everything behind it of the element of `each`.
    let condition = try value["when"].map { when throws(Failure) in try self.condition(when) }
    insideEach = each != nil
    let time = try value["time"].map { time throws(Failure) in try expression(time) }
    let subject = try value["subject"].map { subject throws(Failure) in try expression(subject) }
    let attributes = try members(value["attributes"])
    let fields = try self.fields(value["data"])
    let key = Set(try strings(value["key"], "key"))
    for name in key where !fields.contains(where: { $0.key == name }) {
      throw fault("key \"\(name)\" is no field of data")
    }
    return Rule(
      name: ruleName, parts: parts, condition: condition, product: product, each: each,
      elementTrie: element, time: time, subject: subject, attributes: attributes, fields: fields,
      key: key)
  }

  private func fault(_ detail: String) -> Failure {
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

  private mutating func path(_ text: ByteString) throws(Failure) -> Expression.Place {
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
    return .init(slot: trie.slot(for: prefix + pointer.path), inElement: false)
  }

  private mutating func members(
    _ value: JSON?
  ) throws(Failure) -> [(key: ByteString, value: Expression)] {
    var members: [(key: ByteString, value: Expression)] = []
    for member in value?.object ?? [] {
      members.append((member.key, try expression(member.value)))
    }
    return members.sorted { $0.key < $1.key }
  }

  private mutating func fields(_ value: JSON?) throws(Failure) -> [Rule.Field] {
    var fields: [Rule.Field] = []
    for (key, value) in try members(value) {
      fields.append(.init(key: key, value: value, isTextTwin: false))
      if case .convert(_, .number, _) = value {
        fields.append(.init(key: ByteString("\(key)_text"), value: value, isTextTwin: true))
      }
    }
    return fields.sorted { $0.key < $1.key }
  }

  // MARK: Expressions

  private static let forms: [ByteString] = [
    "const", "count", "first", "from", "if", "join", "object",
  ]

  mutating func expression(_ value: JSON) throws(Failure) -> Expression {
    switch value {
    case .string(let text) where Pointer.looksLikeOne(text): return .path(try path(text))
    case .object(let members):
      guard let form = members.first(where: { Self.forms.contains($0.key) }) else {
        throw fault(
          "an object without \(Self.forms.map(\.description).joined(separator: ", ")); "
            + "{\"const\":…} would be right for a value")
      }
      return try expression(form: form.key.description, form.value, value)
    default: return .constant(value, canonical: value.canonical)
    }
  }

  private mutating func expression(
    form: String, _ argument: JSON, _ value: JSON
  ) throws(Failure) -> Expression {
    switch form {
    case "const": return .constant(argument, canonical: argument.canonical)
    case "count": return .count(try path(text(argument, form)))
    case "first": return .first(try expressions(argument, form))
    case "join":
      return .join(try expressions(argument, form), with: value["with"]?.string ?? "")
    case "object": return .object(try members(argument))
    case "if":
      guard let then = value["then"] else { throw fault("\"if\" without \"then\"") }
      let otherwise = try value["else"].map { other throws(Failure) in try expression(other) }
      return .choose(try condition(argument), try expression(then), otherwise)
    default: return try fromExpression(argument, value)
    }
  }

  private mutating func expressions(_ value: JSON, _ form: String) throws(Failure) -> [Expression] {
    guard let elements = value.array, !elements.isEmpty else {
      throw fault("\"\(form)\" without an array of expressions")
    }
    var expressions: [Expression] = []
    for element in elements { expressions.append(try expression(element)) }
    return expressions
  }

  /// `{"from":…}` with, in this order of application, `after`, `before`, `map`, `as`, `default`.
  private mutating func fromExpression(
    _ from: JSON, _ value: JSON
  ) throws(Failure) -> Expression {
    let known: [ByteString] = [
      "after", "as", "before", "default", "from", "invalid", "map", "scale",
    ]
    for member in value.object ?? [] where !known.contains(member.key) {
      throw fault("unknown key \"\(member.key)\" beside \"from\"")
    }
    var result: Expression =
      from.array != nil ? .first(try expressions(from, "from")) : try source(from)
    let after = value["after"]?.string
    let before = value["before"]?.string
    if after != nil || before != nil { result = .part(result, after: after, before: before) }
    if let map = value["map"]?.object {
      var table: [ByteString: Expression] = [:]
      var otherwise: Expression?
      for member in map {
        let target = try expression(member.value)
        if member.key == "*" { otherwise = target } else { table[member.key] = target }
      }
      result = .lookup(result, table, otherwise: otherwise)
    }
    if let name = value["as"]?.string {
      guard let conversion = Conversion(named: name, scale: value["scale"]?.number) else {
        throw fault("unknown conversion \"\(name)\", one of \(Conversion.names) would be right")
      }
      result = .convert(result, conversion, skipsInvalid: value["invalid"]?.string == "skip")
    }
    if let standard = value["default"] { result = .first([result, try expression(standard)]) }
    return result
  }

  private mutating func source(_ from: JSON) throws(Failure) -> Expression {
    if let text = from.string { return .path(try path(text)) }
    return try expression(from)
  }

  // MARK: Conditions

  /// `{"/pointer":value,…}`: all members must hold. A value, a list of values, or
  /// `{"has":true|false}`; `any`, `all` and `not` combine.
  mutating func condition(_ value: JSON) throws(Failure) -> Condition {
    guard let members = value.object else { throw fault("a condition is no object") }
    var all: [Condition] = []
    for member in members {
      switch member.key.description {
      case "any": all.append(.any(try conditions(member.value)))
      case "all": all.append(.all(try conditions(member.value)))
      case "not": all.append(.not(try condition(member.value)))
      default:
        let place = try path(member.key)
        if let has = member.value["has"]?.bool {
          all.append(.exists(place, has))
        } else {
          all.append(.isOneOf(place, member.value.array ?? [member.value]))
        }
      }
    }
    if all.count == 1, let only = all.first { return only }
    return .all(all)
  }

  private mutating func conditions(_ value: JSON) throws(Failure) -> [Condition] {
    guard let elements = value.array else { throw fault("\"any\" and \"all\" take an array") }
    var conditions: [Condition] = []
    for element in elements { conditions.append(try condition(element)) }
    return conditions
  }
}
