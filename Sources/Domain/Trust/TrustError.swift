/// Why something is not trusted, or could not be made so.
public enum TrustError: Error, Equatable {
  /// A call on a file failed with that `errno`; `doing` says what was tried.
  case file(path: String, doing: String, code: Int32)
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
  /// A line of the log that is no entry, or not the one that belongs there.
  case entry(line: Int, problem: String)
  /// A log, its state or its checkpoint that do not belong together.
  case log(path: String, problem: String)
  /// Another process held the lock for longer than allowed.
  case locked(path: String, seconds: Int)
  /// libcrypto failed where it should not.
  case crypto(call: String)

  /// One sentence for a person.
  public var message: String {
    switch self {
    case .file(let path, let doing, let code): "\(path): cannot \(doing), \(errorText(code))"
    case .keyExposed(let path, let mode):
      "\(path): private key has mode \(octal(mode)), 0600 would be right (chmod 600)"
    case .key(let path, let problem): "\(path): \(problem)"
    case .verifierKey(let problem): "verifier key: \(problem)"
    case .note(let problem): "signed note: \(problem)"
    case .checkpoint(let problem): "checkpoint: \(problem)"
    case .envelope(let problem): "envelope: \(problem)"
    case .entry(let line, let problem): "line \(line): \(problem)"
    case .log(let path, let problem): "\(path): \(problem)"
    case .locked(let path, let seconds):
      "\(path): locked by another process for \(seconds) s, try again later"
    case .crypto(let call): "\(call) failed in libcrypto"
    }
  }

  private func octal(_ mode: UInt32) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
