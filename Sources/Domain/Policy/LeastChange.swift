internal import Kernel

/// Which records at least would have to come out otherwise, so that rules that count them hold.
///
/// A record that several rules count is changed once for all of them. With at most 16 such records the
/// answer is the least there is; with more of them it is found greedily.
enum LeastChange {
  /// A rule that wants so many of the records it names to change.
  struct Demand {
    let rule: ByteString
    let records: [ByteString]
    let count: Int
  }

  /// How many shared records are tried in every combination.
  static let exactLimit = 16

  /// The records, in byte order. Each demand must name as many as it wants.
  static func records(_ demands: [Demand]) -> [ByteString] {
    var holders: [ByteString: Int] = [:]
    for demand in demands { for id in Set(demand.records) { holders[id, default: 0] += 1 } }
    let shared = holders.filter { $0.value > 1 }.map(\.key).sorted()
    guard shared.count <= exactLimit else { return greedy(demands) }
    var best: [ByteString]?
    for mask in 0..<(1 << shared.count) {
      let taken = shared.indices.filter { mask >> $0 & 1 == 1 }.map { shared[$0] }
      if let best, taken.count >= best.count { continue }
      guard let all = completed(taken, demands, holders) else { continue }
      if best.map({ all.count < $0.count }) ?? true { best = all }
    }
    return (best ?? greedy(demands)).sorted()
  }

  /// The shared records that were taken, and as many of each rule's own as it still wants; nil when it
  /// has not so many.
  private static func completed(
    _ taken: [ByteString], _ demands: [Demand], _ holders: [ByteString: Int]
  ) -> [ByteString]? {
    var all = taken
    for demand in demands {
      let open = demand.count - taken.filter { demand.records.contains($0) }.count
      guard open > 0 else { continue }
      let own = demand.records.filter { holders[$0] == 1 }
      guard own.count >= open else { return nil }
      all += own.prefix(open)
    }
    return all
  }

  /// Takes the record that most of the open demands name, until none is open.
  private static func greedy(_ demands: [Demand]) -> [ByteString] {
    var taken: Set<ByteString> = []
    while true {
      let open = demands.filter { demand in
        demand.records.filter { taken.contains($0) }.count < demand.count
      }
      if open.isEmpty { return taken.sorted() }
      var votes: [ByteString: Int] = [:]
      for demand in open {
        for id in demand.records where !taken.contains(id) { votes[id, default: 0] += 1 }
      }
      guard let most = votes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
        return taken.sorted()
      }
      taken.insert(most.key)
    }
  }
}
