internal import Kernel

/// SARIF 2 (OASIS): one item for each result, and one for each run.
///
/// What a result only points to stands in its context: its rule, found by `ruleIndex`, `rule` or
/// `ruleId` in the driver or an extension (3.52.3), the override of its configuration (3.20.5), the
/// template of its message, and the artifact. The document is held as a whole, up to
/// `FormatLimit.documentBytes`.
struct SARIFReader: FormatReader {
  private var items = JSONItems()
  private let context = ContextWriter()

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let texts = JSONTexts(items)
    try texts.forEach(of: output) { (log, line) throws(Failure) in
      guard let version = log["version"]?.string, version.hasPrefix(ByteView("2.")) else {
        let place = Place(output.file.name, line: line)
        return try output.abandon(
          .data(place, "no SARIF 2, a log with \"version\" \"2.1.0\" would be right"))
      }
      for (number, run) in log.list("runs").enumerated() {
        try emit(SARIFRun(run, number: number, version: version), output)
      }
    }
  }

  private mutating func emit(_ run: SARIFRun, _ output: ObservationWriter) throws(Failure) {
    guard run.value.kind == .object else {
      return try output.refuse(Place(output.file.name), "run \(run.number) is no object")
    }
    var count = 0
    for result in run.value.list("results") {
      guard result.kind == .object else {
        try output.refuse(Place(output.file.name), "result \(count) is no object")
        continue
      }
      try items.emit(
        result, part: ByteView("result"), context: resultContext(result, run), to: output)
      count += 1
    }
    let view = context.write([
      "results": run.value["results"].map { $0.isNull ? .own("null") : .own(.integer(count)) },
      "run": .own(.integer(run.number)), "tool": run.tool,
      "version": .own(.string(run.version)),
    ])
    let dropped: [StaticString] = [
      "addresses", "artifacts", "graphs", "logicalLocations", "resources", "results",
      "runGraphs", "taxonomies", "threadFlowLocations", "tool", "translations",
      "webRequests", "webResponses",
    ]
    let pointers = items.write(
      run.value, where: { key in !dropped.contains { key == $0 } }, to: output.item)
    try output.emit(ByteView("run"), context: view, numberText: pointers)
  }

  private func resultContext(_ result: JSONValue, _ run: SARIFRun) -> ByteView {
    let rule = run.rule(of: result)
    let location = result.list("locations").first
    let artifact = location?["physicalLocation"]?["artifactLocation"]
    let template = result["message"]?["id"]?.string.flatMap { id in
      rule?["messageStrings"]?[id] ?? run.driver?["globalMessageStrings"]?[id]
    }
    return context.write([
      "artifact": artifact?["uri"] == nil
        ? run.value["artifacts"]?.element(at: artifact?["index"])?["location"]?.whole : nil,
      "automation": run.value["automationDetails"]?["id"]?.whole,
      "ended": run.invocations.last?["endTimeUtc"]?.whole,
      "message": template?["text"]?.whole,
      "override": run.override(of: result, rule)?.whole,
      "revision": run.value.list("versionControlProvenance").first?["revisionId"]?.whole,
      "rule": rule.map {
        .only($0, ["configuration", "defaultConfiguration", "id", "name", "properties"])
      },
      "run": .own(.integer(run.number)), "tool": run.tool,
      "version": .own(.string(run.version)),
    ])
  }
}

/// One run of a log, with what results point to.
private struct SARIFRun {
  let value: JSONValue
  let number: Int
  let version: ByteString
  /// The driver; before 2.1 the tool itself.
  let driver: JSONValue?
  /// The rules of the driver and of each extension.
  private let rules: [[JSONValue]]
  private let byID: [ByteString: JSONValue]
  let invocations: [JSONValue]

  init(_ value: JSONValue, number: Int, version: ByteView) {
    self.value = value
    self.number = number
    self.version = ByteString(version)
    let tool = value["tool"]
    driver = tool?["driver"] ?? tool
    let components = [driver].compactMap { $0 } + (tool?.list("extensions") ?? [])
    var rules = components.map { $0.list("rules") }
    // Before 2.1 rules were a resource of the run, by id.
    if let old = value["resources"]?["rules"] {
      let all = Array(old.elements) + old.members.map(\.value)
      if rules.isEmpty { rules.append(all) } else { rules[0] += all }
    }
    var byID: [ByteString: JSONValue] = [:]
    for rule in rules.joined() {
      guard let id = rule["id"]?.string else { continue }
      byID[ByteString(id), default: rule] = byID[ByteString(id)] ?? rule
    }
    self.rules = rules
    self.byID = byID
    invocations = value.list("invocations")
  }

  /// The tool's name and version.
  var tool: ContextWriter.Value? {
    driver.map { .only($0, ["name", "semanticVersion", "version"]) }
  }

  /// The rule of a result: by its number, else by its id, whose last parts name a part of the rule.
  func rule(of result: JSONValue) -> JSONValue? {
    let reference = result["rule"]
    let component = reference?["toolComponent"]?["index"]?.integer.map { $0 + 1 } ?? 0
    if let index = result["ruleIndex"]?.integer ?? reference?["index"]?.integer,
      rules.indices.contains(component), rules[component].indices.contains(index)
    {
      return rules[component][index]
    }
    guard var id = result["ruleId"]?.string ?? reference?["id"]?.string else { return nil }
    while true {
      if let rule = byID[ByteString(id)] { return rule }
      guard let slash = id.lastIndex(of: 0x2F) else { return nil }
      id = id.slice(0, slash)
    }
  }

  /// The configuration of the rule that the result's invocation has in place of its own.
  func override(of result: JSONValue, _ rule: JSONValue?) -> JSONValue? {
    let number = result["provenance"]?["invocationIndex"]?.integer ?? 0
    guard invocations.indices.contains(number) else { return nil }
    for override in invocations[number].list("ruleConfigurationOverrides") {
      let descriptor = override["descriptor"]
      let isSame =
        if let index = descriptor?["index"]?.integer {
          index == (result["ruleIndex"] ?? result["rule"]?["index"])?.integer
        } else if let id = descriptor?["id"]?.string {
          rule?["id"]?.string.map { $0 == id } ?? false
        } else {
          false
        }
      if isSame { return override["configuration"] }
    }
    return nil
  }
}
