/// What somebody may have meant by a name that is none of those there are.
public enum Suggestion {
  /// The name nearest to `name`, nil where none is near: at most a third of its letters, and at
  /// least one, are wrong, missing, too many or swapped with their neighbour; or it is the
  /// beginning of exactly one name, which comes behind a name that is off by one letter. Of names
  /// equally near the first. Capitals count as small letters.
  ///
  /// The distance is that of optimal string alignment (Damerau 1964, each letter moved once).
  public static func nearest(to name: String, among names: [String]) -> String? {
    let written = small(name)
    guard written.count > 1 else { return nil }
    let most = max(1, written.count / 3)
    let nearest = names.map { (name: $0, distance: distance(written, small($0))) }
      .filter { $0.distance <= most }
      .min { $0.distance < $1.distance }
    if let nearest, nearest.distance <= 1 { return nearest.name }
    let begun = names.filter { small($0).starts(with: written) }
    return begun.count == 1 ? begun[0] : nearest?.name
  }

  /// `, perhaps NAME is meant` to go behind what is wrong with `name`; empty where no name is near.
  public static func hint(
    _ name: String, among names: [String], as spell: (String) -> String = { $0 }
  ) -> String {
    nearest(to: name, among: names).map { ", perhaps \(spell($0)) is meant" } ?? ""
  }

  private static func small(_ name: String) -> [UInt8] { Array(name.lowercased().utf8) }

  private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var before: [Int] = []
    var above = Array(0...other.count)
    for row in one.indices {
      var line = [row + 1]
      for column in other.indices {
        let isSame = one[row] == other[column]
        var least = min(above[column] + (isSame ? 0 : 1), above[column + 1] + 1, line[column] + 1)
        if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
          least = min(least, before[column - 1] + 1)
        }
        line.append(least)
      }
      (before, above) = (above, line)
    }
    return above[other.count]
  }
}
