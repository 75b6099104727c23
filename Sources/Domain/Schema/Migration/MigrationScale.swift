/// A number in another unit: multiplied by `times` and divided by `over`.
///
/// Both ways round. What was written by a person or a clock has few digits, so that of numbers within
/// the rounding the one with few digits is meant: 0.57 × 100 is 57, and not the 56.99999999999999 of
/// the multiplication.
struct MigrationScale {
  /// So many digits tell doubles apart whose last bits are lost.
  private static let fewDigits = 14

  let times: Double
  let over: Double

  /// The number in the later version; infinite or no number where that is beyond doubles.
  func forward(_ value: Double) -> Double {
    let scaled = value * times / over
    return MigrationScale.near(scaled).first {
      MigrationScale.digits($0) <= MigrationScale.fewDigits
    } ?? scaled
  }

  /// The number in the earlier version: of those that become `value`, the one with the fewest digits.
  func back(_ value: Double) -> Double {
    let scaled = value * over / times
    let near = MigrationScale.near(scaled)
    func isRight(_ number: Double) -> Bool { number.isFinite && forward(number) == value }
    // No two numbers with few digits are so near, and most have few: the rest need not be looked at.
    let few = near.first { MigrationScale.digits($0) <= MigrationScale.fewDigits }
    if let few, isRight(few) { return few }
    return near.filter(isRight).min {
      MigrationScale.digits($0) < MigrationScale.digits($1)
    } ?? scaled
  }

  /// What two roundings may have made the number of, nearest first.
  private static func near(_ value: Double) -> [Double] {
    let (up, down) = (value.nextUp, value.nextDown)
    return [value, up, down, up.nextUp, down.nextDown]
  }

  /// How many significant digits tell the number from its neighbours; none for 0.
  private static func digits(_ value: Double) -> Int {
    let zero = UInt8(ascii: "0")
    let mantissa = value.description.utf8.prefix { $0 != UInt8(ascii: "e") }
    let digits = mantissa.filter { zero...UInt8(ascii: "9") ~= $0 }.drop { $0 == zero }
    return digits.count - digits.reversed().prefix { $0 == zero }.count
  }
}
