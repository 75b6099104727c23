internal import Kernel

/// Lays out what surrounds an item, of values of the document and of our own.
final class ContextWriter {
  /// One member: a value of the document, all of it or some of its members, a list as `JSONItems`
  /// makes one object of it, or a value of our own.
  enum Value {
    case whole(JSONValue)
    case only(JSONValue, [StaticString])
    case index(JSONValue, by: ByteString, values: [JSONPath])
    case own(JSON)
  }

  private let buffer = ByteBuffer(capacity: 512)
  private let place = ByteBuffer(capacity: 128)
  private var items: JSONItems

  /// A writer that leaves a member out, however deep it stands.
  init(omitting key: ByteString? = nil) { items = JSONItems(omitting: key) }

  /// The members that have a value, as canonical JSON; valid until the next call.
  func write(_ members: KeyValuePairs<ByteString, Value?>) -> ByteView {
    write(members.compactMap { key, value in value.map { (key, $0) } })
  }

  /// The same of members that are put together.
  func write(_ members: [(key: ByteString, value: Value)]) -> ByteView {
    buffer.removeAll()
    var writer = JSONWriter(buffer)
    writer.beginObject()
    for (key, value) in members.sorted(by: { $0.key < $1.key }) {
      writer.key(key)
      place.removeAll()
      switch value {
      case .whole(let value): items.write(value, to: place)
      case .only(let value, let names):
        _ = items.write(value, where: { key in names.contains { key == $0 } }, to: place)
      case .index(let list, let name, let values):
        items.write(index: list, by: name, values: values, to: place)
      case .own(let value):
        value.write(to: &writer)
        continue
      }
      writer.raw(place.view)
    }
    writer.endObject()
    return buffer.view
  }
}

extension JSONValue {
  /// The value as a member of a context; nil for null.
  var whole: ContextWriter.Value? { isNull ? nil : .whole(self) }

  /// The elements of a member that is an array; none where it is not.
  func list(_ key: StaticString) -> [JSONValue] { self[key].map { Array($0.elements) } ?? [] }

  /// The element of an array by a number that the document gives.
  func element(at number: JSONValue?) -> JSONValue? {
    guard let number = number?.integer, number >= 0 else { return nil }
    return elements.enumerated().first { $0.offset == number }?.element
  }
}
