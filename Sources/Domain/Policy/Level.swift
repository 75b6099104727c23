/// How bad a rule's outcome is; a later case is worse.
public enum Level: String, Comparable, Sendable {
  case pass, warn, soft, hard

  private var rank: Int {
    switch self {
    case .pass: 0
    case .warn: 1
    case .soft: 2
    case .hard: 3
    }
  }

  /// Milder comes first.
  public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
}
