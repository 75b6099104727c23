import Testing

@testable import Statistics

@Suite struct LongMemoryTests {
  /// Hosking 1981: the first autocorrelation is d / (1 - d), the second that times (1 + d) / (2 - d).
  @Test func fractionalNoiseHasTheAutocorrelationsOfHosking() {
    var random = RandomSource(seed: 31)
    let noise = FractionalNoise(order: 0.3, count: 3)
    var products = (0.0, 0.0, 0.0)
    for _ in 0..<40_000 {
      let values = noise.draw(&random)
      products.0 += values[2] * values[2] / 40_000
      products.1 += values[1] * values[2] / 40_000
      products.2 += values[0] * values[2] / 40_000
    }
    #expect(abs(products.0 - 1) < 0.03)
    #expect(abs(products.1 - 0.3 / 0.7) < 0.03)
    #expect(abs(products.2 - 0.3 / 0.7 * 1.3 / 1.7) < 0.03)
  }

  @Test func powersAreThoseOfPlainCosines() {
    var random = RandomSource(seed: 32)
    let values = (0..<50).map { _ in random.normal() }
    let mean = Summary.mean(values)
    let residuals = values.map { $0 - mean }
    let order = LowFrequencies.order(50)
    #expect(order == 6)
    var power = 0.0
    for wave in 1...order {
      var sum = 0.0
      for (index, value) in residuals.enumerated() {
        sum += value * cosine(Double.pi * Double(wave) * (Double(index) + 0.5) / 50)
      }
      power += 2 * sum * sum / 50 / Double(order)
    }
    let variance = residuals.reduce(0) { $0 + $1 * $1 } / 48
    #expect(abs(LowFrequencies.excess(residuals) - power / variance) < 1e-9)
  }

  /// Taylor's series, so that the test does not share the code's cosine.
  private func cosine(_ angle: Double) -> Double {
    var reduced = angle
    while reduced > Double.pi { reduced -= 2 * Double.pi }
    var (term, sum) = (1.0, 1.0)
    for power in 1...20 {
      term *= -reduced * reduced / Double((2 * power - 1) * 2 * power)
      sum += term
    }
    return sum
  }

  @Test(arguments: [10, 25, 60, 150, 300, 1000])
  func probabilitiesFallWithTheRatio(count: Int) {
    for null in [LongMemoryNull.step, .slope, .stairs] {
      let probabilities = stride(from: 0.0, through: 400, by: 4).map {
        null.pValue($0, excess: 1, count: count)
      }
      #expect(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(zip(probabilities, probabilities.dropFirst()).allSatisfy { $0 >= $1 })
      #expect(null.pValue(50, excess: 4, count: count) >= null.pValue(50, excess: 1, count: count))
    }
  }

  @Test func excessSpeaksForLongMemory() {
    let weights = stride(from: 0.0, through: 12, by: 0.5).map {
      LongMemoryNull.step.weight(excess: $0, count: 100)
    }
    #expect(zip(weights, weights.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(weights[0] < 0.01 && weights[24] > 0.99)
  }

  /// In noise just short of 1/f every second series of a hundred seems to step for a search that takes
  /// its values for independent.
  @Test func wanderingNoiseRaisesFewAlarms() {
    var random = RandomSource(seed: 33)
    let noise = FractionalNoise(order: 0.4, count: 100)
    var raised = 0
    for _ in 0..<200 {
      let values = noise.draw(&random)
      let trend = Trend(values: values, times: values.indices.map(Double.init))
      if trend.leastProbability < 1 { raised += 1 }
    }
    #expect(raised <= 40)
  }

  /// A step that is clear stays clear however soaks wander.
  @Test func longSoaksStillShowASteadyStep() {
    var random = RandomSource(seed: 34)
    let noise = FractionalNoise(order: 0.2, count: 400)
    var found = 0
    for _ in 0..<20 {
      var values = noise.draw(&random)
      for index in 250..<400 { values[index] += 5 }
      let trend = Trend(values: values, times: values.indices.map(Double.init))
      if trend.changes.contains(where: { $0.kind == .step && abs($0.index - 250) <= 10 }) {
        found += 1
      }
    }
    #expect(found >= 18)
  }

  /// Nights 61 to 100 looked at one by one, as a nightly pipeline does: less than 5 in a hundred series
  /// ever get an alarm among them.
  @Test func fortyNightsStayBelowFiveInAHundred() {
    var random = RandomSource(seed: 35)
    var raised = 0
    for _ in 0..<150 {
      let values = (0..<100).map { _ in random.normal() }
      for night in 61...100 {
        let trend = Trend(
          values: Array(values[..<night]), times: (0..<night).map(Double.init))
        if trend.changes.contains(where: { $0.isAlarm && $0.index >= 57 }) {
          raised += 1
          break
        }
      }
    }
    #expect(raised <= 7)
  }
}
