import Kernel
import TestSupport
import Testing

/// Everything twice: in memory, and with no memory allowed, so on disk.
@Suite struct StateTests {
  static let limits = [Int.max, 0]

  static func numbers(_ count: Int, _ seed: UInt64) -> [UInt64] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 20
    }
  }

  @Test(arguments: limits) func arraysKeepWhatIsAppended(limit: Int) throws {
    let memory = StateMemory(limit: limit)
    let array = StateArray<UInt64>(memory)
    let wanted = Self.numbers(300_000, 1)
    for number in wanted { try array.append(number) }
    try array.append(zeros: 1000)
    #expect((0..<array.count).map { array[$0] } == wanted + [UInt64](repeating: 0, count: 1000))
    #expect(memory.isOnDisk == (limit == 0))
    array[7] = 42
    #expect(array[7] == 42)
    for _ in 0..<1000 { #expect(array.popLast() == 0) }
    #expect(array.popLast() == wanted.last)
    array.removeAll()
    #expect(array.count == 0 && array.popLast() == nil)
  }

  @Test(arguments: limits) func rowsStandAtOneAddress(limit: Int) throws {
    let text = StateText(StateMemory(limit: limit))
    let lengths = [0, 1, 4000, 5000, 100, 70_000, 3, 1 << 20, 12]
    let texts = lengths.enumerated().map { index, length in
      ByteString(Array(repeating: UInt8(index), count: length))
    }
    var places: [UInt64] = []
    for one in texts { places.append(try one.withView { try text.append($0) }) }
    for (place, one) in zip(places, texts) {
      #expect(one.withView { text.view(place) == $0 })
    }
  }

  @Test(
    arguments: limits,
    [
      "random", "sorted", "reversed", "equal", "few values", "organ pipe", "saw", "one", "none",
    ])
  func sortsInPlace(limit: Int, shape: String) throws {
    let random = Self.numbers(20_000, 3)
    let wanted: [UInt64]
    switch shape {
    case "random": wanted = random
    case "sorted": wanted = random.sorted()
    case "reversed": wanted = random.sorted(by: >)
    case "equal": wanted = random.map { _ in 5 }
    case "few values": wanted = random.map { $0 % 3 }
    case "organ pipe": wanted = (0..<20_000).map { UInt64($0 < 10_000 ? $0 : 20_000 - $0) }
    case "saw": wanted = (0..<20_000).map { UInt64($0 % 17) }
    case "one": wanted = [1]
    default: wanted = []
    }
    let array = StateArray<UInt64>(StateMemory(limit: limit))
    for number in wanted { try array.append(number) }
    array.sort { $0 < $1 }
    #expect((0..<array.count).map { array[$0] } == wanted.sorted())
  }

  /// McIlroy's adversary (1999) answers so that quicksort degenerates; the number of comparisons
  /// must stay near n log n all the same.
  @Test func staysFastAgainstAnAdversary() throws {
    let count = 4000
    let array = StateArray<Int>(StateMemory())
    for index in 0..<count { try array.append(index) }
    let gas = count
    var value = [Int](repeating: gas, count: count)
    var solid = 0
    var candidate = 0
    var comparisons = 0
    array.sort { left, right in
      comparisons += 1
      if value[left] == gas && value[right] == gas {
        value[left == candidate ? left : right] = solid
        solid += 1
      }
      if value[left] == gas { candidate = left } else if value[right] == gas { candidate = right }
      return value[left] < value[right]
    }
    #expect(comparisons < 10 * count * 12)
    let ranks = (0..<count).map { value[array[$0]] }
    #expect(ranks == ranks.sorted())
  }

  @Test(arguments: limits) func tablesNumberKeysAsTheyCome(limit: Int) throws {
    let memory = StateMemory(limit: limit)
    let table = try ChecksumTable<UInt64>(memory)
    var known: [UInt64: UInt32] = [:]
    for number in Self.numbers(100_000, 5).map({ $0 % 30_000 }) {
      let key = Checksum(of: ByteView("k")).high ^ number &* 0x9E37_79B9_7F4A_7C15
      let (found, isNew) = try table.number(
        of: Checksum(high: key, low: number), new: number)
      #expect(isNew == (known[number] == nil))
      #expect(found == known[number] ?? UInt32(known.count))
      known[number] = found
    }
    #expect(table.count == known.count)
    for (number, place) in known {
      #expect(table.entry(place).pointee.value == number)
      #expect(table.find(table.entry(place).pointee.key) == place)
    }
    #expect(table.find(Checksum(high: 1, low: 2)) == nil)
  }

  @Test func memoryThatIsGivenBackIsThereAgain() throws {
    let memory = StateMemory(limit: 1 << 20)
    for _ in 0..<100 {
      let array = StateArray<UInt8>(memory)
      try array.append(zeros: 500_000)
    }
    #expect(!memory.isOnDisk)
    let array = StateArray<UInt8>(memory)
    try array.append(zeros: 3 << 20)
    #expect(memory.isOnDisk)
  }
}
