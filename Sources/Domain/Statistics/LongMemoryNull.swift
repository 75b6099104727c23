internal import Glibc

/// What tests for a step or a slope find in noise whose level wanders: fractional noise just short of
/// 1/f, the worst that still has a level. Simulated by `tools/simulate-trends`.
struct LongMemoryNull: Sendable {
  /// One length.
  struct Row: Sendable {
    let count: Int
    /// The mean low-frequency excess around the fit in independent noise.
    let quiet: Double
    /// The same in noise of long memory.
    let long: Double
    /// The F ratio over the excess (at least 1) that each of `shares` of noises of long memory reaches.
    let levels: [Double]
  }

  /// The memory of the noise (d of Granger and Joyeux 1980; 1/f noise has 1/2).
  static let order = 0.49
  /// How believable long memory is of a series before its residuals are seen. Chosen so that independent
  /// noise loses about a hundredth of the power for a step of 2 sigma.
  static let prior = 0.004

  let rows: [Row]

  /// The probability of an F ratio of `ratio` at a low-frequency excess of `excess` around the fit, in
  /// noise of long memory; by straight lines between logarithms, and on beyond the last.
  func pValue(_ ratio: Double, excess: Double, count: Int) -> Double {
    let level = ratio / max(1, excess)
    guard level > 0 else { return 1 }
    let (lower, upper, share) = neighbours(count)
    let levels = lower.levels.indices.map {
      exp((1 - share) * log(lower.levels[$0]) + share * log(upper.levels[$0]))
    }
    let shares = LongMemoryNull.shares
    guard level > levels[0] else { return 1 - (1 - shares[0]) * level / levels[0] }
    let place = levels.lastIndex { $0 <= level } ?? 0
    // The last two levels of a simulation are too noisy to go on from alone.
    let (from, to) =
      place + 1 < levels.count ? (place, place + 1) : (levels.count - 5, levels.count - 1)
    let slope = log(shares[to] / shares[from]) / log(levels[to] / levels[from])
    return exp(log(shares[place]) + slope * log(level / levels[place]))
  }

  /// How believable long memory is, given the excess around the fit: by Bayes' rule from `prior`,
  /// taking the excess for a chi-square mean of `LowFrequencies.order` squares around either mean.
  func weight(excess: Double, count: Int) -> Double {
    let (lower, upper, share) = neighbours(count)
    let quiet = (1 - share) * lower.quiet + share * upper.quiet
    let long = (1 - share) * lower.long + share * upper.long
    let half = Double(LowFrequencies.order(count)) / 2
    let odds = LongMemoryNull.prior / (1 - LongMemoryNull.prior)
    let logarithm = log(odds) + half * (log(quiet / long) + excess * (1 / quiet - 1 / long))
    return 1 / (1 + exp(-logarithm))
  }

  /// The probability of a fit under both models of the noise, weighed by how believable each is: that
  /// in short-memory noise, `independent`, and that in noise of long memory, which alone counts in soaks.
  func weighed(
    _ independent: Double, ratio: Double, residuals: [Double], isSoak: Bool
  ) -> Double {
    let excess = LowFrequencies.excess(residuals)
    let long = pValue(ratio, excess: excess, count: residuals.count)
    let weight = isSoak ? 1 : weight(excess: excess, count: residuals.count)
    return max(independent, (1 - weight) * independent + weight * long)
  }

  /// The rows around a length, and how far it lies from the first to the second, by logarithm.
  private func neighbours(_ count: Int) -> (Row, Row, Double) {
    guard let last = rows.last, let upper = rows.firstIndex(where: { $0.count > count }) else {
      return (rows[rows.count - 1], rows[rows.count - 1], 0)
    }
    guard upper > 0, count < last.count else { return (rows[upper], rows[upper], 0) }
    let lower = rows[upper - 1]
    let share =
      log(Double(count) / Double(lower.count))
      / log(Double(rows[upper].count) / Double(lower.count))
    return (lower, rows[upper], share)
  }
}
