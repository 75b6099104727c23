internal import Kernel

extension ByteView {
  /// How many LF there are.
  var newlines: Int {
    var found = 0
    for index in 0..<count where start[index] == 0x0A { found += 1 }
    return found
  }

  /// The parts between `separator`s, empty ones too.
  func split(by separator: UInt8) -> [ByteView] {
    var parts: [ByteView] = []
    var lower = 0
    while let end = firstIndex(of: separator, from: lower) {
      parts.append(slice(lower, end))
      lower = end + 1
    }
    parts.append(slice(lower, count))
    return parts
  }

  /// Where `text` first stands, or nil.
  func firstIndex(of text: ByteView) -> Int? {
    guard let first = text.isEmpty ? nil : text[0] else { return 0 }
    var from = 0
    while let start = firstIndex(of: first, from: from), start + text.count <= count {
      if slice(start, start + text.count) == text { return start }
      from = start + 1
    }
    return nil
  }
}
