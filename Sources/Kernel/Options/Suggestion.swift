/// What somebody may have meant who misspelt a name.
public enum Suggestion {
  /// The name nearest to `word` by the optimal string alignment distance (a letter more, less,
  /// another, or two swapped count one each), where it is no farther than a third of the letters;
  /// of names equally near the first. Else the only name that begins with it.
  public static func nearest(to word: String, among names: [String]) -> String? {
    let letters = Array(word.utf8.prefix(64))
    let near = names.map { (name: $0, distance: distance(letters, Array($0.utf8))) }
      .min { $0.distance < $1.distance }
    if let near, near.distance <= max(1, near.name.utf8.count / 3) { return near.name }
    let longer = names.filter { $0.hasPrefix(word) }
    return longer.count == 1 ? longer.first : nil
  }

  /// Optimal string alignment distance, in time of the product of the lengths.
  private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var before: [Int] = []
    var above = Array(0...second.count)
    for row in 0..<first.count {
      var here = [row + 1]
      for column in 0..<second.count {
        let differs = first[row] == second[column] ? 0 : 1
        var least = min(above[column] + differs, above[column + 1] + 1, here[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          least = min(least, before[column - 1] + 1)
        }
        here.append(least)
      }
      before = above
      above = here
    }
    return above[second.count]
  }
}
