/// Single values of a sorted order, without sorting the rest.
enum OrderStatistic {
  /// The value that would stand at `place` if `values` were sorted; what is before it is no larger
  /// afterwards, what is behind it no smaller (Hoare 1961, the middle of three as pivot). Cost: n on
  /// average.
  static func select(_ values: inout [Double], _ place: Int) -> Double {
    values.withUnsafeMutableBufferPointer { values in
      var (lower, upper) = (0, values.count - 1)
      while lower < upper {
        let pivot = middle(values[lower], values[(lower + upper) / 2], values[upper])
        var (left, right) = (lower, upper)
        while left <= right {
          while values[left] < pivot { left += 1 }
          while values[right] > pivot { right -= 1 }
          guard left <= right else { break }
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
        if place <= right {
          upper = right
        } else if place >= left {
          lower = left
        } else {
          break
        }
      }
      return values[place]
    }
  }

  /// The median, 0 of nothing.
  static func median(_ values: inout [Double]) -> Double {
    guard let last = values.indices.last else { return 0 }
    let upper = select(&values, (last + 1) / 2)
    guard last % 2 == 1 else { return upper }
    let lower = values[..<((last + 1) / 2)].max() ?? upper
    return lower / 2 + upper / 2
  }

  private static func middle(_ first: Double, _ second: Double, _ third: Double) -> Double {
    max(min(first, second), min(max(first, second), third))
  }
}
