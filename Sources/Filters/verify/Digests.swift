import Kernel
import Trust

/// The digests of the records read and where each stood, put aside until the log is looked at.
final class Digests {
  private let spool: Spool
  private var files: [String] = []
  private let line = ByteBuffer()

  init(spool: Spool) { self.spool = spool }

  /// Puts a record's digest and place aside.
  func append(_ record: Record) throws(Failure) {
    try append(SHA256.digest(of: record.bytes), record.place)
  }

  /// Puts a digest and its place aside.
  func append(_ digest: Digest, _ place: Place) throws(Failure) {
    if files.last != place.file { files.append(place.file) }
    line.removeAll()
    digest.writeHex(to: line)
    line.append(decimal: place.line)
    line.append(0x20)
    line.append(decimal: files.count - 1)
    try spool.append(line: line.view)
  }

  /// Calls `body` with each in order.
  func forEachRecord(_ body: (Digest, Place) throws(TrustError) -> Void) throws(TrustError) {
    try spool.forEachEntry { (line) throws(TrustError) in
      let (digest, place) = read(line)
      try body(digest, place)
    }
  }

  private func read(_ line: ByteView) -> (Digest, Place) {
    let digits = 2 * Digest.byteCount
    guard let digest = Digest(hex: line.slice(0, digits)) else {
      preconditionFailure("not put aside by this type")
    }
    var numbers = (line: 0, file: 0)
    for index in digits..<line.count {
      if line[index] == 0x20 {
        numbers = (numbers.file, 0)
      } else {
        numbers.file = numbers.file * 10 + Int(line[index] - 0x30)
      }
    }
    return (digest, Place(files[numbers.file], line: numbers.line))
  }
}
