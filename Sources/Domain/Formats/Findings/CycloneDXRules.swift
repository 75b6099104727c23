internal import Kernel

/// What the schemas of CycloneDX 1.2 to 1.7 demand and other tools rely on: the header, the
/// enumerations, digests, licences, references. Formats of addresses are not judged, and licence
/// identifiers are not looked up: their list grows.
enum CycloneDXRules {
  private static let versions: [StaticString] = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"]
  private static let types: [StaticString] = [
    "application", "container", "cryptographic-asset", "data", "device", "device-driver", "file",
    "firmware", "framework", "library", "machine-learning-model", "operating-system", "platform",
  ]
  private static let scopes: [StaticString] = ["excluded", "optional", "required"]
  private static let algorithms: [StaticString] = [
    "BLAKE2b-256", "BLAKE2b-384", "BLAKE2b-512", "BLAKE3", "MD5", "SHA-1", "SHA-256", "SHA-384",
    "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512", "Streebog-256", "Streebog-512",
  ]
  private static let issues: [StaticString] = ["defect", "enhancement", "security"]
  private static let patches: [StaticString] = ["backport", "cherry-pick", "monkey", "unofficial"]
  private static let flows: [StaticString] = ["bi-directional", "inbound", "outbound", "unknown"]

  /// Why the document is none that can be read; nil when it can.
  static func headerFault(of bom: JSONValue) -> String? {
    guard bom["bomFormat"]?.string.map({ $0 == "CycloneDX" }) ?? false else {
      return "no CycloneDX, \"bomFormat\":\"CycloneDX\" would be right"
    }
    guard let version = bom["specVersion"]?.string, isOne(version, of: versions) else {
      return "\"specVersion\" is none of 1.2 to 1.7"
    }
    return nil
  }

  /// What is wrong with what surrounds the components.
  static func documentFaults(of bom: JSONValue) -> [String] {
    var faults: [String] = []
    if let serial = bom["serialNumber"], !isSerialNumber(serial.string) {
      faults.append("\"serialNumber\" is no urn:uuid: of hexadecimal digits in lower case")
    }
    if let version = bom["version"], version.integer.map({ $0 < 1 }) ?? true {
      faults.append("\"version\" is no number from 1")
    }
    let metadata = bom["metadata"]
    if let time = metadata?["timestamp"],
      time.string.map({ Instant(anyOffset: $0) == nil }) ?? true
    {
      faults.append("\"metadata/timestamp\" is no RFC 3339 time with a zone")
    }
    if let fault = metadata.flatMap({ licenceFault(of: $0) }) {
      faults.append("metadata: \(fault)")
    }
    var seen: Set<ByteString> = []
    for dependency in bom.list("dependencies") {
      guard let reference = dependency["ref"]?.string else {
        faults.append("a dependency without \"ref\"")
        continue
      }
      if !seen.insert(ByteString(reference)).inserted {
        faults.append("two dependencies of \"\(reference.text)\", one would be right")
      }
    }
    return faults
  }

  /// What is wrong with a component, not with those inside it.
  static func componentFault(of component: JSONValue, version: ByteView?) -> String? {
    let name = component["name"]?.string?.text ?? component["bom-ref"]?.string?.text ?? "?"
    return reason(component, version).map { "component \"\(name)\": \($0)" }
  }

  private static func reason(_ component: JSONValue, _ version: ByteView?) -> String? {
    guard component.kind == .object else { return "no object" }
    guard component["name"]?.string != nil else { return "no \"name\"" }
    guard isOne(component["type"]?.string, of: types) else {
      return "\"type\" is none of the schema"
    }
    let needsVersion = version.map { $0 == "1.2" || $0 == "1.3" } ?? false
    if needsVersion, component["version"]?.string == nil { return "no \"version\"" }
    if let scope = component["scope"], !isOne(scope.string, of: scopes) {
      return "\"scope\" is none of excluded, optional, required"
    }
    for hash in component.list("hashes") {
      guard isOne(hash["alg"]?.string, of: algorithms), isDigest(hash["content"]?.string) else {
        return "a hash whose \"alg\" or \"content\" is none"
      }
    }
    if let swid = component["swid"], swid["tagId"]?.string == nil || swid["name"]?.string == nil {
      return "\"swid\" without \"tagId\" and \"name\""
    }
    return licenceFault(of: component) ?? propertyFault(of: component)
      ?? component["pedigree"].flatMap { pedigreeFault(of: $0) }
  }

  /// What is wrong with a service.
  static func serviceFault(of service: JSONValue) -> String? {
    guard service.kind == .object, let name = service["name"]?.string else {
      return "a service without \"name\""
    }
    for data in service.list("data") where !isOne(data["flow"]?.string, of: flows) {
      return "service \"\(name.text)\": data whose \"flow\" is none of the schema"
    }
    return (licenceFault(of: service) ?? propertyFault(of: service)).map {
      "service \"\(name.text)\": \($0)"
    }
  }

  private static func licenceFault(of holder: JSONValue) -> String? {
    for choice in holder.list("licenses") {
      let licence = choice["license"]
      guard (licence == nil) != (choice["expression"] == nil) else {
        return "a licence that is not one of \"license\" and \"expression\""
      }
      guard let licence else { continue }
      guard (licence["id"] == nil) != (licence["name"] == nil) else {
        return "a licence that has not one of \"id\" and \"name\""
      }
      if let id = licence["id"], id.string.map({ $0.firstIndex(of: 0x20) != nil }) ?? true {
        return "a licence whose \"id\" is none of SPDX"
      }
      if let encoding = licence["text"]?["encoding"], !isOne(encoding.string, of: ["base64"]) {
        return "a licence text whose \"encoding\" is not base64"
      }
    }
    return nil
  }

  private static func propertyFault(of holder: JSONValue) -> String? {
    guard let properties = holder["properties"] else { return nil }
    guard properties.kind == .array else { return "\"properties\" is no array" }
    for property in properties.elements where property["name"].map({ $0.string == nil }) ?? false {
      return "a property whose \"name\" is no string"
    }
    return nil
  }

  private static func pedigreeFault(of pedigree: JSONValue) -> String? {
    for patch in pedigree.list("patches") {
      guard isOne(patch["type"]?.string, of: patches) else {
        return "a patch whose \"type\" is none of the schema"
      }
      for issue in patch.list("resolves") where !isOne(issue["type"]?.string, of: issues) {
        return "an issue whose \"type\" is none of defect, enhancement, security"
      }
    }
    return nil
  }

  private static func isOne(_ text: ByteView?, of names: [StaticString]) -> Bool {
    text.map { text in names.contains { text == $0 } } ?? false
  }

  private static func isDigest(_ text: ByteView?) -> Bool {
    guard let text, [32, 40, 64, 96, 128].contains(text.count) else { return false }
    return (0..<text.count).allSatisfy { text[$0] &- 0x30 < 10 || (text[$0] | 0x20) &- 0x61 < 6 }
  }

  private static func isSerialNumber(_ text: ByteView?) -> Bool {
    guard let text, text.hasPrefix(ByteView("urn:uuid:")), text.count == 45 else { return false }
    return (9..<45).allSatisfy { index in
      [17, 22, 27, 32].contains(index)
        ? text[index] == 0x2D : text[index] &- 0x30 < 10 || text[index] &- 0x61 < 6
    }
  }
}
