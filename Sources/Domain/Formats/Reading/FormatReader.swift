internal import Kernel

/// Reads files of one format: syntax only, no meaning.
protocol FormatReader {
  /// Reads the file of `output` to its end and writes what it holds as observations.
  mutating func read(into output: ObservationWriter) throws(Failure)
}

/// Bounds on what is held in memory at once.
enum FormatLimit {
  /// The largest JSON document that is read as a whole.
  static let documentBytes = 256 << 20
  /// The most memory that an XML element takes that becomes one item.
  static let elementBytes = 16 << 20
  /// The longest line, and the longest token of a JSON document; of a line becomes one item.
  static let lineBytes = 16 << 20
  /// The longest item with what surrounds it, so that the line of its record stays below 64 MiB.
  static let itemBytes = 60 << 20
  /// The largest single tag of an XML document.
  static let tagBytes = 4 << 20
  /// How deep XML elements may nest: each level is two of JSON, and a record has 512.
  static let elementDepth = 200
  /// The longest row of a CSV file, over all lines of its cells.
  static let rowBytes = 4 << 20
  /// How deep an item of JSON may nest, so that its record stays within 512 levels.
  static let itemDepth = JSONParser.depthLimit - 8
}
