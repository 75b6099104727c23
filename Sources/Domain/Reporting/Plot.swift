/// A series over time: what was measured, where it changed, what it will do.
public struct Plot: Sendable {
  /// One value; `x` in seconds since 1970.
  public struct Point: Sendable {
    public let x: Double
    public let y: Double

    /// A point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A level from one time to another; of a ramp the ends differ.
  public struct Level: Sendable {
    let from: Point
    var to: Point
  }

  /// An interval over some time.
  public struct Band: Sendable {
    let from: Double
    let to: Double
    let low: Double
    let high: Double
  }

  /// When something changed, and in words how.
  public struct Change: Sendable {
    let at: Double
    let text: String
  }

  /// One step of a forecast.
  public struct Step: Sendable {
    let x: Double
    let middle: Double
    let low80: Double
    let high80: Double
    let low95: Double
    let high95: Double
  }

  /// When a limit is reached: in a tenth, half, and nine tenths of the futures; nil beyond the horizon.
  public struct Reach: Sendable {
    let tenth: Double?
    let half: Double?
    let nineTenths: Double?
  }

  /// What it shows, in words: all that the picture says.
  public var title: String
  /// How it stands.
  public var tone: Document.Tone
  /// The record that it is drawn from, where that is on the page.
  public var record: Document.Anchor?
  /// What values are in (UCUM).
  public var unit = ""
  /// The measured points by time.
  public var points: [Point] = []
  /// The levels between changes, the 95 % interval of the last of them, and the changes.
  public var levels: [Level] = []
  public var band: Band?
  public var changes: [Change] = []
  /// Points far from the others, which are no change.
  public var spikes: [Point] = []
  /// The forecast, if it is one.
  public var steps: [Step] = []
  public var limit: Double?
  public var reach: Reach?

  /// A plot without points.
  public init(title: String, tone: Document.Tone, record: Document.Anchor? = nil) {
    self.title = title
    self.tone = tone
    self.record = record
  }

  /// The smallest and the largest time and value; nil where there is nothing to draw.
  var bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
    let xs = points.map(\.x) + steps.map(\.x) + changes.map(\.at)
    let ys =
      points.map(\.y) + steps.flatMap { [$0.low95, $0.high95] }
      + levels.flatMap { [$0.from.y, $0.to.y] } + (band.map { [$0.low, $0.high] } ?? [])
      + spikes.map(\.y) + (limit.map { [$0] } ?? [])
    guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max() else {
      return nil
    }
    return (left...right, low...high)
  }

  /// The measured points as eighths of a character's height, at most `width` of them.
  public func sparkline(width: Int) -> String {
    let marks = Array("▁▂▃▄▅▆▇█")
    guard let low = points.map(\.y).min(), let high = points.map(\.y).max(), width > 0 else {
      return ""
    }
    let count = min(width, points.count)
    return String(
      (0..<count).map { place in
        let range = place * points.count / count..<(place + 1) * points.count / count
        let mean = points[range].map(\.y).reduce(0, +) / Double(range.count)
        let share = high > low ? (mean - low) / (high - low) : 0.5
        return marks[min(7, Int(share * 8))]
      })
  }
}
