internal import Kernel
internal import Records

/// A record that a page may show.
struct KeptRecord: Sendable {
  /// A longer record is not kept.
  private static let mostBytes = 32 << 10
  /// A longer name is cut.
  private static let mostCharacters = 80

  let id: String
  /// What it is, in a few words: its kind, and what it is about.
  let name: String
  /// The record in canonical form; empty where it is not kept.
  let text: String

  /// Of a record, with its text unless `isShown` is false.
  init(_ record: Record, isShown: Bool = true) {
    id = record.id.text
    text = isShown && record.bytes.count <= KeptRecord.mostBytes ? record.bytes.text : ""
    let kind = record.type.text.split(separator: ".").dropFirst().first ?? ""
    let about =
      record.attribute("subject")
      ?? ["name", "file", "unit"].lazy.compactMap {
        record.data?[$0]?.string
      }.first
    let name = "\(kind) \(about?.text ?? id)"
    self.name =
      name.count > KeptRecord.mostCharacters
      ? "\(name.prefix(KeptRecord.mostCharacters - 1))…" : name
  }

  /// Of a decision, however long it is.
  init(decision: JSON) {
    id = decision["id"]?.string?.description ?? ""
    name = "decision"
    text = decision.canonical.description
  }
}
