/// Why a text is not JSON that a record may hold, and at which byte.
public struct JSONError: Error, Equatable {
  /// What is wrong, in the words of RFC 8259 and 7493.
  public enum Reason: Equatable, Sendable {
    case syntax(String)
    case invalidUTF8
    case loneSurrogate
    case duplicateKey(String)
    case tooDeep(limit: Int)
    case integerTooLarge
    case numberOutOfRange
    case outOfMemory
  }

  /// What is wrong.
  public let reason: Reason
  /// The offset in bytes from the start of the text.
  public let offset: Int

  /// An error at `offset`.
  public init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// One sentence for a person, without file and line.
  public var message: String {
    let what =
      switch reason {
      case .syntax(let detail): detail
      case .invalidUTF8: "invalid UTF-8"
      case .loneSurrogate: "lone surrogate in a string, a pair would be right"
      case .duplicateKey(let key): "duplicate key \"\(key)\""
      case .tooDeep(let limit): "nested deeper than \(limit) levels"
      case .integerTooLarge: "integer beyond 2^53-1, a string would keep it exact"
      case .numberOutOfRange: "number outside of the range of a double"
      case .outOfMemory: "not enough memory for this text"
      }
    return "\(what) (byte \(offset + 1))"
  }
}
