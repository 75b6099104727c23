/// Nodes and what they came from.
public struct Graph: Sendable {
  /// One edge: the names of its ends and the relation.
  public struct Edge: Sendable, Hashable {
    public let from: String
    public let to: String
    public let relation: String

    /// The edge as a sentence.
    var text: String { "\(from) \(relation) \(to)" }
  }

  /// The edges.
  public var edges: [Edge]
}
