import Kernel

extension RuleCompiler {
  private static let forms: [ByteString] = [
    "const", "count", "first", "from", "if", "join", "object", "quotient", "steps", "sum",
  ]

  /// Compiles an expression and returns its node.
  func expression(_ value: JSON) throws(Failure) -> Int {
    switch value {
    case .string(let text) where Pointer.looksLikeOne(text):
      return program.add(.path(try path(text)))
    case .object(let members):
      guard let form = members.first(where: { Self.forms.contains($0.key) }) else {
        throw fault(
          "an object without \(Self.forms.map(\.description).joined(separator: ", ")); "
            + "{\"const\":…} would be right for a value")
      }
      return try expression(form: form.key.description, form.value, value)
    default: return constant(value)
    }
  }

  private func constant(_ value: JSON) -> Int {
    program.add(
      .constant(
        canonical: program.keep(value.canonical),
        text: program.keep(value.string ?? value.canonical)))
  }

  private func expression(
    form: String, _ argument: JSON, _ value: JSON
  ) throws(Failure) -> Int {
    switch form {
    case "const": return constant(argument)
    case "count": return program.add(.count(try path(argument.string ?? "")))
    case "first": return try first(argument, form)
    case "join":
      let parts = program.addChildren(try expressions(argument, form))
      return program.add(.join(parts, with: program.keep(value["with"]?.string ?? "")))
    case "object":
      let entries = try members(argument).map { (program.keepPrepared($0.key), $0.node) }
      return program.add(.object(program.addLookups(entries)))
    case "sum": return program.add(.sum(program.addChildren(try expressions(argument, form))))
    case "quotient":
      let parts = try expressions(argument, form)
      guard parts.count == 2 else { throw fault("\"quotient\" takes two expressions") }
      return program.add(.quotient(parts[0], by: parts[1]))
    case "steps":
      guard let of = value["of"] else { throw fault("\"steps\" without \"of\"") }
      var pairs: [Int] = []
      for pair in argument.array ?? [] {
        guard let pair = pair.array, pair.count == 2, pair[0].number != nil else {
          throw fault("\"steps\" takes an array of [NUMBER,EXPRESSION]")
        }
        pairs += [try expression(pair[0]), try expression(pair[1])]
      }
      let number = try expression(of)
      return program.add(.steps(of: number, program.addChildren(pairs)))
    case "if":
      guard let then = value["then"] else { throw fault("\"if\" without \"then\"") }
      let condition = try condition(argument)
      let chosen = try expression(then)
      let otherwise = try value["else"].map { other throws(Failure) in try expression(other) }
      return program.add(.choose(condition: condition, then: chosen, otherwise: otherwise ?? 0))
    default: return try from(argument, value)
    }
  }

  private func expressions(_ value: JSON, _ form: String) throws(Failure) -> [Int] {
    guard let elements = value.array, !elements.isEmpty else {
      throw fault("\"\(form)\" without an array of expressions")
    }
    var nodes: [Int] = []
    for element in elements { nodes.append(try expression(element)) }
    return nodes
  }

  private func first(_ value: JSON, _ form: String) throws(Failure) -> Int {
    program.add(.first(program.addChildren(try expressions(value, form))))
  }

  /// `{"from":…}` with, in this order of application, `after`, `before`, `map`, `as`, `default`.
  private func from(_ source: JSON, _ value: JSON) throws(Failure) -> Int {
    let known: [ByteString] = [
      "after", "as", "before", "default", "from", "invalid", "map", "scale",
    ]
    if let problem = value.unknownKey(among: known) { throw fault("beside \"from\": \(problem)") }
    var node = source.array != nil ? try first(source, "from") : try expression(source)
    let after = value["after"]?.string
    let before = value["before"]?.string
    if after != nil || before != nil {
      node = program.add(
        .part(node, after: program.keep(after ?? ""), before: program.keep(before ?? "")))
    }
    if let map = value["map"]?.object {
      var entries: [(key: ByteView, node: Int)] = []
      var otherwise = 0
      for member in map {
        let target = try expression(member.value)
        if member.key == "*" {
          otherwise = target
          continue
        }
        entries.append((program.keep(member.key), target))
      }
      node = program.add(.lookup(node, program.addLookups(entries), otherwise: otherwise))
    }
    if let name = value["as"]?.string {
      guard let conversion = Conversion(named: name, scale: value["scale"]?.number) else {
        throw fault("unknown conversion \"\(name)\", one of \(Conversion.names) would be right")
      }
      let skips = value["invalid"]?.string == "skip"
      node = program.add(.convert(node, conversion, skipsInvalid: skips))
    }
    if let standard = value["default"] {
      node = program.add(.first(program.addChildren([node, try expression(standard)])))
    }
    return node
  }

  /// Compiles `{"/pointer":value,…}`: all members must hold. A value, a list of values, or
  /// `{"has":true|false}`, or a comparison with another value, `{"same":P}` or `{"below":P}`; `any`,
  /// `all` and `not` combine.
  func condition(_ value: JSON) throws(Failure) -> Int {
    guard let members = value.object else { throw fault("a condition is no object") }
    var all: [Int] = []
    for member in members {
      switch member.key.description {
      case "any": all.append(program.add(.any(try conditions(member.value))))
      case "all": all.append(program.add(.all(try conditions(member.value))))
      case "not": all.append(program.add(.not(try condition(member.value))))
      default:
        let place = try path(member.key)
        if let has = member.value["has"]?.bool {
          all.append(program.add(.exists(place, has)))
        } else if let other = member.value["same"]?.string {
          all.append(program.add(.isSame(place, try path(other))))
        } else if let other = member.value["below"]?.string {
          all.append(program.add(.isBelow(place, try path(other))))
        } else {
          let literals = try literals(member.value)
          all.append(program.add(.isOneOf(place, program.addLiterals(literals))))
        }
      }
    }
    if all.count == 1, let only = all.first { return only }
    return program.add(.all(program.addChildren(all)))
  }

  private func conditions(_ value: JSON) throws(Failure) -> Range<Int> {
    guard let elements = value.array else { throw fault("\"any\" and \"all\" take an array") }
    var nodes: [Int] = []
    for element in elements { nodes.append(try condition(element)) }
    return program.addChildren(nodes)
  }

  private func literals(_ value: JSON) throws(Failure) -> [Literal] {
    var literals: [Literal] = []
    for wanted in value.array ?? [value] {
      switch wanted {
      case .string(let text): literals.append(.string(program.keep(text)))
      case .number(let number): literals.append(.number(number))
      case .bool(let truth): literals.append(.bool(truth))
      case .null: literals.append(.null)
      case .array, .object: throw fault("a condition compares with scalars only")
      }
    }
    return literals
  }
}
