public import Kernel

/// A SHA-256 digest: 32 bytes.
public struct Digest: Hashable, Comparable, BitwiseCopyable, Sendable {
  // In the order of memory; what the words mean as numbers does not matter.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// How many bytes a digest has.
  public static let byteCount = 32

  /// 32 zero bytes: what the first entry of a log names as its predecessor.
  public static let zero = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: byteCount) {
    $0.initialize(repeating: 0)
    return Digest($0)
  }

  /// The digest in 32 bytes of memory.
  init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(bytes)
    first = raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
    second = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    third = raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    fourth = raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
  }

  /// These bytes; nil unless there are 32.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Digest.byteCount else { return nil }
    var copy = bytes
    self = copy.withUnsafeMutableBufferPointer { Digest($0) }
  }

  /// Reads 64 lower-case hexadecimal digits.
  public init?(hex text: ByteView) {
    guard text.count == 2 * Digest.byteCount else { return nil }
    let digits = UnsafeRawPointer(text.start)
    func word(_ index: Int) -> UInt64? {
      let high = digits.loadUnaligned(fromByteOffset: 16 * index, as: UInt64.self)
      let low = digits.loadUnaligned(fromByteOffset: 16 * index + 8, as: UInt64.self)
      guard let first = Hex.decode(UInt64(littleEndian: high)),
        let second = Hex.decode(UInt64(littleEndian: low))
      else { return nil }
      return (UInt64(first) | UInt64(second) << 32).littleEndian
    }
    guard let first = word(0), let second = word(1), let third = word(2), let fourth = word(3)
    else { return nil }
    self.first = first
    self.second = second
    self.third = third
    self.fourth = fourth
  }

  /// Reads standard base64 of 32 bytes.
  public init?(base64 text: ByteView) {
    guard let bytes = Base64.decode(text) else { return nil }
    self.init(bytes)
  }

  private var ordered: (UInt64, UInt64, UInt64, UInt64) {
    (first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian)
  }

  /// The order of the bytes.
  public static func < (left: Digest, right: Digest) -> Bool {
    left.ordered < right.ordered
  }

  /// Calls `body` with the 32 bytes.
  @inline(__always)
  public func withView<Result>(_ body: (ByteView) -> Result) -> Result {
    withUnsafeBytes(of: self) { raw in
      raw.withMemoryRebound(to: UInt8.self) { bytes in
        body(bytes.baseAddress.map { ByteView($0, count: Digest.byteCount) } ?? ByteView(""))
      }
    }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] { withView { ByteString($0).bytes } }

  /// Appends 64 lower-case hexadecimal digits.
  public func writeHex(to buffer: ByteBuffer) { withView { Hex.write($0, to: buffer) } }

  /// 64 lower-case hexadecimal digits.
  public var hex: String { withView { Hex.encode($0) } }

  /// Standard base64, padded.
  public var base64: String { withView { Base64.encode($0) } }
}
