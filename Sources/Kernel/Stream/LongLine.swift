/// What is known of a line that is longer than the limit: nothing of it is kept.
public struct LongLine {
  /// Its length in bytes, without its end.
  public let size: Int
  /// The checksum of these bytes.
  public let digest: Checksum
  /// What is wrong with it.
  public let reason: String
}
