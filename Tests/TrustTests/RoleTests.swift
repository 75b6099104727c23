import Kernel
import TestSupport
import Testing
import Trust

/// Which key may say what.
@Suite struct RoleTests {
  static let files: Set<ByteString> = ["policy", "test-result", "trust", "vsa"]
  static let kinds = Set(Role.allCases.flatMap(\.kinds)).subtracting(files).sorted()

  /// The sole right of a role over what binds others.
  @Test func whatBindsOthersBelongsToOneRole() {
    for (kind, role) in [
      ("approval", Role.approver), ("waiver", .waiverApprover), ("decision", .releaser),
      ("policy", .policyOwner), ("trust", .root), ("manifest", .collector), ("test", .tester),
      ("audit", .auditor),
    ] {
      #expect(Role.allowed(for: ByteString(kind)) == [role])
    }
  }

  @Test(arguments: Role.allCases)
  func aRoleSignsItsKindsAndNoOther(role: Role) throws {
    let trust = try TrustMaker.oneKeyARole()
    for kind in Self.kinds {
      let record = TrustMaker.record(kind.description, actor: role.rawValue)
      let envelope = try TrustMaker.envelope(kind, record, by: [role.rawValue])
      let right = Role.allowed(for: kind).map(\.rawValue).joined(separator: " or ")
      let expected =
        role.kinds.contains(kind)
        ? nil
        : "key \(role.rawValue), role \(role.rawValue): it may not sign \(kind), "
          + "\(right) would be right"
      #expect(TrustMaker.refusal(envelope, trust) == expected)
    }
    for kind in ["policy", "trust"] as [ByteString] {
      let envelope = try TrustMaker.envelope(kind, "{}", by: [role.rawValue])
      #expect((TrustMaker.refusal(envelope, trust) == nil) == role.kinds.contains(kind))
    }
    for (kind, predicate) in [
      ("vsa", InTotoStatement.summaryPredicate), ("test-result", InTotoStatement.testPredicate),
    ] as [(ByteString, String)] {
      let envelope = try TrustMaker.statement(predicate, by: role.rawValue)
      #expect((TrustMaker.refusal(envelope, trust) == nil) == role.kinds.contains(kind))
    }
  }

  @Test func aStatementCountsByItsPredicateAlone() throws {
    let trust = try TrustMaker.oneKeyARole()
    // By another payload type, and of a predicate that is nobody's to sign.
    let typed = try TrustMaker.envelope("vsa", "{}", by: ["releaser"])
    #expect(TrustMaker.refusal(typed, trust)?.contains("payload type") == true)
    let unknown = try TrustMaker.statement("https://slsa.dev/provenance/v1", by: "releaser")
    #expect(TrustMaker.refusal(unknown, trust)?.contains("predicate") == true)
  }

  @Test func aStatementSaysWhatWasSignedAndByWhom() throws {
    let trust = try TrustMaker.oneKeyARole()
    let record = TrustMaker.record("waiver", actor: "waiver-approver")
    let envelope = try TrustMaker.envelope("waiver", record, by: ["tester", "waiver-approver"])
    let statement = try Statement(envelope, trust: trust, at: TrustMaker.now)
    #expect(statement.payload == ByteString(record))
    #expect(statement.kind == "waiver")
    #expect(statement.role == .waiverApprover)
    #expect(statement.signers.map(\.name) == ["waiver-approver"])
    #expect(statement.record?["id"]?.string == "1")
  }

  @Test func aKeyWithoutARoleAndAnUnknownKeySayNothing() throws {
    let payload = TrustMaker.payload(
      keys: [try TrustMaker.member("root"), try TrustMaker.member("idle")],
      roles: "\"root\":{\"keys\":[\"root\"]}")
    let trust = try TrustMaker.chain([(payload, ["root"])]).current
    let record = TrustMaker.record("test")
    let idle = try TrustMaker.envelope("test", record, by: ["idle"])
    #expect(TrustMaker.refusal(idle, trust) == "key idle: it has no role")
    let unknown = try TrustMaker.envelope("test", record, by: ["stranger"])
    #expect(TrustMaker.refusal(unknown, trust) == "no key of the trust file has signed it")
  }

  @Test func anotherPayloadTypeOrRecordTypeIsRefused() throws {
    let trust = try TrustMaker.oneKeyARole()
    // A test in the envelope of an approval, and the other way round.
    for (kind, record) in [("approval", "test"), ("test", "approval")] {
      let envelope = try TrustMaker.envelope(
        ByteString(kind), TrustMaker.record(record), by: ["approver", "tester"])
      #expect(
        TrustMaker.refusal(envelope, trust)
          == "payload: a record of type sluice.\(record).v1 in an envelope for \(kind)")
    }
    var foreign = DSSEEnvelope(payloadType: "application/json", payload: "{}")
    try foreign.sign(with: TrustMaker.key("approver"))
    #expect(TrustMaker.refusal(foreign, trust)?.contains("payload type application/json") == true)
    for payload in ["", "{}", "[]", "{\"specversion\":\"1.0\"}", "{\n}"] {
      let envelope = try TrustMaker.envelope("approval", payload, by: ["approver"])
      #expect(TrustMaker.refusal(envelope, trust) != nil)
    }
  }

  @Test func scopesBindEnvironmentsTenantsAndKinds() throws {
    let grant =
      "{\"keys\":[\"approver\"],\"environments\":[\"staging\",\"qa\"],\"tenants\":[\"a\"]}"
    let payload = TrustMaker.payload(
      keys: [try TrustMaker.member("root"), try TrustMaker.member("approver")],
      roles: "\"root\":{\"keys\":[\"root\"]},\"approver\":\(grant),"
        + "\"tester\":{\"keys\":[\"approver\"],\"kinds\":[\"drill\",\"com.example.probe.v2\"]}")
    let trust = try TrustMaker.chain([(payload, ["root"])]).current
    func refusal(_ kind: String, _ attributes: String, data: String = "") throws -> String? {
      let record = TrustMaker.record(kind, data: data, attributes: attributes)
      return TrustMaker.refusal(
        try TrustMaker.envelope(ByteString(kind), record, by: ["approver"]), trust)
    }
    let head = "key approver, role approver: "
    #expect(try refusal("approval", "\"environment\":\"qa\",\"tenant\":\"a\"") == nil)
    #expect(
      try refusal("approval", "\"environment\":\"prod\",\"tenant\":\"a\"")
        == head + "environment prod, staging, qa would be right")
    #expect(
      try refusal("approval", "\"tenant\":\"a\"")
        == head + "environment not given, staging, qa would be right")
    #expect(
      try refusal("approval", "\"environment\":\"qa\",\"tenant\":\"b\"")
        == head + "tenant b, a would be right")
    #expect(
      try refusal("approval", "\"environment\":\"qa\"")
        == head + "tenant not given, a would be right")
    #expect(try refusal("drill", "") == nil)
    #expect(
      try refusal("test", "")
        == "key approver, role tester: test is not among its kinds, drill, com.example.probe.v2 "
        + "would be right")
    let probe = TestRecords.record("x", id: "1", data: "")
      .replacing("sluice.x.v1", with: "com.example.probe.v2")
    let foreign = try TrustMaker.envelope("com.example.probe.v2", probe, by: ["approver"])
    #expect(TrustMaker.refusal(foreign, trust) == nil)
    // What a waiver says inside must be what it shows to the outside.
    #expect(
      try refusal(
        "approval", "\"environment\":\"qa\",\"tenant\":\"a\"",
        data: "\"scope\":{\"environment\":\"prod\"}")?.hasPrefix("data.scope.environment") == true)
  }

  @Test func thresholdsCountHoldersOnce() throws {
    let payload = TrustMaker.payload(
      keys: [
        try TrustMaker.member("root"), try TrustMaker.member("a", ",\"actor\":\"ann\""),
        try TrustMaker.member("a2", ",\"actor\":\"ann\""), try TrustMaker.member("b"),
      ],
      roles: "\"root\":{\"keys\":[\"root\"]},"
        + "\"waiver-approver\":{\"keys\":[\"a\",\"a2\",\"b\"],\"threshold\":2}")
    let trust = try TrustMaker.chain([(payload, ["root"])]).current
    let record = TrustMaker.record("waiver", actor: "ann")
    func refusal(_ names: [String]) throws -> String? {
      TrustMaker.refusal(try TrustMaker.envelope("waiver", record, by: names), trust)
    }
    let one = "key a, role waiver-approver: 1 of 2 holders signed"
    #expect(try refusal(["a"]) == one)
    #expect(try refusal(["a", "a"]) == one)
    #expect(try refusal(["a", "a2"]) == one)
    #expect(try refusal(["a", "stranger"]) == one)
    #expect(try refusal(["a", "root"]) == one)
    #expect(try refusal(["a", "b"]) == nil)
    #expect(try refusal(["b", "a2"]) == nil)
    // The same signature twice in one envelope.
    let text = try TrustMaker.envelope("waiver", record, by: ["a"]).text.description
    let list = text.split(separator: "[")[1].dropLast(2)
    let doubled = ByteString(text.replacing(list, with: "\(list),\(list)"))
    let envelope = try doubled.withView { try DSSEEnvelope(text: $0) }
    #expect(envelope.signatures.count == 2)
    #expect(TrustMaker.refusal(envelope, trust) == one)
  }

  @Test func aRevokedKeyCountsUntilItsInstant() throws {
    let payload = TrustMaker.payload(
      keys: [
        try TrustMaker.member("root"),
        try TrustMaker.member(
          "approver", ",\"revoked\":\"2026-11-20T06:00:00Z\",\"reason\":\"laptop lost\""),
      ],
      roles: "\"root\":{\"keys\":[\"root\"]},\"approver\":{\"keys\":[\"approver\"]}")
    let trust = try TrustMaker.chain([(payload, ["root"])]).current
    let envelope = try TrustMaker.envelope(
      "approval", TrustMaker.record("approval"), by: ["approver"])
    #expect(
      TrustMaker.refusal(envelope, trust)
        == "key approver: revoked at 2026-11-20T06:00:00Z, laptop lost")
    let before = try #require(Instant("2026-11-20T05:59:59.999999999Z"))
    #expect(TrustMaker.refusal(envelope, trust, at: before) == nil)
  }

  @Test func nobodyApprovesTheirOwnWorkOrInAnothersName() throws {
    let trust = try TrustMaker.oneKeyARole()
    func refusal(_ kind: ByteString, _ record: String, by name: String) throws -> String? {
      TrustMaker.refusal(try TrustMaker.envelope(kind, record, by: [name]), trust)
    }
    let own = TrustMaker.record("approval", data: "\"authors\":[\"x\",\"approver\"]")
    #expect(
      try refusal("approval", own, by: "approver")
        == "key approver, role approver: approver would approve of what is their own, "
        + "somebody else would be right")
    let other = TrustMaker.record("approval", actor: "somebody")
    #expect(
      try refusal("approval", other, by: "approver")
        == "key approver, role approver: data.actor is somebody, the key is held by approver")
    let waiver = TrustMaker.record("waiver", actor: "somebody")
    #expect(try refusal("waiver", waiver, by: "waiver-approver")?.contains("data.approver") == true)
    let nobody = TestRecords.record("approval", id: "1", data: "")
    #expect(try refusal("approval", nobody, by: "approver")?.contains("no data.actor") == true)
  }

  @Test func aRecordFromTheFutureIsRefused() throws {
    let trust = try TrustMaker.oneKeyARole()
    for (time, isRefused) in [
      ("2026-11-20T06:00:00Z", false), ("2026-11-20T06:00:01Z", true), ("yesterday", true),
    ] {
      let record = TrustMaker.record("test", attributes: "\"time\":\"\(time)\"")
      let envelope = try TrustMaker.envelope("test", record, by: ["tester"])
      #expect((TrustMaker.refusal(envelope, trust) != nil) == isRefused)
    }
  }

  @Test func aCheckpointIsForThoseWhoKeepLogs() throws {
    let trust = try TrustMaker.oneKeyARole()
    for role in Role.allCases {
      let key = try TrustMaker.key(role.rawValue)
      let note = try Checkpoint(origin: "log", size: 0, root: MerkleRange().root).signed(by: key)
      let found = try? note.bytes.withView { try trust.checkpoint(note: $0, at: TrustMaker.now) }
      #expect(found?.role == (role.kinds.contains("checkpoint") ? role : nil))
    }
  }
}
