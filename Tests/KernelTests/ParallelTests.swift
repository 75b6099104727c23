import Kernel
import Testing

@Suite struct ParallelTests {
  @Test(arguments: 1...5, [0, 1, 2, 3, 7, 100])
  func resultsKeepTheirOrder(threads: Int, count: Int) {
    let found = Parallel.map(Array(0..<count), threads: threads) { "\($0 * $0)" }
    #expect(found == (0..<count).map { "\($0 * $0)" })
  }
}
