internal import Kernel

/// Coverage profiles of Go (`go test -coverprofile`): one item for each file, and their totals.
///
/// A block is known by its file and place, and counts once, also where profiles were put together; it
/// was run when one of its mentions says so. Memory is some 50 bytes for each block.
struct GoCoverProfileReader: FormatReader {
  private struct Block {
    let statements: Int
    var isHit: Bool
  }

  private struct File {
    let name: ByteString
    var blocks: [Checksum: Block] = [:]
  }

  private var files: [File] = []
  private var numbers: [ByteString: Int] = [:]
  private var modes: [ByteString] = []
  private var mentions = 0

  private static let knownModes: [ByteString] = ["set", "count", "atomic"]

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    output.refusesLongLines()
    while let line = try lines.next() {
      let line = line.trimmed
      if line.isEmpty { continue }
      if line.hasPrefix(ByteView("mode: ")) {
        let mode = ByteString(line.slice(6, line.count))
        if modes.contains(mode) { continue }
        if Self.knownModes.contains(mode) {
          modes.append(mode)
        } else {
          try output.refuse(line: line, "no mode of coverage, set, count or atomic would be right")
        }
      } else if !take(line) {
        try output.refuse(
          line: line, "no block, FILE:LINE.COLUMN,LINE.COLUMN STATEMENTS COUNT would be right")
      }
    }
    try emit(output)
  }

  private mutating func take(_ line: ByteView) -> Bool {
    guard let last = line.lastIndex(of: 0x20),
      let isHit = line.slice(last + 1, line.count).isHit
    else { return false }
    let head = line.slice(0, last)
    guard let middle = head.lastIndex(of: 0x20),
      let statements = head.slice(middle + 1, head.count).wholeNumber,
      statements <= Int32.max
    else { return false }
    let block = head.slice(0, middle)
    guard let colon = block.lastIndex(of: 0x3A), colon > 0,
      Self.isPlace(block.slice(colon + 1, block.count)),
      UTF8Sequence.firstError(in: block) == nil
    else { return false }
    mentions += 1
    let number = self.number(of: block.slice(0, colon))
    let key = Checksum(of: block.slice(colon + 1, block.count))
    var known = files[number].blocks[key] ?? Block(statements: statements, isHit: false)
    known.isHit = known.isHit || isHit
    files[number].blocks[key] = known
    return true
  }

  /// `LINE.COLUMN,LINE.COLUMN`.
  private static func isPlace(_ text: ByteView) -> Bool {
    let ends = text.split(by: 0x2C)
    return ends.count == 2
      && ends.allSatisfy { end in
        let parts = end.split(by: 0x2E)
        return parts.count == 2 && parts.allSatisfy { $0.wholeNumber != nil }
      }
  }

  private mutating func number(of name: ByteView) -> Int {
    let name = ByteString(name)
    if let known = numbers[name] { return known }
    numbers[name] = files.count
    files.append(File(name: name))
    return files.count - 1
  }

  private func emit(_ output: ObservationWriter) throws(Failure) {
    var total = CoverageCount()
    var blocks = 0
    for file in files {
      var count = CoverageCount()
      for block in file.blocks.values {
        count.found += block.statements
        if block.isHit { count.hit += block.statements }
      }
      total.found += count.found
      total.hit += count.hit
      blocks += file.blocks.count
      try emit("file", count, file.blocks.count, [.init("file", .string(file.name))], output)
    }
    try emit(
      "totals", total, blocks,
      [
        .init("duplicate_blocks", .integer(mentions - blocks)),
        .init("files", .integer(files.count)),
        .init("modes", .array(modes.map { .string($0) })),
      ], output)
  }

  private func emit(
    _ part: StaticString, _ count: CoverageCount, _ blocks: Int, _ also: [JSON.Member],
    _ output: ObservationWriter
  ) throws(Failure) {
    let statements = JSON.members(["found": .integer(count.found), "hit": .integer(count.hit)])
    let own: [JSON.Member] = [.init("blocks", .integer(blocks)), .init("statements", statements)]
    output.item.append(JSON.object(own + also).canonical)
    try output.emit(ByteView(part))
  }
}
