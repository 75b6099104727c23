internal import Kernel

/// Texts of groups that arrive in any order, to be read group by group: what stands within one
/// element of a document need not stand together in a stream. 12 bytes a text beside its own.
struct GroupedTexts {
  private let texts: StateText
  private let places: StateArray<UInt64>
  private let following: StateArray<UInt32>
  private var first: [UInt32] = []
  private var last: [UInt32] = []

  private static let none = UInt32.max

  /// No groups yet.
  init(_ memory: StateMemory) {
    texts = StateText(memory)
    places = StateArray(memory)
    following = StateArray(memory)
  }

  /// Adds a group without texts, which gets the next number from 0 on.
  mutating func addGroup() {
    first.append(GroupedTexts.none)
    last.append(GroupedTexts.none)
  }

  /// Adds a text at the end of a group. Throws `Failure.inputOutput` when there is no room.
  mutating func append(_ text: ByteView, to group: Int) throws(Failure) {
    let number = UInt32(places.count)
    try places.append(texts.append(text))
    try following.append(GroupedTexts.none)
    if first[group] == GroupedTexts.none {
      first[group] = number
    } else {
      following[Int(last[group])] = number
    }
    last[group] = number
  }

  /// Calls `body` with every text of a group in order.
  func forEach(in group: Int, _ body: (ByteView) throws(Failure) -> Void) throws(Failure) {
    var number = first[group]
    while number != GroupedTexts.none {
      try body(texts.view(places[Int(number)]))
      number = following[Int(number)]
    }
  }
}
