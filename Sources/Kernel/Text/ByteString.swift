/// Bytes of our own: a key, a label, an identifier; equal when the bytes are equal.
///
/// `String` calls canonically equivalent texts equal (NFC and NFD are one key), records must not.
public struct ByteString: Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The bytes, for text UTF-8.
  public var bytes: [UInt8]

  /// Nothing yet.
  public init() { bytes = [] }

  /// These bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A copy of the bytes of a view.
  public init(_ view: ByteView) {
    bytes = [UInt8](UnsafeBufferPointer(start: view.start, count: view.count))
  }

  /// The UTF-8 of a text.
  public init(_ text: String) { bytes = [UInt8](text.utf8) }

  /// The UTF-8 of a literal.
  public init(stringLiteral text: String) { self.init(text) }

  /// The bytes as text for a person; invalid UTF-8 is repaired.
  public var description: String { String(decoding: bytes, as: UTF8.self) }

  /// Calls `body` with a view of the bytes.
  public func withView<Result, Fault: Error>(
    _ body: (ByteView) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    try bytes.withUnsafeBufferPointer { (buffer) throws(Fault) -> Result in
      // An empty array may have no address; any non-null pointer serves a view of no bytes.
      let start = buffer.baseAddress ?? ByteView("").start
      return try body(ByteView(start, count: buffer.count))
    }
  }

  /// Hashes all bytes at once: an array would hash them one by one.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  /// The order of RFC 8785: by UTF-16 code units.
  public static func < (left: ByteString, right: ByteString) -> Bool {
    left.withView { first in right.withView { second in ByteView.precedes(first, second) } }
  }
}
