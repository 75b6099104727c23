internal import Kernel

/// Artifacts, deployments, incidents, and the decision on them.
extension CDEvent {
  static func artifact(_ record: Record, _ data: JSONValue) -> Said {
    let subject = URIText.package(
      text(data, "name") ?? ByteString(record.id), version: text(data, "version"),
      digest: text(record, "artifact") ?? text(data, "digest"))
    let sbom = text(data, "sbom").map { name in
      JSON.members(["uri": .string(name.withView { URIText.reference($0) })])
    }
    let state = text(data, "state")?.description ?? "unknown"
    switch state {
    case "published":
      let content = JSON.members(["sbom": sbom, "user": string(data, "actor")])
      return .events([CDEvent("artifact.published.0.3.0", subject, content)])
    case "signed":
      guard let signature = string(data, "signature") else {
        return .cannot("that are signed, without the signature, which CDEvents asks for")
      }
      return .events([
        CDEvent("artifact.signed.0.3.0", subject, .members(["signature": signature]))
      ])
    case "packaged":
      let commit = text(record, "commit")
      guard let change = text(data, "change") ?? commit ?? text(data, "revision") else {
        return .cannot("that are packaged, without a change, which CDEvents asks for")
      }
      let content = JSON.members(["change": .members(["id": .string(change)]), "sbom": sbom])
      return .events([CDEvent("artifact.packaged.0.3.0", subject, content)])
    case "deleted", "downloaded":
      let content = JSON.members(["user": string(data, "actor")])
      return .events([CDEvent("artifact.\(state).0.2.0", subject, content)])
    default: return .cannot("that are \(state), of which CDEvents has no type")
    }
  }

  /// Only what has succeeded has happened to a service.
  static func deployment(_ record: Record, _ data: JSONValue) -> Said {
    let state = text(data, "state")?.description ?? "unknown"
    guard state == "succeeded" else {
      return .cannot("that are \(state), of which CDEvents has no type")
    }
    guard let environment = environment(record, data) else { return .cannot(noEnvironment) }
    let service = text(record, "service") ?? text(data, "service")
    let subject = service ?? name(record, data)
    let action = text(data, "action")?.description ?? ""
    if action == "delete" {
      return .events([
        CDEvent("service.removed.0.3.0", subject, .members(["environment": environment]))
      ])
    }
    let digest = text(record, "artifact")
    var artifact = text(data, "artifact_id") ?? text(data, "image")
    if artifact == nil, digest != nil { artifact = subject }
    guard let artifact else {
      return .cannot("without artifact or image, which CDEvents asks for")
    }
    let predicate = ["update": "upgraded", "rollback": "rolledback"][action] ?? "deployed"
    let content = JSON.members([
      "artifactId": .string(URIText.package(artifact, version: nil, digest: digest)),
      "environment": environment,
    ])
    return .events([CDEvent("service.\(predicate).0.3.0", subject, content)])
  }

  static func incident(_ record: Record, _ data: JSONValue) -> Said {
    guard let environment = environment(record, data) else { return .cannot(noEnvironment) }
    let id = text(record, "incident") ?? text(data, "incident")
    let service = text(record, "service") ?? text(data, "service")
    let digest = text(record, "artifact")
    let artifact = text(data, "artifact_id") ?? (digest == nil ? nil : service ?? "artifact")
    let content: KeyValuePairs<ByteString, JSON?> = [
      "artifactId": artifact.map {
        .string(URIText.package($0, version: nil, digest: digest))
      },
      "description": string(data, "title"), "environment": environment,
      "service": service.map { .members(["id": .string($0)]) },
    ]
    let state = text(data, "state")?.description ?? "unknown"
    switch state {
    case "triggered":
      return .events([
        CDEvent("incident.detected.0.3.0", id ?? ByteString(record.id), .members(content))
      ])
    case "resolved":
      return .events([
        CDEvent("incident.resolved.0.3.0", id ?? ByteString(record.id), .members(content))
      ])
    default: return .cannot("that are \(state), of which CDEvents has no type")
    }
  }

  /// A type of our own, as custom/README.md of CDEvents 0.5.1 lets one be named.
  static func decision(_ record: Record, _ data: JSONValue) -> Said {
    let release = text(data, "release")
    let content = JSON.members([
      "policy": data["policy"].map { JSON($0) }, "release": release.map { .string($0) },
      "verdict": string(data, "verdict"),
    ])
    return .events([
      CDEvent(
        "sluice-decision.made.0.1.0", release ?? ByteString(record.id), content,
        prefix: "dev.cdeventsx.")
    ])
  }
}
