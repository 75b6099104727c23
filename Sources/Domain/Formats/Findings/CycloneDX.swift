internal import Kernel

/// CycloneDX JSON 1.2 to 1.7 (ECMA-424): one item for each component, however deep it is nested, for
/// each service and vulnerability, and for the document.
///
/// A component's context has what holds it and what it depends on. What the schema forbids is
/// refused (`CycloneDXRules`): a bill of materials that is wrong is no evidence.
struct CycloneDXReader: FormatReader {
  /// What a bill or a component holds: the member, and the part that its elements are.
  private typealias Inner = (member: StaticString, part: StaticString)
  private static let components: Inner = ("components", "component")
  private static let services: Inner = ("services", "service")

  private var items = JSONItems()
  private let context = ContextWriter()
  private var dependencies: [ByteString: JSONValue] = [:]
  private var references: [ByteString: JSONValue] = [:]
  private var subject: JSONValue?
  private var counts: [ByteString: Int] = [:]

  mutating func read(into output: ObservationWriter) throws(Failure) {
    guard let bom = try items.document(of: output) else { return }
    let place = Place(output.file.name)
    if let fault = CycloneDXRules.headerFault(of: bom) {
      return try output.abandon(.data(place, fault))
    }
    for fault in CycloneDXRules.documentFaults(of: bom) { try output.refuse(place, fault) }
    for dependency in bom.list("dependencies") {
      guard let name = dependency["ref"]?.string else { continue }
      dependencies[ByteString(name)] = dependency["dependsOn"]
    }
    subject = bom["metadata"]?["component"]
    if let subject {
      try emit(subject, "subject", holding: Self.components, in: nil, bom, output)
    }
    for inner in [Self.components, Self.services] {
      for held in bom.list(inner.member) {
        try emit(held, inner.part, holding: inner, in: subject, bom, output)
      }
    }
    for vulnerability in bom.list("vulnerabilities") {
      try emit(vulnerability: vulnerability, bom, output)
    }
    try emitDocument(bom, output)
  }

  /// Writes a component or service, then those that it holds as its member `inner`.
  private mutating func emit(
    _ component: JSONValue, _ part: StaticString, holding inner: Inner, in parent: JSONValue?,
    _ bom: JSONValue, _ output: ObservationWriter
  ) throws(Failure) {
    if let fault = fault(of: component, as: part, bom) {
      try output.refuse(Place(output.file.name), fault)
    } else {
      let view = context.write([
        "created": bom["metadata"]?["timestamp"]?.whole,
        "depends_on": component["bom-ref"]?.string
          .flatMap { dependencies[ByteString($0)] }?.whole,
        "parent": parent.map { .only($0, ["bom-ref", "name", "version"]) },
        "serial_number": bom["serialNumber"]?.whole,
      ])
      try emit(component, without: inner.member, part, view, output)
    }
    for held in component.list(inner.member) {
      try emit(held, inner.part, holding: inner, in: component, bom, output)
    }
  }

  private mutating func fault(
    of component: JSONValue, as part: StaticString, _ bom: JSONValue
  ) -> String? {
    let fault =
      part == ByteView("service")
      ? CycloneDXRules.serviceFault(of: component)
      : CycloneDXRules.componentFault(of: component, version: bom["specVersion"]?.string)
    if let fault { return fault }
    guard let reference = component["bom-ref"]?.string else { return nil }
    // What the bill is of may be one of its components too.
    let known = references.updateValue(component, forKey: ByteString(reference))
    guard known.map({ $0.handle == subject?.handle }) ?? true else {
      return "a second component with \"bom-ref\" \"\(reference.text)\", each has its own"
    }
    return nil
  }

  private mutating func emit(
    vulnerability: JSONValue, _ bom: JSONValue, _ output: ObservationWriter
  ) throws(Failure) {
    let first = vulnerability.list("affects").first?["ref"]?.string
    let affected = first.flatMap { references[ByteString($0)] }
    let view = context.write([
      "component": affected.map { .only($0, ["bom-ref", "name", "purl", "version"]) },
      "created": bom["metadata"]?["timestamp"]?.whole,
      "serial_number": bom["serialNumber"]?.whole,
    ])
    try emit(vulnerability, without: "", "vulnerability", view, output)
  }

  private mutating func emitDocument(
    _ bom: JSONValue, _ output: ObservationWriter
  ) throws(Failure) {
    let members = ["component", "service", "vulnerability"].map { (name: String) in
      JSON.Member(ByteString(name), .integer(counts[ByteString(name)] ?? 0))
    }
    let view = context.write(["counted": .own(.object(members))])
    let dropped: [StaticString] = ["components", "services", "vulnerabilities"]
    let pointers = items.write(
      bom, where: { key in !dropped.contains { key == $0 } }, to: output.item)
    try output.emit(ByteView("document"), context: view, numberText: pointers)
  }

  private mutating func emit(
    _ value: JSONValue, without member: StaticString, _ part: StaticString, _ context: ByteView,
    _ output: ObservationWriter
  ) throws(Failure) {
    counts[ByteString(ByteView(part)), default: 0] += 1
    guard value.kind == .object else {
      return try items.emit(value, part: ByteView(part), context: context, to: output)
    }
    let pointers = items.write(value, where: { !($0 == member) }, to: output.item)
    try output.emit(ByteView(part), context: context, numberText: pointers)
  }
}

extension StaticString {
  fileprivate static func == (left: StaticString, right: ByteView) -> Bool { right == left }
}
