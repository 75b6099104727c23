import Capacity
import Kernel
import Records

/// The levels of a threshold record, from the mildest.
let levels = ["warn", "soft", "hard"]

/// What the command line asks for.
struct CalibrationSettings {
  /// The quantile of each level.
  let quantiles: [Double]
  let confidence: Double

  init(_ options: ParsedOptions) throws(Failure) {
    var quantiles: [Double] = []
    for (level, standard) in zip(levels, [0.95, 0.99, 0.999]) {
      quantiles.append(try options.number(level, in: 0.5...0.999999) ?? standard)
    }
    guard zip(quantiles, quantiles.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw .usage("--warn, --soft and --hard: quantiles that do not fall are right")
    }
    self.quantiles = quantiles
    confidence = try options.number("confidence", in: 0.5...0.9999) ?? 0.95
  }
}

/// What an earlier run said of a series.
struct PreviousThreshold {
  let id: ByteString
  let version: Int
  /// The threshold of each level, where there was one.
  let thresholds: [Calibration.Threshold?]
}

/// The latest threshold record of each series.
struct PreviousThresholds {
  private var records: [ByteString: PreviousThreshold] = [:]

  init(_ run: Run) throws(Failure) {
    guard let path = run.options.value("previous") else { return }
    let reader = run.reader(over: [path])
    while let record = try reader.next() {
      guard record.type == "sluice.threshold.v1" else { continue }
      guard let data = record.data, let series = data["series"],
        let version = data["version"]?.integer
      else { throw .data(record.place, "a threshold record without data.series and data.version") }
      let identity = JSON(series).canonical
      if let known = records[identity], known.version >= version { continue }
      records[identity] = PreviousThreshold(
        id: ByteString(record.id), version: version,
        thresholds: levels.map { data[ByteString($0)].flatMap(PreviousThresholds.threshold) })
    }
  }

  private static func threshold(_ value: JSONValue) -> Calibration.Threshold? {
    guard let limit = value["value"]?.number else { return nil }
    return Calibration.Threshold(
      value: limit, low: value["lo"]?.number ?? limit, high: value["hi"]?.number ?? limit,
      method: value["method"]?.string.flatMap { .init(rawValue: $0.text) } ?? .order)
  }

  subscript(series: JSON) -> PreviousThreshold? { records[series.canonical] }
}
