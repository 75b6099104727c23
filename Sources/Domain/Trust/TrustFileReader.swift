internal import Kernel

/// Reads a trust file, and refuses whatever it does not know: a limit that is overlooked is none.
struct TrustFileReader {
  let path: String

  private func fault(_ problem: String) -> TrustError { .trust(path: path, problem: problem) }

  func file(_ json: JSON) throws(TrustError) -> TrustFile {
    try checkMembers(
      of: json, ["expires", "keys", "roles", "separate", "type", "version"], "the trust file")
    guard json["type"]?.string == "sluice.trust.v1" else {
      throw fault("type is not \"sluice.trust.v1\"")
    }
    guard let version = json["version"]?.integer, version >= 1 else {
      throw fault("version: a whole number from 1 on would be right")
    }
    guard let expires = json["expires"]?.instant else {
      throw fault("expires: a time such as 2027-01-01T00:00:00Z would be right")
    }
    var keys: [TrustKey] = []
    for member in json["keys"]?.object ?? [] {
      let key = try key(member.key, member.value)
      guard !keys.contains(where: { $0.publicKey == key.publicKey }) else {
        throw fault("key \(key.name): the same key stands there under another name")
      }
      keys.append(key)
    }
    keys.sort { $0.name < $1.name }
    var grants: [TrustGrant] = []
    for member in json["roles"]?.object ?? [] {
      guard let role = Role(rawValue: member.key.description) else {
        let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
        throw fault("role \(member.key): one of \(known) would be right")
      }
      for value in member.value.array ?? [member.value] {
        grants.append(try grant(role, value, keys))
      }
    }
    guard grants.contains(where: { $0.role == .root }) else {
      throw fault("no role root, which signs this file")
    }
    try separate(json["separate"], grants, keys)
    return TrustFile(version: version, expires: expires, keys: keys, grants: grants)
  }

  private func key(_ name: ByteString, _ value: JSON) throws(TrustError) -> TrustKey {
    let place = "key \(name)"
    try checkMembers(of: value, ["actor", "key", "reason", "revoked"], place)
    guard let text = value["key"]?.string else { throw fault("\(place): no \"key\"") }
    let form = try text.withView { (view) throws(TrustError) -> TrustKey.Form in
      try self.form(view, place)
    }
    var revoked: Instant?
    if let given = value["revoked"] {
      revoked = given.instant
      guard revoked != nil else {
        throw fault("\(place): revoked: a time such as 2027-01-01T00:00:00Z would be right")
      }
    }
    return TrustKey(
      name: name, actor: try self.text(value["actor"], "\(place): actor") ?? name, form: form,
      revoked: revoked.map { ($0, value["reason"]?.string) })
  }

  private func form(_ text: ByteView, _ place: String) throws(TrustError) -> TrustKey.Form {
    let place = "\(path): \(place)"
    if text.hasPrefix(ByteView("ssh-")) || text.hasPrefix(ByteView("sk-ssh-")) {
      return .ssh(try SSHKey(text, path: place))
    }
    switch try TrustedKey(text, path: place) {
    case .bare(let key): return .plain(key)
    case .named(let key): return .plain(key.publicKey)
    }
  }

  private func grant(
    _ role: Role, _ value: JSON, _ known: [TrustKey]
  ) throws(TrustError) -> TrustGrant {
    let place = "role \(role.rawValue)"
    try checkMembers(
      of: value, ["environments", "keys", "kinds", "tenants", "threshold"], place)
    let names = try list(value["keys"], "\(place): keys") ?? []
    let keys = try names.map { (name) throws(TrustError) in
      guard let key = known.first(where: { $0.name == name }) else {
        throw fault("\(place): there is no key \(name)")
      }
      return key
    }
    let holders = Set(keys.map(\.actor)).count
    guard let threshold = value["threshold"] == nil ? 1 : value["threshold"]?.integer,
      threshold >= 1, threshold <= holders
    else {
      throw fault("\(place): threshold: from 1 to its \(holders) holders would be right")
    }
    let kinds = try list(value["kinds"], "\(place): kinds")
    for kind in kinds ?? [] where !role.kinds.contains(kind) {
      guard role.takesForeignKinds, Role.allowed(for: kind).isEmpty else {
        throw fault("\(place): it may not sign \(kind)")
      }
    }
    return TrustGrant(
      role: role, keys: names, threshold: threshold, kinds: kinds,
      environments: try list(value["environments"], "\(place): environments"),
      tenants: try list(value["tenants"], "\(place): tenants"))
  }

  /// `[["approver","releaser"]]`: nobody may have both roles.
  private func separate(
    _ value: JSON?, _ grants: [TrustGrant], _ keys: [TrustKey]
  ) throws(TrustError) {
    guard let value else { return }
    guard let sets = value.array else { throw fault("separate: a list of lists would be right") }
    for set in sets {
      let names = try list(set, "separate") ?? []
      var holders: [ByteString: Role] = [:]
      for name in names {
        guard let role = Role(rawValue: name.description) else {
          throw fault("separate: there is no role \(name)")
        }
        let named = Set(grants.filter { $0.role == role }.flatMap(\.keys))
        for actor in Set(keys.filter { named.contains($0.name) }.map(\.actor)).sorted() {
          if let other = holders[actor], other != role {
            throw fault("\(actor) has the roles \(other.rawValue) and \(name), one would be right")
          }
          holders[actor] = role
        }
      }
    }
  }

  private func checkMembers(
    of value: JSON, _ known: [ByteString], _ place: String
  ) throws(TrustError) {
    guard let members = value.object else { throw fault("\(place): an object would be right") }
    for member in members where !known.contains(member.key) {
      throw fault("\(place): unknown member \"\(member.key)\"")
    }
  }

  private func text(_ value: JSON?, _ place: String) throws(TrustError) -> ByteString? {
    guard let value else { return nil }
    guard let text = value.string, !text.bytes.isEmpty else {
      throw fault("\(place): a text would be right")
    }
    return text
  }

  private func list(_ value: JSON?, _ place: String) throws(TrustError) -> [ByteString]? {
    guard let value else { return nil }
    let texts = value.array?.compactMap(\.string)
    guard let texts, texts.count == value.array?.count, !texts.isEmpty,
      Set(texts).count == texts.count
    else { throw fault("\(place): a list of different texts would be right") }
    return texts
  }
}
