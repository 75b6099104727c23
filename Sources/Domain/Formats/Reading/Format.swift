public import Kernel

/// One foreign format: how it is named, told from others, and read.
public struct Format: Sendable {
  /// How surely a detection rule tells a format; the surest rules are tried first.
  enum Certainty: Int, Comparable {
    /// By names that no other format has.
    case byName
    /// By a shape that texts of another format may have too.
    case byShape
    /// By what many formats share.
    case generally

    static func < (left: Certainty, right: Certainty) -> Bool { left.rawValue < right.rawValue }
  }

  /// The name in `--from` and in observations.
  public let name: String
  /// Another name that forces a dialect, if there is one.
  public let alias: String?
  /// How its beginning is told from others, in words.
  public let rule: String
  /// A command that writes it.
  public let example: String
  /// The parts that count as its items in a manifest; all when empty.
  let countedParts: [ByteString]
  /// How sure the rule is.
  let told: Certainty
  /// Whether a beginning is that of this format.
  let matches: @Sendable (Beginning) -> Bool
  /// A reader; the argument is the name it was asked for by, nil when it was detected.
  let makeReader: @Sendable (String?) -> any FormatReader

  init(
    name: String, alias: String? = nil, rule: String, example: String, countedParts: [ByteString],
    told: Certainty = .byName, matches: @escaping @Sendable (Beginning) -> Bool,
    makeReader: @escaping @Sendable (String?) -> any FormatReader
  ) {
    self.name = name
    self.alias = alias
    self.rule = rule
    self.example = example
    self.countedParts = countedParts
    self.told = told
    self.matches = matches
    self.makeReader = makeReader
  }

  /// Whether a part counts among the items of a manifest.
  func counts(_ part: ByteString) -> Bool { countedParts.isEmpty || countedParts.contains(part) }

  /// Reads a file of this format. `name` is what `--from` said, nil for a detected format.
  public func read(into output: ObservationWriter, askedForAs name: String?) throws(Failure) {
    var reader = makeReader(name)
    try reader.read(into: output)
    try output.file.drain()
  }
}
