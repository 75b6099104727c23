public import Kernel
internal import Records
internal import Trust

/// One line of a rule file.
struct RedactionRule: Sendable {
  /// What it looks at.
  enum Target: Sendable {
    /// The record as a whole.
    case record
    /// Values at pointers, in which `*` stands for any one name or index.
    case fields([[ByteString]])
    /// Members of these names, in lower case, at any depth below `data`.
    case names(Set<ByteString>)
    /// What detectors find in any text.
    case detect([Detector])
  }

  let id: ByteString
  let selection: Selection
  let target: Target
  /// The class of what it looks at, as its place in the list of classes.
  let level: Int?
  /// What is put in its place; nil leaves it, and with it its class.
  let mask: Mask?
}

/// How records are classed, and what of them is masked: JSON lines, one rule a line.
public struct RedactionRules: Sendable {
  /// The classes from the most open to the most closed.
  public let classes: [ByteString]
  /// SHA-256 over the bytes of the file, in hexadecimal.
  public let digest: String
  let rules: [RedactionRule]

  /// Classes unless the file's first line has others.
  static let standardClasses: [ByteString] = [
    "public", "internal", "confidential", "restricted",
  ]

  /// Whether a rule needs a key.
  public var needsKey: Bool { rules.contains { $0.mask == .hash } }

  /// Reads the rules. Throws `Failure.configuration` with file, line and rule.
  public init(_ text: ByteString, file: String) throws(Failure) {
    var classes = RedactionRules.standardClasses
    var rules: [RedactionRule] = []
    var isFirst = true
    try WholeFile.forEachSetting(of: text, file: file) { (value, place) throws(Failure) in
      defer { isFirst = false }
      if isFirst, let given = value["classes"] {
        let names = given.array?.compactMap(\.string) ?? []
        guard names.count > 1, names.count == given.array?.count, Set(names).count == names.count,
          value.object?.count == 1
        else { throw .configuration(place, "classes: a list of different names would be right") }
        classes = names
        return
      }
      let rule = try RedactionRules.rule(value, classes, place)
      guard !rules.contains(where: { $0.id == rule.id }) else {
        throw .configuration(place, "rule \"\(rule.id)\" stands twice")
      }
      rules.append(rule)
    }
    guard !rules.isEmpty else { throw .configuration(Place(file), "no rules in it") }
    self.classes = classes
    self.rules = rules
    digest = SHA256.digest(of: text).hex
  }

  private static func rule(
    _ value: JSON, _ classes: [ByteString], _ place: Place
  ) throws(Failure) -> RedactionRule {
    guard let id = value["id"]?.string else { throw .configuration(place, "a rule without \"id\"") }
    func fault(_ problem: String) -> Failure { .configuration(place, "rule \"\(id)\": \(problem)") }
    let known: [ByteString] = ["class", "detect", "fields", "id", "mask", "names", "select"]
    if let problem = value.unknownKey(among: known) { throw fault(problem) }
    var selection = Selection.all
    if let select = value["select"] {
      do { selection = try Selection(select) } catch { throw fault(error.message) }
    }
    var level: Int?
    if let name = value["class"] {
      level = name.string.flatMap { classes.firstIndex(of: $0) }
      guard level != nil else {
        let list = classes.map(\.description).joined(separator: ", ")
        throw fault("\"class\": one of \(list) would be right")
      }
    }
    var mask: Mask?
    if let given = value["mask"] {
      mask = Mask(given)
      guard mask != nil else { throw fault("\"mask\": drop, hash or {\"keep\":1 to 8} is right") }
    }
    guard level != nil || mask != nil else { throw fault("neither \"class\" nor \"mask\"") }
    do throws(RedactionFault) {
      let target = try target(value)
      if case .record = target, mask != nil {
        throw RedactionFault(message: "\"mask\" needs fields, names or detect")
      }
      return RedactionRule(id: id, selection: selection, target: target, level: level, mask: mask)
    } catch {
      throw fault(error.message)
    }
  }

  private struct RedactionFault: Error { let message: String }

  private static func target(_ value: JSON) throws(RedactionFault) -> RedactionRule.Target {
    func list(_ name: ByteString) throws(RedactionFault) -> [ByteString]? {
      guard let given = value[name] else { return nil }
      let texts = given.array?.compactMap(\.string) ?? []
      guard !texts.isEmpty, texts.count == given.array?.count else {
        throw RedactionFault(message: "\"\(name)\": a list of texts would be right")
      }
      return texts
    }
    let (fields, names) = (try list("fields"), try list("names"))
    let detect = try list("detect")
    guard [fields, names, detect].compactMap({ $0 }).count <= 1 else {
      throw RedactionFault(message: "one of fields, names and detect would be right")
    }
    if let fields {
      let needed: [ByteString] = ["/id", "/source", "/specversion", "/time", "/type", "/data"]
      for field in fields where field.bytes.first != 0x2F || needed.contains(field) {
        throw RedactionFault(
          message: "\"\(field)\": a JSON Pointer such as /data/author would be right, "
            + "not to what every record needs")
      }
      return .fields(fields.map { RecordPath.split($0) })
    }
    if let names { return .names(Set(names.map { ByteString($0.description.lowercased()) })) }
    guard let detect else { return .record }
    let detectors = detect.compactMap { Detector(rawValue: $0.description) }
    guard detectors.count == detect.count else {
      let list = Detector.allCases.map(\.rawValue).joined(separator: ", ")
      throw RedactionFault(message: "\"detect\": of \(list)")
    }
    return .detect(detectors)
  }
}
