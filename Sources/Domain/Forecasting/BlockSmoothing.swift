internal import Statistics

/// Smoothing of the means of blocks of neighbours: what is noise from point to point shows less
/// there, and what lasts shows more (multiple temporal aggregation, Kourentzes, Petropoulos and
/// Trapero 2014). It adds to what an ensemble expects; futures are drawn by the members of points.
struct BlockSmoothing {
  /// The member's name and the size of the blocks.
  let name: String
  private let size: Int
  private let member: any Member

  /// The fewest blocks that are worth a fit.
  static let minimumCount = 10

  /// Fits to the values without their seasons. The last block ends with the last value; what does
  /// not fill a block in the beginning is left out.
  init(_ adjusted: [Double], size: Int, fit: ([Double]) -> any Member) {
    let start = adjusted.count % size
    let member = fit(
      stride(from: start, to: adjusted.count, by: size).map {
        Summary.mean(Array(adjusted[$0..<$0 + size]))
      })
    name = "\(member.name)-by-\(size)"
    self.size = size
    self.member = member
  }

  /// The series after `count` values, between the middles of blocks by straight lines.
  func expected(_ seasonality: Seasonality, count: Int, _ horizon: Int) -> [Double] {
    let blocks = member.path((horizon + size - 1) / size + 1) { 0 }
    return (0..<horizon).map { step in
      let place = (Double(step) + 0.5) / Double(size) - 0.5
      let lower = min(Int(max(0, place)), blocks.count - 2)
      let share = place - Double(lower)
      let value = blocks[lower] * (1 - share) + blocks[lower + 1] * share
      return seasonality.restored(value, at: count + step)
    }
  }
}
