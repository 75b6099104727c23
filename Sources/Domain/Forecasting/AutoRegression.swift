internal import Glibc
internal import Statistics

/// A ridge regression (Hoerl and Kennard 1970) of each value on some earlier ones.
struct AutoRegression: Member {
  let name: String
  let residuals: [Double]
  let reach: Int
  private let form: Form
  private let lags: [Int]
  private let coefficients: [Double]
  private let mean: Double
  private let levels: [Double]
  private let bounds: ClosedRange<Double>

  /// What is regressed: values or their logarithms, levels or steps from value to value.
  struct Form {
    let name: String
    let usesLogarithms: Bool
    let differs: Bool

    static let logarithms = Form(
      name: "autoregression-of-logarithms", usesLogarithms: true, differs: false)
    static let levels = Form(name: "autoregression", usesLogarithms: false, differs: false)
    static let steps = Form(name: "autoregression-of-steps", usesLogarithms: false, differs: true)
    /// Steps of logarithms are none: near 0 they are huge.
    static let all = [logarithms, levels, steps]
  }

  /// The weight of the ridge, as a share of the mean variance of the regressors.
  static let ridge = 0.0003
  /// The fewest equations for each coefficient.
  static let equationsPerLag = 8

  /// Fits on the lags 1, 2 and 3, each season and the one after it, and twice the first season; nil
  /// when there is too little to learn from. Logarithms want values above 0.
  init?(_ values: [Double], seasons: [Int], form: Form) {
    let levels = form.usesLogarithms ? values.map { log($0) } : values
    let series = form.differs ? zip(levels.dropFirst(), levels).map { $0 - $1 } : levels
    var wanted: Set<Int> = [1, 2, 3]
    for season in seasons { wanted.formUnion([season, season + 1]) }
    if let season = seasons.first { wanted.insert(2 * season) }
    let lags = wanted.sorted()
      .filter { series.count - $0 >= AutoRegression.equationsPerLag * wanted.count }
    guard let longest = lags.last, seasons.allSatisfy({ lags.contains($0) }) else { return nil }
    let mean = Summary.mean(series)
    let centred = series.map { $0 - mean }
    guard let solved = AutoRegression.solve(centred, lags: lags) else { return nil }
    var errors: [Double] = []
    for index in longest..<centred.count {
      var expected = 0.0
      for (lag, weight) in zip(lags, solved) { expected += weight * centred[index - lag] }
      errors.append(centred[index] - expected)
    }
    let low = levels.min() ?? 0
    let high = levels.max() ?? 0
    name = form.name
    residuals = errors
    self.form = form
    self.lags = lags
    self.mean = mean
    coefficients = solved
    reach = longest + 1
    self.levels = levels
    bounds = (low - (high - low))...(high + (high - low))
  }

  func path(_ horizon: Int, error: () -> Double) -> [Double] {
    path(from: levels.suffix(reach), horizon, error: error)
  }

  func expected(after origin: Int, _ horizon: Int) -> [Double] {
    path(from: levels[..<origin].suffix(reach), horizon) { 0 }
  }

  private func path(
    from tail: ArraySlice<Double>, _ horizon: Int, error: () -> Double
  ) -> [Double] {
    var series =
      form.differs ? zip(tail.dropFirst(), tail).map { $0 - $1 - mean } : tail.map { $0 - mean }
    var level = tail.last ?? 0
    return (0..<horizon).map { _ in
      var next = error()
      for (lag, weight) in zip(lags, coefficients) { next += weight * series[series.count - lag] }
      let wanted = form.differs ? level + mean + next : mean + next
      // Within twice the range of the past: a root near 1 must not run away.
      level = min(max(wanted, bounds.lowerBound), bounds.upperBound)
      series.append(level == wanted ? next : form.differs ? 0 : level - mean)
      return form.usesLogarithms ? exp(level) : level
    }
  }

  /// The normal equations with a ridge, by Cholesky's decomposition.
  private static func solve(_ series: [Double], lags: [Int]) -> [Double]? {
    let longest = lags[lags.count - 1]
    let size = lags.count
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    var right = [Double](repeating: 0, count: size)
    for index in longest..<series.count {
      for row in 0..<size {
        let value = series[index - lags[row]]
        right[row] += value * series[index]
        for column in 0...row { matrix[row][column] += value * series[index - lags[column]] }
      }
    }
    let trace = (0..<size).reduce(0) { $0 + matrix[$1][$1] } / Double(size)
    guard trace > 0 else { return nil }
    for row in 0..<size { matrix[row][row] += ridge * trace }
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row][column]
        for inner in 0..<column { sum -= matrix[row][inner] * matrix[column][inner] }
        if row == column {
          guard sum > 0 else { return nil }
          matrix[row][row] = sum.squareRoot()
        } else {
          matrix[row][column] = sum / matrix[column][column]
        }
      }
    }
    for row in 0..<size {
      for column in 0..<row { right[row] -= matrix[row][column] * right[column] }
      right[row] /= matrix[row][row]
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      for lower in (row + 1)..<max(size, row + 1) {
        right[row] -= matrix[lower][row] * right[lower]
      }
      right[row] /= matrix[row][row]
    }
    return right
  }
}
