internal import Kernel

/// One result of SARIF (section 3.27) with what its rule's descriptor says (3.49).
struct SARIFResult {
  /// What was broken, where the tool names it.
  let rule: ByteString?
  private var ruleName: ByteString?
  private var helpURI: ByteString?
  private var score: Double?
  private var level: JSON
  private var message: ByteString
  private var location: JSON?
  private var fingerprints: JSON?
  private var baseline: JSON?
  private var suppression: JSON?

  /// Of a `finding`.
  init(finding data: JSONValue) {
    func text(_ key: StaticString) -> ByteString? { SARIFResult.text(key, in: data) }
    rule = text("rule")
    ruleName = text("rule_name")
    // The schema asks for an absolute URI, and tools write other texts there as well.
    helpURI = text("url").flatMap { $0.bytes.starts(with: "http".utf8) ? $0 : nil }
    score = data["score"]?.number
    level =
      switch text("level")?.description {
      case "critical", "high": "error"
      case "low", "info": "note"
      case "none": "none"
      default: "warning"
      }
    message = text("message") ?? text("rule_name") ?? rule ?? "no message"
    location = SARIFResult.location(of: data)
    let texts = data["fingerprints"].flatMap { JSON($0).object }?.filter { $0.value.string != nil }
    if let texts, !texts.isEmpty { fingerprints = .object(texts) }
    let state = text("state")?.description
    if let known = text("baseline")?.description,
      ["absent", "new", "unchanged", "updated"].contains(known)
    {
      baseline = .text(known)
    } else if state == "fixed" || state == "absent" {
      baseline = "absent"
    }
    if state == "suppressed" || state == "ignored" {
      suppression = SARIFResult.suppression(text("justification"))
    }
  }

  /// Of a rule of a decision that does not pass.
  init(rule data: JSONValue, of policy: String) {
    func text(_ key: StaticString) -> ByteString? { data[key]?.string.map { ByteString($0) } }
    let id = text("id") ?? "unnamed"
    rule = id
    ruleName = text("why")
    level = text("level") == "warn" ? "warning" : "error"
    let got = data["got"]?.number.map(Findings.number) ?? "nothing"
    let parts = [
      "\(text("state") ?? "unknown"): wanted \(text("want") ?? ""), got \(got)",
      text("reason")?.description, text("why")?.description, text("remedy")?.description,
    ]
    message = ByteString(parts.compactMap { $0 }.joined(separator: "; "))
    location = .members([
      "logicalLocations": .array([.members(["fullyQualifiedName": .text("\(policy)/\(id)")])])
    ])
    if text("state") == "waived" { suppression = SARIFResult.suppression(text("waiver")) }
  }

  /// The descriptor of its rule.
  var descriptor: JSON {
    .members([
      "helpUri": helpURI.map { .string($0) }, "id": .string(rule ?? ""),
      "properties": score.map { .members(["security-severity": .text(Findings.number($0))]) },
      "shortDescription": ruleName.map { .members(["text": .string($0)]) },
    ])
  }

  /// The result, whose rule has this place among its tool's.
  func json(ruleIndex: Int?) -> JSON {
    .members([
      "baselineState": baseline, "level": level, "locations": location.map { .array([$0]) },
      "message": .members(["text": .string(message)]), "partialFingerprints": fingerprints,
      "ruleId": rule.map { .string($0) }, "ruleIndex": ruleIndex.map { .integer($0) },
      "suppressions": suppression.map { .array([$0]) },
    ])
  }

  /// A text that says something: some tools write an empty one where they have none.
  private static func text(_ key: StaticString, in data: JSONValue) -> ByteString? {
    data[key]?.string.flatMap { $0.isEmpty ? nil : ByteString($0) }
  }

  /// A file's name as a URI; one of Windows with a drive becomes an absolute one (RFC 8089, E.2).
  private static func uri(of file: ByteString) -> ByteString {
    let bytes = file.bytes
    let hasDrive =
      bytes.count > 2 && (bytes[0] | 0x20) &- 0x61 < 26 && bytes[1] == 0x3A
      && (bytes[2] == 0x5C || bytes[2] == 0x2F)
    guard hasDrive else { return PercentEncoding.path(file, keepsEscapes: true) }
    let path = ByteString(bytes.map { $0 == 0x5C ? 0x2F : $0 })
    return ByteString("file:///\(PercentEncoding.path(path, keepsEscapes: true))")
  }

  private static func suppression(_ why: ByteString?) -> JSON {
    .members(["justification": why.map { .string($0) }, "kind": "external"])
  }

  /// The file and line, or else the function, package or resource.
  private static func location(of data: JSONValue) -> JSON? {
    func text(_ key: StaticString) -> ByteString? { SARIFResult.text(key, in: data) }
    let region = data["line"]?.integer.map { line in
      JSON.members([
        "startColumn": data["column"]?.integer.map { .integer(max(1, $0)) },
        "startLine": .integer(max(1, line)),
      ])
    }
    // Where a line is known, it is one of a file: for some tools that is what they looked at.
    let file = text("file") ?? (region == nil ? nil : text("target"))
    let physical = file.map { file -> JSON in
      let uri = JSON.string(SARIFResult.uri(of: file))
      return JSON.members(["artifactLocation": .members(["uri": uri]), "region": region])
    }
    let places: [ByteString?] = [
      text("logical_location"), text("purl"), text("component"), text("resource"), text("target"),
    ]
    let name = places.compactMap { $0 }.first
    let logical = name.map { JSON.array([.members(["fullyQualifiedName": .string($0)])]) }
    if physical == nil, logical == nil { return nil }
    return .members(["logicalLocations": logical, "physicalLocation": physical])
  }
}
