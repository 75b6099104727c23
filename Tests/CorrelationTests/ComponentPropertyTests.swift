import Correlation
import Kernel
import TestSupport
import Testing

/// Components against a slow reference, on graphs made at random.
@Suite struct ComponentPropertyTests {
  /// Numbers that look random and are the same in every run (Knuth's MMIX generator).
  struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      var value: UInt64 = 0
      for _ in 0..<2 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        value = value << 32 | state >> 32
      }
      return value
    }
  }

  struct Item {
    let keys: [String]
    let tenant: String
  }

  static func items(_ numbers: inout Numbers, tenants: Int) -> [Item] {
    let count = Int.random(in: 1...40, using: &numbers)
    let values = Int.random(in: 1...60, using: &numbers)
    return (0..<count).map { _ in
      let keys = ["commit", "runid", "artifact"].compactMap { name in
        Bool.random(using: &numbers)
          ? "\"\(name)\":\"v\(Int.random(in: 0..<values, using: &numbers))\"" : nil
      }
      let tenant = Int.random(in: 0...tenants, using: &numbers)
      return Item(keys: keys, tenant: tenant == 0 ? "" : "\"tenant\":\"t\(tenant)\"")
    }
  }

  static func lines(_ items: [Item]) -> [String] {
    items.enumerated().map { index, item in
      let attributes = (item.keys + [item.tenant]).filter { !$0.isEmpty }.joined(separator: ",")
      return TestRecords.record("test", id: "\(index)", data: "", attributes: attributes)
    }
  }

  /// Labels each item by the first one it is joined with: repeats until nothing changes.
  static func reference(_ items: [Item], hub: Int, apart: Bool) -> [Int?] {
    var degrees: [String: Int] = [:]
    for key in items.flatMap(\.keys) { degrees[key, default: 0] += 1 }
    let keys = items.map { $0.keys.filter { degrees[$0, default: 0] <= hub } }
    func spread(_ mayJoin: (Int, Int) -> Bool) -> [Int?] {
      var labels = items.indices.map { keys[$0].isEmpty ? nil : $0 as Int? }
      var changed = true
      while changed {
        changed = false
        for left in items.indices {
          for right in items.indices where !Set(keys[left]).isDisjoint(with: keys[right]) {
            guard let first = labels[left], let second = labels[right], second > first,
              mayJoin(left, right)
            else { continue }
            labels[right] = first
            changed = true
          }
        }
      }
      return labels
    }
    let whole = spread { _, _ in true }
    guard apart else { return whole }
    let crossed = Set(
      whole.compactMap { $0 }.filter { label in
        let tenants = items.indices.filter { whole[$0] == label }.map { items[$0].tenant }
        return Set(tenants).subtracting([""]).count > 1
      })
    return spread { left, right in
      guard let label = whole[left], crossed.contains(label) else { return true }
      return items[left].tenant == items[right].tenant
    }
  }

  static func labels(_ ids: [Checksum?]) -> [Int?] {
    ids.map { id in id.flatMap { ids.firstIndex(of: $0) } }
  }

  @Test(arguments: 0..<20) func agreeWithASlowReference(seed: Int) throws {
    var numbers = Numbers(state: UInt64(seed))
    for _ in 0..<10 {
      let items = Self.items(&numbers, tenants: 2)
      for (hub, within) in [(1000, []), (3, []), (1000, ["tenant"]), (4, ["tenant"])]
        as [(Int, [ByteString])]
      {
        let ids = try ComponentsTests.ids(
          Self.lines(items), Components(hub: hub, within: within))
        #expect(
          Self.labels(ids) == Self.reference(items, hub: hub, apart: !within.isEmpty),
          "hub \(hub), within \(within), \(items)")
      }
    }
  }

  @Test func giveTheSameIdsInAThousandOrders() throws {
    var numbers = Numbers(state: 42)
    let lines = Self.lines(Self.items(&numbers, tenants: 2))
    var found: Set<[String]> = []
    for _ in 0..<1000 {
      let order = lines.indices.shuffled(using: &numbers)
      let ids = try ComponentsTests.ids(
        order.map { lines[$0] }, Components(hub: 5, within: ["tenant"]))
      found.insert(zip(order, ids).map { "\(lines[$0]) \($1?.hex.description ?? "-")" }.sorted())
    }
    #expect(found.count == 1)
  }
}
