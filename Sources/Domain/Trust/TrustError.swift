internal import Glibc
public import Kernel

/// Why something is not trusted, or could not be made so.
public enum TrustError: Error, Equatable {
  /// The system did not let us: files, locks, memory.
  case system(Failure)
  /// A private key that group or others may read.
  case keyExposed(path: String, mode: UInt32)
  /// A file that should hold a key, and what is wrong with it.
  case key(path: String, problem: String)
  /// A verifier key in the text form of signed notes.
  case verifierKey(problem: String)
  /// A signed note that is malformed, or that no known key signed.
  case note(problem: String)
  /// A note's text that is no checkpoint, or not the expected one.
  case checkpoint(problem: String)
  /// A DSSE envelope that is malformed or not signed by enough keys.
  case envelope(problem: String)
  /// A line of a log that is no entry, or not the one that belongs there.
  case entry(path: String, line: Int, problem: String)
  /// A log, its state or its checkpoint that do not belong together.
  case log(path: String, problem: String)
  /// A trust file that is malformed, expired, or not the successor of the one before.
  case trust(path: String, problem: String)
  /// A statement that is not accepted: which key, in which role, and why.
  case refused(key: String?, role: String?, reason: String)
  /// libcrypto failed where it should not.
  case crypto(call: String)

  /// One sentence for a person.
  public var message: String { failure.message }

  /// How a filter ends over it.
  public var failure: Failure {
    switch self {
    case .system(let failure): failure
    case .keyExposed(let path, let mode):
      .configuration(
        Place(path), "private key has mode \(TrustError.octal(mode)), 0600 would be right")
    case .key(let path, let problem): .configuration(Place(path), problem)
    case .verifierKey(let problem): .data(Place("verifier key"), problem)
    case .note(let problem): .data(Place("signed note"), problem)
    case .checkpoint(let problem): .data(Place("checkpoint"), problem)
    case .envelope(let problem): .data(Place("envelope"), problem)
    case .entry(let path, let line, let problem): .data(Place(path, line: line), problem)
    case .log(let path, let problem): .data(Place(path), problem)
    case .trust(let path, let problem): .configuration(Place(path), problem)
    case .refused(let key, let role, let reason):
      .refused(
        [key.map { "key \($0)" }, role.map { "role \($0)" }].compactMap(\.self)
          .joined(separator: ", ") + (key == nil && role == nil ? "" : ": ") + reason)
    case .crypto(let call): .software("\(call) failed in libcrypto")
    }
  }

  private static func octal(_ mode: UInt32) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// What the last failed call on a file said.
  static func last(_ path: String, _ doing: String) -> TrustError {
    .system(.inputOutput("\(path): cannot \(doing), \(String(cString: strerror(errno)))"))
  }
}
