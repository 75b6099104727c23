import Kernel
import Records
import Trust

/// What a release candidate rests on: kind, id, source and SHA-256 of every record, in one
/// `sluice.evidence.v1` record, ready to be signed.
struct EvidenceMap {
  /// The most records that still fit a line of 64 MiB.
  static let limit = 200_000

  private let release: ByteString
  private var entries: [[ByteString]: Digest] = [:]

  init(release: String) { self.release = ByteString(release) }

  /// Takes in a record that bears the release's name, or none.
  mutating func add(_ record: Record) throws(Failure) {
    if let name = record.attribute("release"), !release.withView({ $0 == name }) { return }
    let digest = SHA256.digest(of: record.bytes)
    let key = [ByteString(record.source), ByteString(record.id), ByteString(record.type)]
    if let known = entries[key], known != digest {
      throw .data(record.place, "id \(record.id.text) of \(record.source.text) with other content")
    }
    entries[key] = digest
    if entries.count > EvidenceMap.limit {
      throw .data(record.place, "more than \(EvidenceMap.limit) records, the limit of --evidence")
    }
  }

  /// The record; the same for the same records in any order.
  func record() -> JSON {
    let list = entries.map { key, digest in
      JSON.members([
        "digest": .text("sha256:\(digest.hex)"), "id": .string(key[1]), "kind": .string(key[2]),
        "source": .string(key[0]),
      ])
    }
    .map { (text: $0.canonical, value: $0) }.sorted { $0.text < $1.text }.map(\.value)
    return RecordShape.record(
      "evidence", data: .members(["count": .integer(list.count), "records": .array(list)]),
      envelope: Envelope(
        source: "sluice/lineage-build", subject: release,
        attributes: [.init("release", .string(release))]))
  }
}
