internal import Kernel

/// Finds secrets and personal data in text by their form, and by their check digits where they have
/// some.
enum Detector: String, CaseIterable, Sendable {
  /// Payment cards: 13 to 19 digits, Luhn's check (ISO/IEC 7812-1 annex B).
  case card
  /// Bank accounts: ISO 13616, check digits modulo 97 (ISO 7064).
  case iban
  /// `name@domain.example`
  case email
  /// Access tokens by the prefixes that their makers gave them.
  case token
  /// JSON Web Tokens (RFC 7519): three parts, the first two beginning with `eyJ`.
  case jwt
  /// Private keys in PEM.
  case privatekey
  /// The password in `scheme://user:password@host`.
  case urlpassword

  /// Prefixes of tokens, how many more characters there are at least, and whether `-` and `_` are
  /// among them.
  private static let tokens: [(prefix: String, least: Int, isWide: Bool)] = [
    ("AKIA", 16, false), ("ASIA", 16, false), ("ghp_", 36, false), ("gho_", 36, false),
    ("ghu_", 36, false), ("ghs_", 36, false), ("ghr_", 36, false), ("github_pat_", 22, true),
    ("glpat-", 20, true), ("xoxa-", 10, true), ("xoxb-", 10, true), ("xoxp-", 10, true),
    ("xoxr-", 10, true), ("xoxs-", 10, true), ("sk_live_", 16, false), ("rk_live_", 16, false),
    ("sk-ant-", 20, true), ("sk-proj-", 20, true), ("AIza", 35, true), ("npm_", 36, false),
    ("pypi-", 50, true), ("hf_", 30, false), ("dop_v1_", 64, false), ("ya29.", 20, true),
  ]
  private static let tokenPrefixes = tokens.map { Array($0.prefix.utf8) }

  /// The places of what it finds, in order and apart.
  func find(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < text.count {
      if let range = match(text, at: index), !range.isEmpty {
        found.append(range)
        index = range.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  private func match(_ text: [UInt8], at index: Int) -> Range<Int>? {
    switch self {
    case .card: Detector.card(text, index)
    case .iban: Detector.iban(text, index)
    case .email: Detector.email(text, index)
    case .token: Detector.token(text, index)
    case .jwt: Detector.jwt(text, index)
    case .privatekey: Detector.privateKey(text, index)
    case .urlpassword: Detector.password(text, index)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
  private static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || byte | 0x20 &- 0x61 < 26 }
  private static func isWide(_ byte: UInt8) -> Bool { isWord(byte) || byte == 0x2D || byte == 0x5F }

  private static func isStart(_ text: [UInt8], _ index: Int) -> Bool {
    index == 0 || !isWord(text[index - 1])
  }

  private static func end(
    _ text: [UInt8], _ start: Int, while condition: (UInt8) -> Bool
  ) -> Int {
    var end = start
    while end < text.count, condition(text[end]) { end += 1 }
    return end
  }

  private static func card(_ text: [UInt8], _ start: Int) -> Range<Int>? {
    // Cards begin with 2 to 6; a fraction or a longer number is none.
    guard text[start] &- 0x32 < 5, isStart(text, start),
      start == 0 || text[start - 1] != 0x2E
    else { return nil }
    var digits: [Int] = []
    var index = start
    while index < text.count {
      if isDigit(text[index]) {
        digits.append(Int(text[index] - 0x30))
      } else if text[index] != 0x20 && text[index] != 0x2D || !isDigit(text[index - 1]) {
        break
      }
      index += 1
    }
    while !isDigit(text[index - 1]) { index -= 1 }
    guard (13...19).contains(digits.count), index == text.count || !isWord(text[index]) else {
      return nil
    }
    let sum = digits.reversed().enumerated().reduce(0) { sum, item in
      guard item.offset % 2 == 1 else { return sum + item.element }
      return sum + (item.element > 4 ? 2 * item.element - 9 : 2 * item.element)
    }
    return sum % 10 == 0 ? start..<index : nil
  }

  private static func iban(_ text: [UInt8], _ start: Int) -> Range<Int>? {
    guard start + 4 < text.count, isUpper(text[start]), isUpper(text[start + 1]),
      isDigit(text[start + 2]), isDigit(text[start + 3]), isStart(text, start)
    else { return nil }
    var letters: [UInt8] = []
    var index = start
    while index < text.count, letters.count <= 34 {
      if isDigit(text[index]) || isUpper(text[index]) {
        letters.append(text[index])
      } else if text[index] != 0x20 || letters.count % 4 != 0 {
        break
      }
      index += 1
    }
    while text[index - 1] == 0x20 { index -= 1 }
    guard (15...34).contains(letters.count), index == text.count || !isWord(text[index]) else {
      return nil
    }
    let rest = (letters[4...] + letters[..<4]).reduce(0) { rest, letter in
      isDigit(letter)
        ? (rest * 10 + Int(letter - 0x30)) % 97 : (rest * 100 + Int(letter - 0x37)) % 97
    }
    return rest == 1 ? start..<index : nil
  }

  private static func email(_ text: [UInt8], _ start: Int) -> Range<Int>? {
    func isLocal(_ byte: UInt8) -> Bool { isWide(byte) || byte == 0x2E || byte == 0x2B }
    guard isWord(text[start]), start == 0 || !isLocal(text[start - 1]) else { return nil }
    let at = end(text, start, while: isLocal)
    guard at < text.count, text[at] == 0x40 else { return nil }
    var last = end(text, at + 1) { isWord($0) || $0 == 0x2D || $0 == 0x2E }
    while last > at, !isWord(text[last - 1]) { last -= 1 }
    guard let dot = text[(at + 1)..<max(last, at + 1)].lastIndex(of: 0x2E), dot > at + 1,
      last - dot > 2, text[(dot + 1)..<last].allSatisfy({ $0 | 0x20 &- 0x61 < 26 })
    else { return nil }
    return start..<last
  }

  private static func token(_ text: [UInt8], _ start: Int) -> Range<Int>? {
    guard isStart(text, start) else { return nil }
    for (number, prefix) in tokenPrefixes.enumerated() where text[start] == prefix[0] {
      guard text[start...].starts(with: prefix) else { continue }
      let kind = tokens[number]
      let last = end(text, start + prefix.count, while: kind.isWide ? isWide : isWord)
      if last - start - prefix.count >= kind.least { return start..<last }
    }
    return nil
  }

  private static func jwt(_ text: [UInt8], _ start: Int) -> Range<Int>? {
    let head = Array("eyJ".utf8)
    guard isStart(text, start), text[start...].starts(with: head) else { return nil }
    let first = end(text, start, while: isWide)
    guard first < text.count, text[first] == 0x2E, text[(first + 1)...].starts(with: head) else {
      return nil
    }
    let second = end(text, first + 1, while: isWide)
    guard second < text.count, text[second] == 0x2E else { return nil }
    return start..<end(text, second + 1, while: isWide)
  }

  private static func privateKey(_ text: [UInt8], _ start: Int) -> Range<Int>? {
    guard text[start...].starts(with: "-----BEGIN ".utf8) else { return nil }
    let name = text[start...].prefix(64)
    let ending = Array("PRIVATE KEY-----".utf8)
    guard name.indices.contains(where: { name[$0...].starts(with: ending) }) else { return nil }
    // Without its end, it goes to the end of the text.
    let mark = Array("-----END ".utf8)
    var index = start + 11
    while index < text.count, !text[index...].starts(with: mark) { index += 1 }
    guard index < text.count else { return start..<text.count }
    let close = end(text, index + mark.count) { $0 != 0x2D }
    return start..<end(text, close) { $0 == 0x2D }
  }

  private static func password(_ text: [UInt8], _ start: Int) -> Range<Int>? {
    guard start >= 3, text[(start - 3)..<start].elementsEqual("://".utf8) else { return nil }
    let stop = end(text, start) { $0 > 0x20 && $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
    guard let at = text[start..<stop].lastIndex(of: 0x40),
      let colon = text[start..<at].firstIndex(of: 0x3A), colon + 1 < at
    else { return nil }
    return colon + 1..<at
  }
}
