import Kernel
import TestSupport
import Testing
import Trust

/// Trust files and their succession.
@Suite struct TrustChainTests {
  /// Version `version`, whose root quorum is `threshold` of `roots`.
  static func file(_ version: Int, _ roots: [String], _ threshold: Int = 1) throws -> String {
    let list = roots.map { "\"\($0)\"" }.joined(separator: ",")
    return TrustMaker.payload(
      version: version, keys: try roots.map { try TrustMaker.member($0) },
      roles: "\"root\":{\"keys\":[\(list)],\"threshold\":\(threshold)}")
  }

  static func refusal(
    _ steps: [(String, [String])], at: Instant = TrustMaker.now, minimum: Int = 1
  ) -> String? {
    do {
      _ = try TrustMaker.chain(steps, at: at, minimum: minimum)
      return nil
    } catch {
      return (error as? TrustError)?.message ?? "\(error)"
    }
  }

  @Test func rotatesByBothQuorums() throws {
    let first = try Self.file(1, ["a", "b"], 2)
    let second = try Self.file(2, ["b", "c"], 2)
    let third = try Self.file(3, ["d"])
    let good = [(first, ["a", "b"]), (second, ["a", "b", "c"]), (third, ["b", "c", "d"])]
    let chain = try TrustMaker.chain(good)
    #expect(chain.versions == 1...3)
    #expect(chain.current.keys.map(\.name) == ["d"])
    #expect(chain.digest == SHA256.digest(of: ByteString(third)))
    // Whoever has only a later version begins there.
    #expect(try TrustMaker.chain(Array(good[1...])).versions == 2...3)
    for signers in [["a"], ["b"], [], ["c", "d"]] {
      #expect(Self.refusal([(first, signers)]) != nil)
    }
    for signers in [["a", "b"], ["b", "c"], ["a", "c"], ["a"], ["c"]] {
      #expect(Self.refusal([good[0], (second, signers)]) != nil)
    }
    #expect(
      Self.refusal([good[0], (second, ["b", "c"])])
        == "trust:2: version 1: key b, role root: 1 of 2 holders signed")
  }

  @Test func aVersionIsOneAboveTheLast() throws {
    let first = try Self.file(4, ["a"])
    for (version, isRefused) in [(5, false), (6, true), (4, true), (3, true)] {
      let next = try Self.file(version, ["a"])
      let refusal = Self.refusal([(first, ["a"]), (next, ["a"])])
      #expect(refusal == (isRefused ? "trust:2: version \(version), 5 would be right" : nil))
    }
    #expect(Self.refusal([(first, ["a"])], minimum: 4) == nil)
    #expect(
      Self.refusal([(first, ["a"])], minimum: 5)
        == "trust: version 4, 5 or a later one would be right")
    #expect(Self.refusal([]) == "trust: no trust file in it")
  }

  @Test func expiresAtItsInstant() throws {
    let first = try Self.file(1, ["a"])
    let last = try #require(Instant("2026-12-31T23:59:59Z"))
    #expect(Self.refusal([(first, ["a"])], at: last) == nil)
    #expect(
      Self.refusal([(first, ["a"])], at: last.advanced(bySeconds: 1))
        == "trust: it expired at 2027-01-01T00:00:00Z")
    // An expired version may still be followed by a good one.
    let old = TrustMaker.payload(
      expires: "2026-01-01T00:00:00Z", keys: [try TrustMaker.member("a")],
      roles: "\"root\":{\"keys\":[\"a\"]}")
    #expect(Self.refusal([(old, ["a"])]) != nil)
    #expect(Self.refusal([(old, ["a"]), (try Self.file(2, ["a"]), ["a"])]) == nil)
  }

  @Test func aRevokedRootDoesNotSignItsSuccessor() throws {
    let first = TrustMaker.payload(
      keys: [try TrustMaker.member("a", ",\"revoked\":\"2026-11-01T00:00:00Z\"")],
      roles: "\"root\":{\"keys\":[\"a\"]}")
    #expect(
      Self.refusal([(first, ["a"])])
        == "trust:1: version 1: key a: revoked at 2026-11-01T00:00:00Z")
  }

  static let key = "\"a\":{\"key\":\"example.com/a+96e49d95+AXY=\"}"

  @Test func refusesWhatItDoesNotKnow() throws {
    let good = try Self.file(1, ["a"])
    #expect(throws: Never.self) { try TrustFile(ByteString(good), path: "t") }
    let key = try TrustMaker.member("a")
    let changes: [(String, String)] = [
      ("\"version\":1", "\"version\":0"), ("\"version\":1", "\"version\":1.5"),
      ("\"version\":1", "\"version\":\"1\""), ("\"version\":1", "\"version\":1,\"more\":1"),
      ("sluice.trust.v1", "sluice.trust.v2"), ("2027-01-01T00:00:00Z", "2027-01-01"),
      ("\"root\":", "\"tester\":"), ("\"root\":", "\"boss\":"), ("[\"a\"]", "[\"b\"]"),
      ("[\"a\"]", "[\"a\",\"a\"]"), ("[\"a\"]", "[]"), ("[\"a\"]", "\"a\""), ("[\"a\"]", "[1]"),
      ("\"threshold\":1", "\"threshold\":2"), ("\"threshold\":1", "\"threshold\":0"),
      ("\"threshold\":1", "\"treshold\":1"), ("\"threshold\":1", "\"kinds\":[\"waiver\"]"),
      ("\"threshold\":1", "\"environments\":[]"), ("\"threshold\":1", "\"tenants\":\"x\""),
      (key, "\"a\":{}"), (key, key + "," + key), (key, key.replacing("{", with: "{\"x\":1,")),
      (key, key + "," + key.replacing("\"a\"", with: "\"b\"")), (key, Self.key),
      (key, key.replacing("{", with: "{\"revoked\":\"2026-11-20\",")),
      (key, key.replacing("{", with: "{\"actor\":\"\",")),
      ("\"roles\":", "\"separate\":1,\"roles\":"),
      ("\"roles\":", "\"separate\":[[\"x\"]],\"roles\":"),
    ]
    for (old, new) in changes {
      let bad = good.replacing(old, with: new)
      #expect(bad != good)
      #expect(throws: TrustError.self, "\(bad)") { try TrustFile(ByteString(bad), path: "t") }
    }
  }

  @Test func rolesThatAreSeparateHaveNoHolderInCommon() throws {
    let keys = [
      try TrustMaker.member("a", ",\"actor\":\"ann\""),
      try TrustMaker.member("b", ",\"actor\":\"ann\""), try TrustMaker.member("c"),
    ]
    func read(_ tester: String, _ approver: String) throws -> TrustFile {
      let roles =
        "\"root\":{\"keys\":[\"a\"]},\"tester\":{\"keys\":[\"\(tester)\"]},"
        + "\"approver\":{\"keys\":[\"\(approver)\"]}"
      let payload = TrustMaker.payload(
        keys: keys, roles: roles, more: ",\"separate\":[[\"tester\",\"approver\"]]")
      return try TrustFile(ByteString(payload), path: "t")
    }
    #expect(throws: Never.self) { try read("a", "c") }
    for (tester, approver) in [("a", "a"), ("a", "b"), ("b", "a")] {
      #expect(throws: TrustError.self) { try read(tester, approver) }
    }
  }
}
