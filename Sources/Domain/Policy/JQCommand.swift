internal import Kernel
internal import Records

/// A jq command that shows what a rule is about: the same tests as its selections make, for a person to
/// run (jq 1.6 and later).
struct JQCommand {
  let rule: PolicyRule
  /// What is decided on, where the evidence must be of it.
  let release: ByteString?
  let commit: ByteString?
  /// The files to look in.
  let files: [String]

  /// Shows what stands behind an outcome of a state.
  func text(for state: RuleOutcome.State) -> String {
    var tests = JQCommand.tests(rule.selection.definition)
    if !rule.anyScope { tests += scope }
    var shown = ""
    var options = "-c"
    var more = ""
    if state == .unknown {
      tests += rule.unknownWhen.map { JQCommand.tests($0.definition) } ?? []
    } else if state == .stale {
      shown = " | [.time, .id]"
      more = " | sort"
    } else {
      switch rule.measure {
      case .count(let condition), .ratio(let condition):
        let inner = JQCommand.tests(condition.definition).joined(separator: " and ")
        let wantsMore = [.greater, .atLeast].contains(rule.comparison)
        if !inner.isEmpty { tests.append(wantsMore ? "(\(inner) | not)" : inner) }
      case .field(let place, _):
        shown = " | [\(JQCommand.path(place.names)), .id]"
        more = " | sort"
      case .distinct(let place):
        options = "-r"
        shown = " | \(JQCommand.path(place.names))"
        more = " | sort | uniq -c"
      case .age(let place, _):
        shown = " | [\(JQCommand.path(place.names)), .id]"
        more = " | sort"
      case .unmet(let wanted, let name, _):
        shown = " | [\(JQCommand.path(wanted.names)), \(JQCommand.path(name.names)), .time, .id]"
        more = " | sort"
      case .covers(let from, let to):
        shown = " | [\(JQCommand.path(from.names)), \(JQCommand.path(to.names)), .id]"
      }
    }
    let program = "select(\(tests.isEmpty ? "true" : tests.joined(separator: " and ")))\(shown)"
    let quoted = files.map(JQCommand.quoted).joined(separator: " ")
    return "jq \(options) \(JQCommand.quoted(program)) \(quoted)\(more)"
  }

  /// The records of these ids.
  static func text(ids: [ByteString], files: [String]) -> String {
    let list = ids.map { JSON.string($0).canonical.description }.joined(separator: ", ")
    let program = ids.count == 1 ? "select(.id == \(list))" : "select(.id | IN(\(list)))"
    return "jq -c \(quoted(program)) \(files.map(quoted).joined(separator: " "))"
  }

  private var scope: [String] {
    var tests: [String] = []
    if let commit { tests.append(".commit == \(JSON.string(commit).canonical)") }
    if let release {
      let text = JSON.string(release).canonical
      tests.append(commit == nil ? ".release == \(text)" : "(.release // \(text)) == \(text)")
    }
    return tests
  }

  /// One test for each member of a selection.
  private static func tests(_ definition: JSON) -> [String] {
    (definition.object ?? []).map { member in
      let names = RecordPath(member.key).names
      return test(path(names), member.value, isType: member.key == "type")
    }
  }

  private static func test(_ path: String, _ value: JSON, isType: Bool) -> String {
    func scalar(_ value: JSON) -> String {
      guard isType, let kind = value.string?.description else { return value.canonical.description }
      return JSON.string(RecordShape.type(named: kind)).canonical.description
    }
    switch value {
    case .array(let choices):
      return "(\(path) | IN(\(choices.map(scalar).joined(separator: ", "))))"
    case .object(let members):
      guard let only = members.first else { return "true" }
      if only.key == "has" { return "\(path) \(only.value.bool ?? true ? "!=" : "==") null" }
      if only.key == "contains" {
        let choices = (only.value.array ?? [only.value]).map(scalar).joined(separator: ", ")
        return "((\(path) | type) == \"array\" and ([\(choices)] - \(path)) == [])"
      }
      if only.key == "not" {
        if only.value.array == nil, only.value.object == nil {
          return "\(path) != \(scalar(only.value))"
        }
        return "(\(test(path, only.value, isType: isType)) | not)"
      }
      return "((\(path) | type) == \"number\" and \(path) \(only.key) \(scalar(only.value)))"
    default: return "\(path) == \(scalar(value))"
    }
  }

  /// `.data.status`; what is no plain name is quoted, what is a number is an element.
  static func path(_ names: [ByteString]) -> String {
    names.enumerated().map { index, name in
      let text = name.description
      let isWord = text.utf8.allSatisfy {
        $0 == 0x5F || $0 | 0x20 &- 0x61 < 26 || $0 &- 0x30 < 10
      }
      if index > 0, let number = Int(text), number >= 0 { return "[\(number)]" }
      if isWord, text.utf8.first.map({ $0 &- 0x30 >= 10 }) ?? false { return ".\(text)" }
      return "\(index == 0 ? "." : "")[\(JSON.string(name).canonical)]"
    }.joined()
  }

  /// A word of the shell.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      byte | 0x20 &- 0x61 < 26 || (0x2B...0x39).contains(byte) || byte == 0x5F
    }
    if isPlain, !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
