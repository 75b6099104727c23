extension StateArray {
  /// Sorts the values in place, without memory of its own: quicksort by the median of three, with
  /// heapsort where that degenerates (introsort, Musser 1997). Not stable.
  @inlinable
  public func sort(by precedes: (Element, Element) -> Bool) {
    sort(0, count, 2 * (Int.bitWidth - count.leadingZeroBitCount), precedes)
  }

  @inlinable
  func sort(_ first: Int, _ end: Int, _ depth: Int, _ precedes: (Element, Element) -> Bool) {
    var (first, end, depth) = (first, end, depth)
    while end - first > 16 {
      guard depth > 0 else { return heapSort(first, end, precedes) }
      depth -= 1
      let split = partition(first, end, precedes)
      // The smaller part by a call, so that calls stay few.
      if split - first < end - split {
        sort(first, split, depth, precedes)
        first = split
      } else {
        sort(split, end, depth, precedes)
        end = split
      }
    }
    guard end - first > 1 else { return }
    for index in first + 1..<end {
      let value = address(index).pointee
      var place = index
      while place > first, precedes(value, address(place - 1).pointee) {
        address(place).pointee = address(place - 1).pointee
        place -= 1
      }
      address(place).pointee = value
    }
  }

  /// Hoare's partition: a place strictly inside, before which nothing is above what stands behind.
  @inlinable
  func partition(_ first: Int, _ end: Int, _ precedes: (Element, Element) -> Bool) -> Int {
    let low = address(first).pointee
    let middle = address(first + (end - first) / 2).pointee
    let high = address(end - 1).pointee
    let pivot =
      precedes(low, middle)
      ? (precedes(middle, high) ? middle : precedes(low, high) ? high : low)
      : (precedes(low, high) ? low : precedes(middle, high) ? high : middle)
    var left = first
    var right = end - 1
    while true {
      while precedes(address(left).pointee, pivot) { left += 1 }
      while precedes(pivot, address(right).pointee) { right -= 1 }
      if left >= right { return max(left, first + 1) }
      swapValues(left, right)
      left += 1
      right -= 1
    }
  }

  @inlinable
  func heapSort(_ first: Int, _ end: Int, _ precedes: (Element, Element) -> Bool) {
    func sift(_ start: Int, _ count: Int) {
      var parent = start
      while 2 * parent + 1 < count {
        var child = 2 * parent + 1
        if child + 1 < count,
          precedes(address(first + child).pointee, address(first + child + 1).pointee)
        {
          child += 1
        }
        guard precedes(address(first + parent).pointee, address(first + child).pointee) else {
          return
        }
        swapValues(first + parent, first + child)
        parent = child
      }
    }
    let count = end - first
    for start in stride(from: count / 2 - 1, through: 0, by: -1) { sift(start, count) }
    for last in stride(from: count - 1, to: 0, by: -1) {
      swapValues(first, first + last)
      sift(0, last)
    }
  }

  @inlinable
  func swapValues(_ left: Int, _ right: Int) {
    let value = address(left).pointee
    address(left).pointee = address(right).pointee
    address(right).pointee = value
  }
}
