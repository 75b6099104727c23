public import Kernel
internal import Records

/// Something that a forge shows beside a line of a file, or with a run.
public struct Annotation: Sendable {
  /// How bad it is.
  public enum Severity: Sendable { case error, warning, notice }

  /// How bad it is, its name, and what it says.
  public var severity: Severity
  public var name: String
  public var message: String
  /// The file of the sources that it is about, where it is about one; line 0 for the whole of it.
  public var place: Place?

  /// An annotation.
  public init(severity: Severity, name: String, message: String, place: Place?) {
    self.severity = severity
    self.name = name
    self.message = message
    self.place = place
  }
}

/// Workflow commands of GitHub Actions, one line each (docs.github.com, workflow commands).
public enum GitHubRenderer {
  /// All of them.
  public static func render(_ annotations: [Annotation]) -> String {
    annotations.map(line).joined()
  }

  private static func line(_ annotation: Annotation) -> String {
    let command =
      switch annotation.severity {
      case .error: "error"
      case .warning: "warning"
      case .notice: "notice"
      }
    var properties: [String] = []
    if let place = annotation.place {
      properties.append("file=\(property(place.file))")
      if place.line > 0 { properties.append("line=\(place.line)") }
    }
    properties.append("title=\(property(annotation.name))")
    return "::\(command) \(properties.joined(separator: ","))::\(data(annotation.message))\n"
  }

  /// What would end the command is written as `%` and two digits.
  private static func data(_ text: String) -> String { escape(text, ["%", "\r", "\n"]) }

  private static func property(_ text: String) -> String {
    escape(text, ["%", "\r", "\n", ":", ","])
  }

  private static func escape(_ text: String, _ special: Set<Unicode.Scalar>) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if special.contains(scalar) {
        let digits = String(scalar.value, radix: 16).uppercased()
        escaped += "%" + (digits.count < 2 ? "0" : "") + digits
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// GitLab's code quality report: a JSON array (docs.gitlab.com, Code Quality report format).
public enum GitLabRenderer {
  /// All of them. What is about no file is said of `standard`, since GitLab shows nothing without.
  public static func render(_ annotations: [Annotation], standard: String) -> String {
    let issues = annotations.map { annotation -> JSON in
      let place = annotation.place ?? Place(standard, line: 1)
      let key = JSON.array([
        .text(annotation.name), .text(place.file), .integer(place.line), .text(annotation.message),
      ]).canonical
      return .members([
        "check_name": .text(annotation.name), "description": .text(annotation.message),
        "fingerprint": .string(key.withView { Checksum(of: $0).hex }),
        "location": .members([
          "lines": .members(["begin": .integer(max(1, place.line))]), "path": .text(place.file),
        ]),
        "severity": .text(severity(annotation.severity)),
      ])
    }
    return JSON.array(issues).canonical.description + "\n"
  }

  private static func severity(_ severity: Annotation.Severity) -> String {
    switch severity {
    case .error: "blocker"
    case .warning: "major"
    case .notice: "info"
    }
  }
}
