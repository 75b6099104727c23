internal import Kernel

/// Numbers in coverage files.
extension ByteView {
  /// A whole number without a sign, of at most 15 digits.
  var wholeNumber: Int? {
    guard !isEmpty, count <= 15 else { return nil }
    var number = 0
    for index in 0..<count {
      guard self[index] &- 0x30 < 10 else { return nil }
      number = number &* 10 &+ Int(self[index] &- 0x30)
    }
    return number
  }

  /// Whether a count of runs is above zero, nil where it is no count: whole, negative (a fault of
  /// gcov), beyond 15 digits or with an exponent (as perl writes large ones).
  var isHit: Bool? {
    if let number = wholeNumber { return number > 0 }
    guard !isEmpty, self[0] == 0x2D || self[0] &- 0x30 < 10 else { return nil }
    for index in 0..<count {
      let byte = self[index]
      guard byte &- 0x30 < 10 || byte | 0x20 == 0x65 || (0x2B...0x2E).contains(byte) else {
        return nil
      }
    }
    return Double(text).map { $0 > 0 }
  }
}
