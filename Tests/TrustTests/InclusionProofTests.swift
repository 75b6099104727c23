import Kernel
import TestSupport
import Testing

@testable import Trust

@Suite struct InclusionProofTests {
  static let golden = SharedData.path("eval/evidence/golden")

  private static func key() throws -> TrustedKey {
    .bare(try SigningKey(seed: Array(0..<32)).publicKey)
  }

  /// Proofs for every line of a log of `size` lines.
  private static func proofs(_ size: Int) throws -> [(line: ByteString, proof: InclusionProof)] {
    let lines = (0..<size).map { ByteString("line \($0)") }
    let leaves = lines.map { line in line.withView { Merkle.leaf($0) } }
    var range = MerkleRange()
    for leaf in leaves { range.append(leaf: leaf) }
    let note = try Checkpoint(origin: "log", size: size, root: range.root)
      .signed(by: SigningKey(seed: Array(0..<32)))
    return lines.indices.map { index in
      var prover = MerkleProver(inclusionOf: index, in: size)
      for leaf in leaves { prover.append(leaf: leaf) }
      return (lines[index], InclusionProof(index: index, hashes: prover.proof, note: note.bytes))
    }
  }

  @Test func readsWhatItWroteAndProvesEachLine() throws {
    let key = try Self.key()
    for size in 1...9 {
      for (line, proof) in try Self.proofs(size) {
        let read = try proof.text.withView { try InclusionProof($0) }
        #expect(read == proof)
        #expect(try line.withView { try read.verify(line: $0, key: key) }.size == size)
        #expect(throws: TrustError.self) {
          try ByteString("other").withView { try read.verify(line: $0, key: key) }
        }
      }
    }
  }

  @Test func everyChangedByteOfAProofIsSeen() throws {
    let (line, proof) = try Self.proofs(7)[3]
    let good = proof.text
    let key = try Self.key()
    for place in good.bytes.indices {
      for flip in [0x01, 0x02, 0x10, 0x20, 0x80] as [UInt8] {
        var bad = good
        bad.bytes[place] ^= flip
        #expect(throws: TrustError.self, "byte \(place)") {
          let read = try bad.withView { try InclusionProof($0) }
          _ = try line.withView { try read.verify(line: $0, key: key) }
        }
      }
    }
  }

  @Test(.enabled(if: golden != nil, "the golden log is not here"))
  func agreesWithTheGoldenProof() throws {
    let folder = try #require(Self.golden)
    let text = try WholeFile.bytes("\(folder)/decision.tlog-proof")
    let proof = try text.withView { try InclusionProof($0) }
    #expect(proof.text == text)
    let lines = try WholeFile.bytes("\(folder)/log.jsonl").bytes.split(separator: 0x0A)
      .map { ByteString(Array($0)) }
    let key = try WholeFile.bytes("\(folder)/vkey").withView { try TrustedKey($0, path: "vkey") }
    #expect(try lines[3].withView { try proof.verify(line: $0, key: key) }.size == 4)
    var prover = MerkleProver(inclusionOf: 3, in: lines.count)
    for line in lines { prover.append(leaf: line.withView { Merkle.leaf($0) }) }
    #expect(prover.proof == proof.hashes)
  }
}
