public import Kernel

/// The names by which links lead to headings, as GitHub makes them: in lower case, without what is
/// neither letter, mark, digit, `_`, `-` nor space, spaces as `-`; the second of a name gets `-1`.
public struct HeadingAnchors {
  private var given: [ByteString: Int] = [:]

  /// No heading yet.
  public init() {}

  /// The anchor of the next heading, of its text as it is shown.
  public mutating func next(_ heading: String) -> ByteString {
    let name = HeadingAnchors.name(of: heading)
    var anchor = name
    while given[anchor] != nil {
      given[name, default: 0] += 1
      anchor = ByteString(name.bytes + Array("-\(given[name] ?? 0)".utf8))
    }
    given[anchor] = 0
    return anchor
  }

  static func name(of heading: String) -> ByteString {
    var name = ""
    for scalar in heading.lowercased().unicodeScalars {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
        .connectorPunctuation:
        name.unicodeScalars.append(scalar)
      default:
        if scalar == " " || scalar == "-" { name.unicodeScalars.append("-") }
      }
    }
    return ByteString(name)
  }
}
