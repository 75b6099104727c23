/// Values that stand out alone and are no change of level.
enum Spikes {
  /// How many robust standard deviations a spike is away.
  static let threshold = 6.0
  /// The longest run of neighbours that is still a spike.
  static let longestRun = 2

  /// The positions of spikes in residuals.
  static func find(_ residuals: [Double], deviation: Double) -> [Int] {
    guard deviation > 0 else { return [] }
    var spikes: [Int] = []
    var run: [Int] = []
    for index in residuals.indices {
      if abs(residuals[index]) > threshold * deviation {
        run.append(index)
        continue
      }
      if run.count <= longestRun { spikes += run }
      run = []
    }
    return run.count <= longestRun ? spikes + run : spikes
  }
}

/// A change at the very end, with too few values behind it to be believed.
enum YoungChange {
  /// Looks at the last 2, 3 and so on values against the rest of the last regime.
  static func find(
    _ values: [Double], from start: Int, _ regimes: Regimes, _ settings: Trend.Settings
  ) -> Trend.Change? {
    let tail = Array(values[start...])
    guard tail.count >= Trend.minimumCount, regimes.parts.last?.rise == nil,
      !Summary.isConstant(tail)
    else { return nil }
    let scores = Ranks.normalScores(tail)
    let count = Double(tail.count)
    let square = scores.reduce(0) { $0 + $1 * $1 } / (count - 1)
    let lengths = 2..<max(3, settings.minimumPoints)
    let looks = Double(lengths.count)
    let statistics = lengths.map { length in
      let last = Double(length)
      let sum = scores.suffix(length).reduce(0, +)
      return sum / (square * last * (count - last) / count).squareRoot()
    }
    // Dependence only weakens evidence: what is weak without it needs no closer look.
    let strongest = statistics.map(abs).max() ?? 0
    guard NormalDistribution.twoSidedTail(strongest) * looks <= settings.alpha else { return nil }
    // The young values themselves would pass for dependence.
    let settled = Array(tail.dropLast(settings.minimumPoints - 1))
    let inflation = Autocorrelation.inflation(
      Autocorrelation.firstOrder(residuals: Ranks.normalScores(settled), parameters: 1))
    var best: (index: Int, pValue: Double)?
    for (length, statistic) in zip(lengths, statistics) {
      let pValue = min(
        1, NormalDistribution.twoSidedTail(statistic / inflation.squareRoot()) * looks)
      if pValue <= settings.alpha, pValue < best?.pValue ?? 1 {
        best = (values.count - length, pValue)
      }
    }
    guard let best else { return nil }
    let before = Array(values[start..<best.index])
    let after = Array(values[best.index...])
    let shift = HodgesLehmann.shift(before: before, after: after, inflation: inflation)
    let change = regimes.change(
      .step, best.index, Summary.median(before), Summary.median(after), shift, best.pValue)
    let isSmall =
      abs(change.relative ?? .infinity) < settings.minimumEffect
      || abs(change.sigma ?? .infinity) < settings.minimumSigma
    return isSmall ? nil : change
  }
}
