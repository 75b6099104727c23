// Simulates what the search for steps and slopes finds in noise of long memory, and prints
// LongMemoryTable.swift. Run by tools/simulate-trends, which compiles it with the library as one module.

let sizes = [10, 14, 20, 30, 40, 60, 100, 200, 300]
let shares = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001]
let runs = 20_000
let segment = Trend.minimumSegment

struct Found {
  let step: [(Double, Double)]
  let slope: [(Double, Double)]
  let stairs: [(Double, Double)]
}

/// Statistic over low-frequency excess, and that excess, of each test in one noise.
func measure(_ draw: () -> [Double]) -> Found {
  var stairs: [(Double, Double)] = []
  var step: [(Double, Double)] = []
  var slope: [(Double, Double)] = []
  for _ in 0..<runs {
    let scores = Ranks.blendedScores(draw())
    guard let scan = StepScan(scores, minimumSegment: segment) else { continue }
    let ofStep = LowFrequencies.excess(scan.residuals(scores))
    step.append((scan.ratio(count: scores.count) / max(1, ofStep), ofStep))
    if let found = Stairs(scores, from: scan.split, minimumSegment: segment) {
      let excess = LowFrequencies.excess(found.residuals)
      stairs.append((found.ratio / max(1, excess), excess))
    }
    let line = Line(scores)
    let ofSlope = LowFrequencies.excess(line.residuals(scores))
    slope.append((line.ratio(scores) / max(1, ofSlope), ofSlope))
  }
  return Found(step: step, slope: slope, stairs: stairs)
}

func mean(_ pairs: [(Double, Double)]) -> Double { Summary.mean(pairs.map(\.1)) }
func quantiles(_ pairs: [(Double, Double)]) -> [Double] {
  let sorted = pairs.map(\.0).sorted()
  return shares.map { Summary.quantile(sorted: sorted, 1 - $0) }
}
func line(_ size: Int, _ quiet: [(Double, Double)], _ long: [(Double, Double)]) -> String {
  let numbers = quantiles(long).map { "\(($0 * 100).rounded() / 100)" }.joined(separator: ", ")
  let (first, second) = ((mean(quiet) * 1e4).rounded() / 1e4, (mean(long) * 1e4).rounded() / 1e4)
  return "    .init(\n      count: \(size), quiet: \(first), long: \(second),\n"
    + "      levels: [\(numbers)]),"
}

var steps: [String] = []
var slopes: [String] = []
var stairs: [String] = []
for size in sizes {
  var random = RandomSource(seed: UInt64(size))
  let noise = FractionalNoise(order: LongMemoryNull.order, count: size)
  let quiet = measure { (0..<size).map { _ in random.normal() } }
  let long = measure { noise.draw(&random) }
  steps.append(line(size, quiet.step, long.step))
  slopes.append(line(size, quiet.slope, long.slope))
  if size >= 3 * segment { stairs.append(line(size, quiet.stairs, long.stairs)) }
}
print(
  """
  // Written by tools/simulate-trends: \(runs) simulations a row, seeded by their size. Do not edit.

  extension LongMemoryNull {
    /// The probabilities that the levels of a row belong to.
    static let shares = \(shares)

    static let step = LongMemoryNull(rows: [
  \(steps.joined(separator: "\n"))
    ])

    static let slope = LongMemoryNull(rows: [
  \(slopes.joined(separator: "\n"))
    ])

    static let stairs = LongMemoryNull(rows: [
  \(stairs.joined(separator: "\n"))
    ])
  }
  """)
