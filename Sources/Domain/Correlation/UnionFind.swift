/// Disjoint sets with union by size and path halving (Tarjan and van Leeuwen 1984): nearly constant
/// cost an operation.
struct UnionFind {
  private var parent: [Int32] = []
  private var size: [Int32] = []

  /// Makes a set of its own and returns its number.
  mutating func add() -> Int {
    parent.append(Int32(parent.count))
    size.append(1)
    return parent.count - 1
  }

  /// The number that stands for the set of `element`.
  mutating func root(of element: Int) -> Int {
    var at = element
    while Int(parent[at]) != at {
      parent[at] = parent[Int(parent[at])]
      at = Int(parent[at])
    }
    return at
  }

  /// Makes one set of two.
  mutating func join(_ left: Int, _ right: Int) {
    var larger = root(of: left)
    var smaller = root(of: right)
    guard larger != smaller else { return }
    if size[larger] < size[smaller] { swap(&larger, &smaller) }
    parent[smaller] = Int32(larger)
    size[larger] += size[smaller]
  }
}
