internal import Kernel

/// LCOV tracefiles (geninfo(1)): one item for each source file, and their totals.
///
/// Each line, function, branch and condition of a source file counts once, however many sections
/// speak of it; what the tool itself counted (`LF`, `LH` and so on) stays beside as `declared`. The
/// counts of the lines themselves stay behind.
struct LCOVReader: FormatReader {
  private var files = CoverageFiles()
  private var file: Int?
  private var lines = CoveredLines()
  private var functions = CoveredUnits()
  private var branches = CoveredUnits()
  private var conditions = CoveredUnits()
  private var declared = DeclaredTotals()

  /// What may stand outside a section, and says nothing that is counted.
  private static let silent: [StaticString] = ["TN", "VER", "FNL"]

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let input = output.file.lines
    output.refusesLongLines()
    while let line = try input.next() {
      // By far most lines.
      if line.count > 5, file != nil {
        if line[0] == 0x44, line[1] == 0x41, line[2] == 0x3A,
          takeLine(line.slice(3, line.count))
        {
          continue
        }
        if line[0] == 0x42, line[1] == 0x52, line[2] == 0x44, line[3] == 0x41, line[4] == 0x3A,
          takeBranch(line.slice(5, line.count))
        {
          continue
        }
      }
      if let fault = take(line) {
        try output.refuse(line: line, fault)
      }
    }
    if file != nil {
      try output.refuse(
        input.place, "the last section has no end, end_of_record would be right")
      endSection()
    }
    try files.emit(to: output, also: [])
  }

  /// What is wrong with the line, or nil.
  private mutating func take(_ line: ByteView) -> String? {
    let line = line.trimmed
    if line.isEmpty || line[0] == 0x23 { return nil }
    if line == "end_of_record" {
      guard file != nil else { return "end_of_record without a section" }
      endSection()
      return nil
    }
    guard let colon = line.firstIndex(of: 0x3A) else {
      return "no line of LCOV, KEY:VALUE would be right"
    }
    let key = line.slice(0, colon)
    let value = line.slice(colon + 1, line.count)
    if key == "SF" { return begin(value) }
    if Self.silent.contains(where: { key == $0 }) { return nil }
    guard file != nil else {
      return "\(key.text) outside of a section, SF would be right before it"
    }
    if take(key, value) { return nil }
    return "no value of \(key.text): \"\(value.slice(0, min(60, value.count)).text)\""
  }

  private mutating func begin(_ name: ByteView) -> String? {
    if let byte = UTF8Sequence.firstError(in: name) { return "invalid UTF-8 (byte \(byte + 4))" }
    // A section that nothing ends: the next one ends it.
    if file != nil { endSection() }
    let number = files.number(of: name)
    file = number
    swap(&lines, &files.files[number].lines)
    return nil
  }

  private mutating func endSection() {
    guard let number = file else { return }
    file = nil
    files.files[number].sections += 1
    swap(&lines, &files.files[number].lines)
    files.files[number].functions.add(&functions)
    files.files[number].branches.add(&branches)
    files.files[number].conditions.add(&conditions)
    files.files[number].declared.add(declared)
    declared = DeclaredTotals()
  }

  /// `LINE,COUNT[,CHECKSUM]` in its usual form; false leaves it to those who look closer.
  @inline(__always)
  private mutating func takeLine(_ value: ByteView) -> Bool {
    var index = 0
    var line = 0
    while index < value.count, value[index] &- 0x30 < 10, index < 9 {
      line = line &* 10 &+ Int(value[index] &- 0x30)
      index += 1
    }
    guard index > 0, index + 1 < value.count, value[index] == 0x2C else { return false }
    index += 1
    var digits: UInt8 = 0
    while index < value.count {
      let digit = value[index] &- 0x30
      if digit >= 10 {
        // A checksum may be anything, but for an empty count.
        guard value[index] == 0x2C, value[index - 1] != 0x2C else { return false }
        break
      }
      digits |= digit
      index += 1
    }
    lines.insert(line, isHit: digits != 0)
    return true
  }

  private mutating func take(_ key: ByteView, _ value: ByteView) -> Bool {
    switch key.count {
    case 2:
      if key == "DA" { return takeOddLine(value) }
      if key == "FN" { return takeFunction(value) }
      if key == "LF" || key == "LH" { return declare(key, value) }
      // Branch coverage of old: LINE,TAKEN.
      return key == "BA" && !value.isEmpty
    case 3:
      if key == "FNA" { return takeAlias(value) }
      return declare(key, value)
    default:
      if key == "BRDA" { return takeBranch(value) }
      if key == "FNDA" { return takeCalls(value) }
      return key == "MCDC" && takeCondition(value)
    }
  }

  private mutating func declare(_ key: ByteView, _ value: ByteView) -> Bool {
    value.wholeNumber.map { declared.add(key, $0) } ?? false
  }

  /// A line whose count is negative, has an exponent, or is none.
  private mutating func takeOddLine(_ value: ByteView) -> Bool {
    guard let comma = value.firstIndex(of: 0x2C), let line = value.slice(0, comma).wholeNumber
    else { return false }
    let end = value.firstIndex(of: 0x2C, from: comma + 1) ?? value.count
    guard let isHit = value.slice(comma + 1, end).isHit else { return false }
    lines.insert(line, isHit: isHit)
    return true
  }

  /// `LINE[,END],NAME`; names may have commas.
  private mutating func takeFunction(_ value: ByteView) -> Bool {
    guard let comma = value.firstIndex(of: 0x2C), value.slice(0, comma).wholeNumber != nil else {
      return false
    }
    var name = value.slice(comma + 1, value.count)
    if let next = name.firstIndex(of: 0x2C), name.slice(0, next).wholeNumber != nil {
      name = name.slice(next + 1, name.count)
    }
    functions.insert(CoveredUnits.key(name), isHit: false)
    return !name.isEmpty
  }

  /// `COUNT,NAME`.
  private mutating func takeCalls(_ value: ByteView) -> Bool {
    guard let comma = value.firstIndex(of: 0x2C), comma + 1 < value.count,
      let isHit = value.slice(0, comma).isHit
    else { return false }
    functions.insert(CoveredUnits.key(value.slice(comma + 1, value.count)), isHit: isHit)
    return true
  }

  /// `INDEX,COUNT,NAME`.
  private mutating func takeAlias(_ value: ByteView) -> Bool {
    guard let comma = value.firstIndex(of: 0x2C), value.slice(0, comma).wholeNumber != nil else {
      return false
    }
    return takeCalls(value.slice(comma + 1, value.count))
  }

  /// `LINE,[e]BLOCK,BRANCH,TAKEN`; a branch may be an expression with commas.
  private mutating func takeBranch(_ value: ByteView) -> Bool {
    guard let last = value.lastIndex(of: 0x2C) else { return false }
    let taken = value.slice(last + 1, value.count)
    let place = value.slice(0, last)
    guard let comma = place.firstIndex(of: 0x2C), let line = place.slice(0, comma).wholeNumber,
      let next = place.firstIndex(of: 0x2C, from: comma + 1),
      let isHit = taken == "-" ? false : taken.isHit
    else { return false }
    let block = place.slice(comma + 1, next).wholeNumber ?? .max
    let branch = place.slice(next + 1, place.count).wholeNumber ?? .max
    // In the order of the file, mostly; what does not fit is told by its checksum.
    let isSmall = line < 1 << 30 && block < 1 << 16 && branch < 1 << 16
    let small =
      UInt64(line & 0x3FFF_FFFF) << 32 | UInt64(block & 0xFFFF) << 16 | UInt64(branch & 0xFFFF)
    branches.insert(isSmall ? small : CoveredUnits.key(place) | 1 << 62, isHit: isHit)
    return true
  }

  /// `LINE,SIZE,SENSE,TAKEN,INDEX,EXPRESSION`.
  private mutating func takeCondition(_ value: ByteView) -> Bool {
    var commas: [Int] = []
    while commas.count < 5, let comma = value.firstIndex(of: 0x2C, from: (commas.last ?? -1) + 1) {
      commas.append(comma)
    }
    guard commas.count == 5, value.slice(0, commas[0]).wholeNumber != nil,
      let isHit = value.slice(commas[2] + 1, commas[3]).isHit
    else { return false }
    let before = CoveredUnits.key(value.slice(0, commas[2]))
    let index = CoveredUnits.key(value.slice(commas[3] + 1, commas[4]))
    conditions.insert(before &* 31 &+ index, isHit: isHit)
    return true
  }
}
