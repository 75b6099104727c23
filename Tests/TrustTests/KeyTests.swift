import Glibc
import Kernel
import TestSupport
import Testing
import Trust

@Suite struct KeyTests {
  static let wycheproof = SharedData.path(
    "data/vectors/wycheproof/testvectors_v1/ed25519_test.json")

  /// RFC 8032 section 7.1, tests 1 to 3: secret key, public key, message, signature.
  static let published = [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
        + "6bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d"
        + "8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    (
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6"
        + "594a7c15e9716ed28dc027beceea1ec40a"
    ),
  ]

  @Test(arguments: published)
  func signsThePublishedExamples(
    seed: String, publicKey: String, message: String, signature: String
  ) throws {
    let key = try SigningKey(seed: ByteString(hex: seed).bytes)
    #expect(key.publicKey.bytes == ByteString(hex: publicKey).bytes)
    let signed = try ByteString(hex: message).withView { try key.sign($0) }
    #expect(signed == ByteString(hex: signature).bytes)
    #expect(ByteString(hex: message).withView { key.publicKey.verifies(signed, of: $0) })
  }

  @Test(.enabled(if: wycheproof != nil, "the Wycheproof vectors are not here"))
  func judgesSignaturesAsWycheproofDoes() throws {
    let tree = try JSONParser.tree(WholeFile.bytes(try #require(Self.wycheproof)))
    var count = 0
    for group in tree["testGroups"]?.array ?? [] {
      let hex = try #require(group["publicKey"]?["pk"]?.string)
      let key = try #require(PublicKey(ByteString(hex: hex.description).bytes))
      for test in group["tests"]?.array ?? [] {
        let message = ByteString(hex: test["msg"]?.string?.description ?? "")
        let signature = ByteString(hex: test["sig"]?.string?.description ?? "").bytes
        let isValid = message.withView { key.verifies(signature, of: $0) }
        #expect(isValid == (test["result"]?.string == "valid"), "test \(test["tcId"]?.number ?? 0)")
        count += 1
      }
    }
    #expect(count == 151)
  }

  @Test func writesAPrivateKeyForItsOwnerOnlyAndReadsItBack() throws {
    let folder = try Folder()
    let key = try SigningKey.generate()
    try key.write(path: folder.file("key"))
    var status = stat()
    #expect(stat(folder.file("key"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(try SigningKey(path: folder.file("key")).publicKey == key.publicKey)
    #expect(throws: TrustError.self) { try key.write(path: folder.file("key")) }
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o620, 0o602])
  func refusesAPrivateKeyThatOthersCanReach(mode: mode_t) throws {
    let folder = try Folder()
    try SigningKey.generate().write(path: folder.file("key"))
    chmod(folder.file("key"), mode)
    #expect(throws: TrustError.keyExposed(path: folder.file("key"), mode: mode)) {
      try SigningKey(path: folder.file("key"))
    }
  }

  @Test func refusesWhatIsNoEd25519Key() throws {
    let folder = try Folder()
    try folder.write("empty", "")
    try folder.write("public", ByteString(try SigningKey.generate().publicKey.pem))
    for name in ["empty", "public"] {
      #expect(throws: TrustError.self) { try SigningKey(path: folder.file(name)) }
    }
    #expect(throws: TrustError.self) {
      try PublicKey(pem: ByteView("-----BEGIN PUBLIC KEY-----\nMCow\n"), path: "key")
    }
  }

  /// What stands before a key sends its text to libcrypto's decoders, which must find the same.
  @Test func readsTheSameKeyBehindAnotherText() throws {
    let folder = try Folder()
    let key = try SigningKey.generate()
    let other = "-----BEGIN OTHER-----\nAAAA\n-----END OTHER-----\n"
    try key.write(path: folder.file("key"))
    let text = try WholeFile.bytes(folder.file("key")).description
    try folder.write("both", ByteString(other + text))
    chmod(folder.file("both"), 0o600)
    #expect(try SigningKey(path: folder.file("both")).publicKey == key.publicKey)
    let pem = ByteString(other + key.publicKey.pem)
    #expect(try pem.withView { try PublicKey(pem: $0, path: "key") } == key.publicKey)
  }

  @Test func readsItsOwnPublicPEM() throws {
    let key = try SigningKey.generate().publicKey
    #expect(try ByteString(key.pem).withView { try PublicKey(pem: $0, path: "key") } == key)
  }

  /// The recipe of python-tuf and securesystemslib, with the seed 00 01 02 … 1f.
  @Test func namesKeysAsSecuresystemslibDoes() throws {
    let key = try SigningKey(seed: Array(0..<32))
    #expect(
      key.publicKey.keyid == "63d00ee3cf4f5c61ad94efa696c68f13b608fe56ecea13fb144a6fd18e9235b9")
  }

  @Test func readsItsOwnVerifierKeyAndNoOther() throws {
    let key = try NoteKey(name: "example.com/log", publicKey: try SigningKey.generate().publicKey)
    #expect(try ByteString(key.text).withView { try NoteKey($0) } == key)
    #expect(try ByteString(key.text + "\n").withView { try NoteKey($0) } == key)
    let parts = key.text.split(separator: "+", maxSplits: 2).map(String.init)
    let wrong = [
      "", "a+b", "\(parts[0])+00000000+\(parts[2])", "other+\(parts[1])+\(parts[2])",
      "\(parts[0])+\(parts[1].uppercased())X+\(parts[2])", "\(parts[0])+\(parts[1])+AAAA",
      "exam ple+\(parts[1])+\(parts[2])",
    ]
    for text in wrong {
      #expect(throws: TrustError.self, "\(text)") {
        try ByteString(text).withView { try NoteKey($0) }
      }
    }
  }
}
