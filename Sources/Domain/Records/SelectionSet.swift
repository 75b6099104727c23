public import Kernel

/// Many selections and paths, asked of one record after the other.
///
/// Selections that share a path or a test share the work: of each record a path is followed once and a
/// test made once, and both only when a selection comes to it. All of it lies in plain memory, since
/// counting references would cost more than the asking.
///
/// Cost: for each record and selection that is asked, one step for each of its tests.
public final class SelectionSet {
  /// A test's path, and whether it was made of the present record and what came of it.
  private struct Test: BitwiseCopyable {
    let path: Int32
    let question: SelectionProgram.Test
    /// The present record's number, doubled, and one more when the test held.
    var answer: UInt64 = 0
  }

  /// A path, and the value there in the present record.
  private struct Path: BitwiseCopyable {
    let path: RecordPath.Parts
    var record: UInt64 = 0
    var value: JSONValue?
  }

  /// Where a selection's tests begin among all, and behind which they end.
  private struct Bounds: BitwiseCopyable {
    let from: Int32
    let to: Int32
  }

  private var programs: [SelectionProgram] = []
  private var heldPaths: [RecordPath] = []
  private let tests: UnsafeMutableBufferPointer<Test>
  private let paths: UnsafeMutableBufferPointer<Path>
  private let bounds: UnsafeMutableBufferPointer<Bounds>
  private let numbers: UnsafeMutableBufferPointer<Int32>
  private var record: UInt64 = 0
  private var root: JSONValue?

  /// The selections, to be asked by their number, and paths, likewise.
  public init(_ selections: [Selection], paths wanted: [RecordPath]) {
    var pathNumbers: [[ByteString]: Int32] = [:]
    var heldPaths: [RecordPath] = []
    func number(_ path: RecordPath) -> Int32 {
      if let known = pathNumbers[path.names] { return known }
      pathNumbers[path.names] = Int32(heldPaths.count)
      heldPaths.append(path)
      return Int32(heldPaths.count - 1)
    }
    // The wanted ones first; the same path twice keeps two numbers.
    for path in wanted {
      if pathNumbers[path.names] == nil { pathNumbers[path.names] = Int32(heldPaths.count) }
      heldPaths.append(path)
    }
    var testNumbers: [ByteString: Int32] = [:]
    var made: [Test] = []
    var listed: [Int32] = []
    var ends: [Bounds] = []
    for selection in selections {
      let from = Int32(listed.count)
      let members = selection.definition.object ?? []
      for (index, member) in members.enumerated() {
        let key = JSON.array([.string(member.key), member.value]).canonical
        let known = testNumbers[key] ?? Int32(made.count)
        if known == Int32(made.count) {
          testNumbers[key] = known
          let path = selection.program.path(index)
          made.append(Test(path: number(path), question: selection.program.test(index)))
        }
        listed.append(known)
      }
      ends.append(Bounds(from: from, to: Int32(listed.count)))
      programs.append(selection.program)
    }
    self.heldPaths = heldPaths
    tests = SelectionSet.laid(made)
    paths = SelectionSet.laid(heldPaths.map { Path(path: $0.plain) })
    bounds = SelectionSet.laid(ends)
    numbers = SelectionSet.laid(listed)
  }

  private static func laid<Element: BitwiseCopyable>(
    _ elements: [Element]
  ) -> UnsafeMutableBufferPointer<Element> {
    let laid = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = laid.initialize(from: elements)
    return laid
  }

  deinit {
    tests.deallocate()
    paths.deallocate()
    bounds.deallocate()
    numbers.deallocate()
  }

  /// Turns to a record; what is asked next is asked of it, as long as its bytes are there.
  public func turn(to root: JSONValue) {
    record += 1
    self.root = root
  }

  /// Whether the selection of a number means the present record.
  public func matches(_ selection: Int) -> Bool {
    let bounds = bounds[selection]
    for index in bounds.from..<bounds.to where !holds(Int(numbers[Int(index)])) { return false }
    return true
  }

  /// The value at the wanted path of a number in the present record.
  public func value(_ path: Int) -> JSONValue? {
    let known = paths.baseAddress.unsafelyUnwrapped + path
    if known.pointee.record != record {
      known.pointee.record = record
      known.pointee.value = root.flatMap { known.pointee.path.value(in: $0) }
    }
    return known.pointee.value
  }

  private func holds(_ number: Int) -> Bool {
    let test = tests.baseAddress.unsafelyUnwrapped + number
    if test.pointee.answer >> 1 == record { return test.pointee.answer & 1 == 1 }
    let held = test.pointee.question.holds(value(Int(test.pointee.path)))
    test.pointee.answer = record << 1 | (held ? 1 : 0)
    return held
  }
}
