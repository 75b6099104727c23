import Kernel
import TestSupport
import Testing

@testable import Trust

@Suite struct MerkleTests {
  static let vectors = SharedData.path("data/vectors/merkle/testdata")

  private static func leaves(_ count: Int) -> [Digest] {
    (0..<count).map { index in ByteString("leaf \(index)").withView { Merkle.leaf($0) } }
  }

  /// RFC 6962 section 2.1 as it stands there, the slow twin of `MerkleRange`.
  private static func root(_ leaves: ArraySlice<Digest>) -> Digest {
    guard let first = leaves.first else { return Merkle.emptyRoot }
    guard leaves.count > 1 else { return first }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    let middle = leaves.startIndex + half
    return Merkle.node(root(leaves[..<middle]), root(leaves[middle...]))
  }

  private static func range(_ leaves: ArraySlice<Digest>) -> MerkleRange {
    var range = MerkleRange()
    for leaf in leaves { range.append(leaf: leaf) }
    return range
  }

  @Test func growsToTheRootOfTheDefinition() {
    let leaves = Self.leaves(70)
    var range = MerkleRange()
    for size in 0...leaves.count {
      #expect(range.root == Self.root(leaves[..<size]))
      #expect(range.roots.count == size.nonzeroBitCount)
      if size < leaves.count { range.append(leaf: leaves[size]) }
    }
  }

  /// certificate-transparency-go, the eight leaves of its Merkle tests, also in RFC 6962 tests of
  /// others: the root of all of them.
  @Test func agreesWithThePublishedTree() {
    let inputs = [
      "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
      "606162636465666768696a6b6c6d6e6f",
    ]
    let leaves = inputs.map { text in ByteString(hex: text).withView { Merkle.leaf($0) } }
    #expect(
      Self.range(leaves[...]).root.hex
        == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
  }

  @Test func takesUpATreeOnlyWithTheRootsThatItsSizeNeeds() {
    let range = Self.range(Self.leaves(11)[...])
    #expect(MerkleRange(size: 11, roots: range.roots) == range)
    #expect(MerkleRange(size: 12, roots: range.roots) == nil)
    #expect(MerkleRange(size: -1, roots: []) == nil)
  }

  @Test func provesEveryLeafOfEverySmallTree() {
    let leaves = Self.leaves(20)
    for size in 1...leaves.count {
      let root = Self.root(leaves[..<size])
      for index in 0..<size {
        var prover = MerkleProver(inclusionOf: index, in: size)
        for leaf in leaves { prover.append(leaf: leaf) }
        let proof = prover.proof
        func holds(_ leaf: Digest, _ index: Int, _ size: Int, _ proof: [Digest]) -> Bool {
          MerkleProof.includes(leaf: leaf, index: index, size: size, proof: proof, root: root)
        }
        #expect(holds(leaves[index], index, size, proof))
        #expect(!holds(Digest.zero, index, size, proof))
        #expect(!holds(leaves[index], index ^ 1, size, proof) || size == 1)
        #expect(!holds(leaves[index], size, size, proof))
        #expect(!holds(leaves[index], index, size, proof + [Digest.zero]))
        if !proof.isEmpty { #expect(!holds(leaves[index], index, size, Array(proof.dropLast()))) }
      }
    }
  }

  @Test(.enabled(if: vectors != nil, "the Merkle vectors are not here"))
  func judgesPublishedInclusionProofs() throws {
    let files = SharedData.files(below: "\(try #require(Self.vectors))/inclusion", suffix: ".json")
    #expect(files.count == 98)
    for file in files {
      let test = try JSONParser.tree(WholeFile.bytes(file), integers: .asWritten)
      var holds = false
      if let leaf = Digest(text: test["leafHash"]?.string),
        let root = Digest(text: test["root"]?.string), let proof = Self.proof(test),
        let index = Self.count(test["leafIdx"]), let size = Self.count(test["treeSize"])
      {
        holds = MerkleProof.includes(
          leaf: leaf, index: index, size: size, proof: proof, root: root)
      }
      #expect(holds == (test["wantErr"]?.bool == false), "\(file)")
    }
  }

  private static func count(_ value: JSON?) -> Int? { value?.number.flatMap { Int(exactly: $0) } }

  private static func proof(_ test: JSON) -> [Digest]? {
    let listed = test["proof"]?.array ?? []
    let proof = listed.compactMap { Digest(text: $0.string) }
    return proof.count == listed.count ? proof : nil
  }
}
