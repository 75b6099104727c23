/// A report before it has a form: what is said, in order.
public struct Document {
  /// How something stands, for colour and mark.
  public enum Tone: Sendable { case good, notable, bad, plain }

  /// A line of a table.
  public struct Row: Sendable {
    /// The cells, as many as the table has columns.
    public var cells: [String]
    /// How the line stands.
    public var tone: Tone
  }

  /// One block.
  public enum Block: Sendable {
    /// The one sentence that matters.
    case verdict(String, Tone)
    case heading(String)
    case table(columns: [String], rows: [Row])
    case paragraph(String)
    /// A command that can be copied as it stands.
    case command(String)
    /// A series over time.
    case plot(Plot)
    /// What came from what.
    case graph(Graph)
    /// A record in canonical form, for a page that its figures link to.
    case record(id: String, text: String)
    /// Blocks that are shown when somebody asks for them.
    indirect case folded(String, [Block])
  }

  /// The blocks in order.
  public private(set) var blocks: [Block] = []

  /// An empty report.
  public init() {}

  /// Adds a block.
  public mutating func add(_ block: Block) { blocks.append(block) }
}
