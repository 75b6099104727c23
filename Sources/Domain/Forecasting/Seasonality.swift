internal import Statistics

/// The seasons of a series, found or given, and the values without them.
struct Seasonality {
  /// One season: a factor or an addend for each of its points.
  struct Season {
    let period: Int
    let indices: [Double]
  }

  let seasons: [Season]
  /// Whether seasons multiply: when all values are above 0.
  let multiplies: Bool
  /// The values without their seasons.
  let adjusted: [Double]

  /// Takes out the seasons one after the other, shortest first; those found must show in the
  /// autocorrelation.
  init(_ values: [Double], candidates: [Int], given: Bool) {
    multiplies = (values.min() ?? 0) > 0
    var rest = values
    var found: [Season] = []
    for period in candidates.sorted() where period > 1 && values.count >= 2 * period {
      guard given || Seasonality.isSeasonal(rest, period: period) else { continue }
      let indices = Seasonality.indices(rest, period: period, multiplies: multiplies)
      for index in rest.indices {
        let season = indices[index % period]
        if multiplies { rest[index] /= season } else { rest[index] -= season }
      }
      found.append(Season(period: period, indices: indices))
    }
    seasons = found
    adjusted = rest
  }

  /// Puts the seasons back onto a value at a position counted from the start of the series.
  func restored(_ value: Double, at index: Int) -> Double {
    var value = value
    for season in seasons {
      let part = season.indices[index % season.period]
      if multiplies { value *= part } else { value += part }
    }
    return value
  }

  /// Whether the autocorrelation at the season exceeds its one-sided 90 % limit (the test of the M4
  /// benchmarks, with Bartlett's variance), after a moving average is taken out. Their limit is the
  /// two-sided one; a season wrongly found costs little here, where `indices` are shrunk.
  static func isSeasonal(_ values: [Double], period: Int) -> Bool {
    guard values.count >= 3 * period else { return false }
    let trend = movingAverage(values, period: period)
    let values = (period / 2..<values.count - period / 2).map { values[$0] - trend[$0] }
    let count = Double(values.count)
    var squares = 0.0
    for lag in 1..<period {
      let correlation = Autocorrelation.coefficient(values, lag: lag)
      squares += correlation * correlation
    }
    let limit = 1.2816 * ((1 + 2 * squares) / count).squareRoot()
    return Autocorrelation.coefficient(values, lag: period) > limit
  }

  /// Classical decomposition: means of the distances from a centred moving average, drawn towards
  /// none by the share that noise explains (after Miller and Williams 2003).
  static func indices(_ values: [Double], period: Int, multiplies: Bool) -> [Double] {
    let trend = movingAverage(values, period: period)
    let half = period / 2
    var sums = [Double](repeating: 0, count: period)
    var squares = sums
    var counts = sums
    for index in half..<(values.count - half) {
      let part = multiplies ? values[index] / trend[index] : values[index] - trend[index]
      sums[index % period] += part
      squares[index % period] += part * part
      counts[index % period] += 1
    }
    var means = (0..<period).map { counts[$0] > 0 ? sums[$0] / counts[$0] : multiplies ? 1 : 0 }
    let neutral = Summary.mean(means)
    let shrinkage = shrinkage(means, sums, squares, counts)
    means = means.map { shrinkage * ($0 - neutral) }
    return multiplies ? means.map { max(0.01, 1 + $0 / neutral) } : means
  }

  /// The share of the spread of the means that is not noise (James and Stein's weight).
  private static func shrinkage(
    _ means: [Double], _ sums: [Double], _ squares: [Double], _ counts: [Double]
  ) -> Double {
    var within = 0.0
    var freedom = 0.0
    var cycles = 0.0
    for place in means.indices where counts[place] > 0 {
      within += squares[place] - sums[place] * sums[place] / counts[place]
      freedom += counts[place] - 1
      cycles += counts[place] / Double(means.count)
    }
    let spread = Summary.deviation(means)
    guard freedom > 0, spread > 0 else { return 1 }
    let noise = max(0, within) / freedom / cycles
    return max(0, 1 - noise / (spread * spread))
  }

  /// The centred moving average, with half weights at the ends of an even period; 0 at the margins.
  private static func movingAverage(_ values: [Double], period: Int) -> [Double] {
    let half = period / 2
    var average = [Double](repeating: 0, count: values.count)
    var sum = values[0..<min(2 * half + 1, values.count)].reduce(0, +)
    for index in half..<(values.count - half) {
      if index > half { sum += values[index + half] - values[index - half - 1] }
      let ends = period % 2 == 0 ? (values[index - half] + values[index + half]) / 2 : 0
      average[index] = (sum - ends) / Double(period)
    }
    return average
  }
}
