internal import Kernel

/// The units that coverage formats count, in the order in which they are written.
enum CoverageUnit: Int, CaseIterable {
  case branches, functions, lines, mcdc

  /// Its key in items.
  var key: StaticString {
    switch self {
    case .branches: "branches"
    case .functions: "functions"
    case .lines: "lines"
    case .mcdc: "mcdc"
    }
  }
}

/// What a coverage file says of its source files, which may come up several times: held until its
/// end, since only then their figures are known. Memory is a few bits for each line,
/// function and branch, and some hundred bytes for each file.
struct CoverageFiles {
  /// One source file.
  struct File {
    let name: ByteString
    var sections = 0
    var lines = CoveredLines()
    var functions = FileUnits()
    var branches = FileUnits()
    var conditions = FileUnits()
    /// Branches where they are counted by line.
    var branchesByLine = BranchesByLine()
    /// Figures that the file states itself.
    var declared = DeclaredTotals()
  }

  /// All files, in order of appearance.
  var files: [File] = []
  private var numbers: [ByteString: Int] = [:]

  /// The number of a file, a new one where its name is new.
  mutating func number(of name: ByteView) -> Int {
    let name = ByteString(name)
    if let known = numbers[name] { return known }
    numbers[name] = files.count
    files.append(File(name: name))
    return files.count - 1
  }

  /// Writes an item for each file in `context`, and one for all of them with the members `also`.
  mutating func emit(
    to output: ObservationWriter, in context: JSON? = nil, also: [JSON.Member]
  ) throws(Failure) {
    let surroundings = ByteBuffer(capacity: 256)
    if let context { surroundings.append(context.canonical) }
    let around: ByteView? = context.map { _ in surroundings.view }
    var totals: [CoverageUnit: CoverageCount?] = [:]
    var declared = DeclaredTotals()
    var sections = 0
    for number in files.indices {
      let counts = Self.counts(of: &files[number])
      for (unit, count) in counts { Self.add(count, to: &totals[unit]) }
      declared.add(files[number].declared)
      sections += files[number].sections
      let file = files[number]
      try Self.emit(
        "file", counts, file.declared,
        [.init("file", .string(file.name)), .init("sections", .integer(file.sections))], around,
        output)
    }
    if totals[.lines] == nil { totals[.lines] = CoverageCount() }
    let counted: [JSON.Member] = [
      .init("files", .integer(files.count)), .init("sections", .integer(sections)),
    ]
    try Self.emit("totals", totals, declared, counted + also, nil, output)
  }

  /// What cannot be told of one file, cannot be told of all.
  private static func add(_ count: CoverageCount?, to total: inout CoverageCount??) {
    guard let before = total else {
      total = .some(count)
      return
    }
    guard let before, let count else {
      total = .some(nil)
      return
    }
    total = CoverageCount(found: before.found + count.found, hit: before.hit + count.hit)
  }

  private static func counts(of file: inout File) -> [CoverageUnit: CoverageCount?] {
    var counts: [CoverageUnit: CoverageCount?] = [.lines: file.lines.count()]
    for (unit, units): (CoverageUnit, FileUnits) in [
      (.branches, file.branches), (.functions, file.functions), (.mcdc, file.conditions),
    ] where !units.isEmpty {
      counts.updateValue(units.count, forKey: unit)
    }
    if !file.branchesByLine.isEmpty { counts[.branches] = file.branchesByLine.count() }
    return counts
  }

  private static func emit(
    _ part: StaticString, _ counts: [CoverageUnit: CoverageCount?], _ declared: DeclaredTotals,
    _ also: [JSON.Member], _ context: ByteView?, _ output: ObservationWriter
  ) throws(Failure) {
    var members = also
    for unit in CoverageUnit.allCases {
      guard let count = counts[unit] else { continue }
      let figures: JSON =
        if let count {
          .members(["found": .integer(count.found), "hit": .integer(count.hit)])
        } else {
          .members(["sections_differ": .bool(true)])
        }
      members.append(.init(ByteString(ByteView(unit.key)), figures))
    }
    if let declared = declared.json { members.append(.init("declared", declared)) }
    output.item.append(JSON.object(members).canonical)
    try output.emit(ByteView(part), context: context)
  }
}
