/// Texts put aside in a `StateMemory`, known by where they stand.
public final class StateText {
  private let bytes: StateArray<UInt8>

  /// No texts yet.
  public init(_ memory: StateMemory) { bytes = StateArray(memory) }

  /// Puts a copy aside; 4 bytes more than its own. Throws `Failure.inputOutput` when there is no room.
  public func append(_ text: ByteView) throws(Failure) -> UInt64 {
    let place = try bytes.append(row: text.count + 4)
    let start = bytes.address(place)
    UnsafeMutableRawPointer(start).storeBytes(of: UInt32(text.count), as: UInt32.self)
    (start + 4).update(from: text.start, count: text.count)
    return UInt64(place)
  }

  /// The text at a place that `append` returned, valid as long as this object.
  public func view(_ place: UInt64) -> ByteView {
    let start = bytes.address(Int(place))
    let count = UnsafeMutableRawPointer(start).loadUnaligned(as: UInt32.self)
    return ByteView(start + 4, count: Int(count))
  }
}
