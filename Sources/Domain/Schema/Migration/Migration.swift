public import Kernel

/// How records of a kind go from one major version to the next, and back.
public struct Migration: Sendable {
  /// The kind, such as `metric`.
  public let kind: ByteString
  /// The version it begins at; it ends at the next one.
  public let from: Int
  private let steps: [MigrationStep]

  /// Reads JSON lines: the header `{"migration":KIND,"from":N,"to":N+1}`, then one step a line. Throws
  /// `Failure.configuration` with file and line.
  public init(_ text: ByteString, file: String) throws(Failure) {
    var header: JSON?
    var steps: [MigrationStep] = []
    try WholeFile.forEachSetting(of: text, file: file) { (value, place) throws(Failure) in
      if header == nil {
        header = value
        return
      }
      do throws(MigrationFault) {
        steps.append(try MigrationStep(value))
      } catch {
        throw .configuration(place, error.message)
      }
    }
    let place = Place(file, line: 1)
    guard let header, let kind = header["migration"]?.string,
      let from = header["from"]?.number.flatMap({ Int(exactly: $0) }), from >= 0,
      header["to"]?.number == Double(from + 1)
    else {
      throw .configuration(
        place,
        "no header, {\"migration\":\"KIND\",\"from\":1,\"to\":2} in the first line would be right")
    }
    if let problem = header.unknownKey(among: ["about", "from", "migration", "to"]) {
      throw .configuration(place, "in the header: \(problem)")
    }
    // Values are walked level by level, and a record holds no more of them.
    guard steps.reduce(0, { $0 + $1.levels }) <= JSONParser.depthLimit else {
      throw .configuration(
        place, "puts values more than \(JSONParser.depthLimit) levels deeper, the limit of a record"
      )
    }
    self.kind = kind
    self.from = from
    self.steps = steps
  }

  /// Takes a record of one of the two versions to the other.
  func apply(to record: inout JSON, back: Bool) throws(MigrationFault) {
    for step in back ? steps.reversed() : steps { try step.apply(to: &record, back: back) }
    let type = ByteString("sluice.\(kind).v\(back ? from : from + 1)")
    guard record.put(.string(type), at: ["type"]) else {
      throw MigrationFault(message: "is no object")
    }
  }
}

/// Migrations that follow one another.
public struct MigrationPath: Sendable {
  private let steps: [Migration]
  private let isBack: Bool

  /// From one version of a kind to another; nil where a version on the way has no migration.
  public init?(_ kind: ByteString, from: Int, to target: Int, among migrations: [Migration]) {
    isBack = target < from
    var steps: [Migration] = []
    for version in min(from, target)..<max(from, target) {
      guard let step = migrations.first(where: { $0.kind == kind && $0.from == version }) else {
        return nil
      }
      steps.append(step)
    }
    self.steps = isBack ? steps.reversed() : steps
  }

  /// The kind and version that a type of the project names, nil for another type.
  public static func kindAndVersion(_ type: ByteView) -> (kind: ByteString, version: Int)? {
    let parts = type.text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "sluice", parts[2].first == "v",
      let version = Int(parts[2].dropFirst()), version >= 0, parts[2] == "v\(version)"
    else { return nil }
    return (ByteString(String(parts[1])), version)
  }

  /// What came of one record.
  public enum Outcome: Equatable, Sendable {
    /// It comes back as it was.
    case exact(JSON)
    /// On the way back it would differ first at this pointer.
    case lossy(JSON, at: String)
    /// It cannot go there.
    case invalid(String)
  }

  /// Takes a record there, and back to see what that loses.
  public func migrate(_ record: JSON) -> Outcome {
    var there = record
    do throws(MigrationFault) {
      for step in steps { try step.apply(to: &there, back: isBack) }
    } catch {
      return .invalid(error.message)
    }
    var again = there
    do throws(MigrationFault) {
      for step in steps.reversed() { try step.apply(to: &again, back: !isBack) }
    } catch {
      return .lossy(there, at: error.pointer)
    }
    return record.difference(from: again).map { .lossy(there, at: $0) } ?? .exact(there)
  }
}
