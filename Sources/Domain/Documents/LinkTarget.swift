public import Kernel

/// Where a link of a document leads, as far as its text says.
public enum LinkTarget: Equatable, Sendable {
  /// Away from these files: a scheme or a host is named.
  case network
  /// A file or folder, and the name of an anchor in it.
  case file(path: String, anchor: ByteString?)

  /// The target of a destination in the document `file`. What begins with `/` lies under `root`.
  public init(_ destination: ByteString, in file: String, root: String) {
    let bytes = destination.bytes
    let scheme = bytes.prefix {
      HTMLTag.isLetter($0) || HTMLTag.isDigit($0) || [0x2B, 0x2D, 0x2E].contains($0)
    }
    let isNamed =
      scheme.count < bytes.count && bytes[scheme.count] == 0x3A
      && scheme.first.map(HTMLTag.isLetter) == true
    if isNamed || bytes.starts(with: [0x2F, 0x2F]) {
      self = .network
      return
    }
    let parts = bytes.split(separator: 0x23, maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].prefix { $0 != 0x3F }
    let anchor = parts.count == 2 && !parts[1].isEmpty ? LinkTarget.decoded(parts[1]) : nil
    guard !path.isEmpty else {
      self = .file(path: LinkTarget.normal(file), anchor: anchor.map { ByteString($0) })
      return
    }
    let text = String(decoding: LinkTarget.decoded(path), as: UTF8.self)
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    let joined = text.hasPrefix("/") ? root + text : folder + text
    self = .file(path: LinkTarget.normal(joined), anchor: anchor.map { ByteString($0) })
  }

  /// A path without `.`, and without `..` where something stands before it.
  public static func normal(_ path: String) -> String {
    var steps: [Substring] = []
    for step in path.split(separator: "/") where step != "." {
      if step == "..", let last = steps.last, last != ".." {
        steps.removeLast()
      } else {
        steps.append(step)
      }
    }
    let text = (path.hasPrefix("/") ? "/" : "") + steps.joined(separator: "/")
    return text.isEmpty ? "." : text
  }

  /// Whether a path is that of a Markdown document, whose anchors are known.
  public static func isDocument(_ path: String) -> Bool {
    path.hasSuffix(".md") || path.hasSuffix(".markdown")
  }

  private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == 0x25, digits.count == 2, digits.allSatisfy(\.isHexDigit),
        let value = UInt8(digits, radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
