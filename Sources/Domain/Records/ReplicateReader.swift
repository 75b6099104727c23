public import Kernel

/// Gathers the metric records of a baseline and of a candidate, told apart by a condition each, into
/// series of replicates.
///
/// A replicate is `data.replicate`, else the attribute `runid`; records with neither are one replicate
/// a side, since nobody says that they are independent. Holds 24 bytes a point in a `StateMemory`,
/// besides the names of series and replicates.
public struct ReplicateReader {
  private struct Point: BitwiseCopyable {
    let replicate: UInt32
    let value: Double
  }
  private struct Replicate {
    let series: Int
    let isCandidate: Bool
    var count = 0
  }

  private let baseline: Selection
  private let candidate: Selection
  private let points: StateArray<Point>
  private var replicates: [Replicate] = []
  private var numbers: [ByteString: UInt32] = [:]
  private let key = ByteBuffer(capacity: 128)

  private init(_ baseline: Selection, _ candidate: Selection, _ memory: StateMemory) {
    self.baseline = baseline
    self.candidate = candidate
    points = StateArray(memory)
  }

  /// Reads a run's input, and calls `body` with every series and the values of each replicate of its
  /// sides, series and replicates in the order in which they first arrived.
  ///
  /// A record of both sides ends the run, whatever it does with bad lines: the conditions are wrong.
  public static func forEachSeries(
    _ run: Run, baseline: Selection, candidate: Selection,
    _ body: (MetricSeries, _ baseline: [[Double]], _ candidate: [[Double]]) throws(Failure) -> Void
  ) throws(Failure) {
    var metrics = try MetricSeriesReader(run)
    var reader = ReplicateReader(baseline, candidate, metrics.memory)
    try metrics.readAll(run) { (_, record, point) throws(Failure) in
      try reader.take(record, point)
    }
    let (values, starts) = try reader.grouped(metrics.memory)
    var sides = [(baseline: [Int], candidate: [Int])](
      repeating: ([], []), count: metrics.series.count)
    for (number, replicate) in reader.replicates.enumerated() {
      if replicate.isCandidate {
        sides[replicate.series].candidate.append(number)
      } else {
        sides[replicate.series].baseline.append(number)
      }
    }
    func replicate(_ number: Int) -> [Double] {
      (starts[number]..<starts[number + 1]).map { values[$0] }
    }
    for (series, side) in zip(metrics.series, sides)
    where !(side.baseline.isEmpty && side.candidate.isEmpty) {
      try body(series, side.baseline.map(replicate), side.candidate.map(replicate))
    }
  }

  private mutating func take(
    _ record: Record, _ point: MetricSeriesReader.Measurement
  ) throws(Failure) {
    let isCandidate = candidate.matches(record.root)
    let isBaseline = baseline.matches(record.root)
    if isBaseline, isCandidate {
      throw .data(record.place, "of --baseline and --candidate both, one of them would be right")
    }
    guard isBaseline || isCandidate else { return }
    key.removeAll()
    key.append(isCandidate ? "c" : "b")
    key.append(decimal: point.series)
    if let name = record.data?["replicate"].flatMap({ $0.string ?? $0.numberText }) {
      key.append("=")
      key.append(name)
    } else if let run = record.attribute("runid") {
      key.append("@")
      key.append(run)
    }
    let number: UInt32
    if let known = numbers[key.string] {
      number = known
    } else {
      number = UInt32(replicates.count)
      numbers[key.string] = number
      replicates.append(Replicate(series: point.series, isCandidate: isCandidate))
    }
    replicates[Int(number)].count += 1
    try points.append(Point(replicate: number, value: point.value))
  }

  /// The values of all replicates, one behind the other, and where each begins.
  private func grouped(
    _ memory: StateMemory
  ) throws(Failure) -> (values: StateArray<Double>, starts: [Int]) {
    var starts = [0]
    for replicate in replicates { starts.append(starts[starts.count - 1] + replicate.count) }
    var next = starts
    let values = StateArray<Double>(memory)
    try values.append(zeros: points.count)
    for index in 0..<points.count {
      let point = points[index]
      values[next[Int(point.replicate)]] = point.value
      next[Int(point.replicate)] += 1
    }
    points.removeAll()
    return (values, starts)
  }
}
