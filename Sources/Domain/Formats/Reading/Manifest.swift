public import Kernel
internal import Records

/// What a collection promised and what it found: `sluice.manifest.v1`.
public struct Manifest {
  /// One input.
  public struct Source {
    /// The format's name; empty for an unknown one.
    public var format: String
    /// How many items that count were found: test cases, samples, commits and so on.
    public var items: Int
    /// All parts that were written, with their counts.
    public var parts: [(name: ByteString, count: Int)]
    /// The name as it was given.
    public var name: String
    /// SHA-256 of the file's bytes, in hexadecimal.
    public var sha256: ByteString
    /// The length of the file.
    public var sizeBytes: Int
    /// How many inputs were refused.
    public var rejects: Int
    /// Whether the file broke off.
    public var isBroken: Bool

    /// An input that was read.
    public init(
      format: Format, file: ForeignFile, output: ObservationWriter
    ) {
      self.format = format.name
      parts = output.parts
      items = output.parts.reduce(0) { sum, part in
        sum + (format.counts(part.name) ? part.count : 0)
      }
      name = file.name
      sha256 = file.sha256
      sizeBytes = file.size
      rejects = output.rejects
      isBroken = output.isBroken
    }

    /// An input of which nothing could be read.
    public init(unreadable file: ForeignFile) {
      format = ""
      items = 0
      parts = []
      name = file.name
      sha256 = file.sha256
      sizeBytes = file.size
      rejects = 1
      isBroken = true
    }
  }

  /// Something a collection must find.
  public enum Promise: Equatable {
    /// At least so many items of a format.
    case items(format: String, atLeast: Int)
    /// A file of this name, with or without its folder.
    case file(String)

    /// Reads `FORMAT=N` or a file's name.
    public init(_ text: String) throws(Failure) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let format = FormatCatalogue.any(named: String(parts[0])) else {
        guard !text.isEmpty else {
          throw .usage("--expect: FORMAT=N or a file name would be right")
        }
        self = .file(text)
        return
      }
      guard let count = Int(parts[1]), (1...1_000_000_000).contains(count) else {
        throw .usage("--expect \(text): a whole number from 1 on would be right behind the =")
      }
      self = .items(format: format.name, atLeast: count)
    }
  }

  /// The inputs that were read, in order.
  public var sources: [Source] = []
  /// What was promised, in order.
  public var promises: [Promise]

  /// A manifest of nothing yet.
  public init(promises: [Promise]) { self.promises = promises }

  private func found(_ promise: Promise) -> Int {
    switch promise {
    case .items(let format, _):
      sources.reduce(0) { $0 + ($1.format == format ? $1.items : 0) }
    case .file(let name):
      sources.count { $0.name == name || $0.name.hasSuffix("/\(name)") }
    }
  }

  /// What is missing, as sentences; nothing when all promises are kept and no file broke off.
  public var faults: [String] {
    promises.compactMap { promise in
      let count = found(promise)
      switch promise {
      case .items(let format, let least) where count < least:
        return "\(count) items of \(format), at least \(least) were promised"
      case .file(let name) where count == 0:
        return "\(name): promised and not among the inputs\(Manifest.hint(name))"
      default: return nil
      }
    } + sources.filter(\.isBroken).map { "\($0.name): could not be read to its end" }
  }

  /// What somebody may have meant who promised items of a format that there is none of.
  private static func hint(_ name: String) -> String {
    let parts = name.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, Int(parts[1]) != nil else { return "" }
    return Suggestion.hint(String(parts[0]), among: FormatCatalogue.names) { "\($0)=\(parts[1])" }
  }

  /// The `data` of the record.
  public var data: JSON {
    .members([
      "promised": .array(promises.map(describe)),
      "sources": .array(sources.map(describe) + missing),
      "state": .text(faults.isEmpty ? "complete" : "incomplete"),
    ])
  }

  private func describe(_ promise: Promise) -> JSON {
    switch promise {
    case .items(let format, let least):
      .members([
        "at_least": .integer(least), "format": .text(format), "found": .integer(found(promise)),
        "kept": .bool(found(promise) >= least),
      ])
    case .file(let name):
      .members(["kept": .bool(found(promise) > 0), "name": .text(name)])
    }
  }

  private func describe(_ source: Source) -> JSON {
    .members([
      "format": source.format.isEmpty ? nil : .text(source.format), "items": .integer(source.items),
      "name": .text(source.name),
      "parts": .object(source.parts.map { .init($0.name, .integer($0.count)) }),
      "rejects": .integer(source.rejects), "sha256": .string(source.sha256),
      "size_bytes": .integer(source.sizeBytes),
      "state": .text(source.isBroken ? "broken" : source.items == 0 ? "empty" : "found"),
    ])
  }

  /// Promised files that are not there are sources too.
  private var missing: [JSON] {
    promises.compactMap { promise in
      guard case .file(let name) = promise, found(promise) == 0 else { return nil }
      return .members(["name": .text(name), "state": "missing"])
    }
  }

  /// The record, its id drawn from what it says.
  public func record(source: ByteString, attributes: [JSON.Member]) -> JSON {
    RecordShape.record(
      "manifest", data: data, envelope: Envelope(source: source, attributes: attributes))
  }
}
