internal import Kernel
internal import Records

/// The records that a decision names as evidence, of each rule the first few.
struct EvidenceRecords {
  /// How many are named of a rule that passes, and of one that does not.
  private static let ofPassing = 3
  private static let ofOthers = 20

  private var wanted: Set<ByteString> = []
  private var kept: [String: KeptRecord] = [:]

  /// Notes what a decision rests on; only records that come after it can be kept.
  mutating func want(_ decision: JSON) {
    for rule in decision["data"]?["rules"]?.array ?? [] {
      wanted.formUnion(EvidenceRecords.ids(of: rule))
    }
  }

  /// Keeps a record if it was wanted.
  mutating func add(_ record: Record) {
    guard !wanted.isEmpty, wanted.remove(ByteString(record.id)) != nil else { return }
    let record = KeptRecord(record)
    kept[record.id] = record
  }

  /// What a rule rests on as far as it is shown, and how much more there is.
  func references(
    of rule: JSON, in document: inout Document
  ) -> (shown: [Document.Reference], more: Int) {
    let shown = EvidenceRecords.ids(of: rule).map { id -> Document.Reference in
      let record = kept[id.description]
      return .init(
        text: record?.name ?? id.description, record: record.flatMap { document.anchor($0) })
    }
    let count = rule["evidence_count"]?.number.map { Int($0) } ?? rule["evidence"]?.array?.count
    return (shown, max(0, (count ?? 0) - shown.count))
  }

  private static func ids(of rule: JSON) -> [ByteString] {
    let most = rule["level"]?.string == "pass" ? ofPassing : ofOthers
    return (rule["evidence"]?.array ?? []).prefix(most).compactMap(\.string)
  }
}
