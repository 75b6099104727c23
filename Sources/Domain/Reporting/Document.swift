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
    /// The record that it shows, where that is on the page.
    public var record: Anchor?
  }

  /// Lines under columns.
  public struct Table: Sendable {
    /// What the columns are called.
    public var columns: [String]
    /// The lines that are shown at once, and those that are shown when somebody asks.
    public var shown: [Row]
    public var folded: [Row]
    /// How many more there are, of which nothing is known here.
    public var more: Int
    /// The column that names what a line is about.
    public var naming: Int

    /// A table of `count` lines, of which `rows` are known and at most `limit` shown at once.
    public init(
      columns: [String], rows: [Row], naming: Int = 0, limit: Int = .max, count: Int? = nil
    ) {
      self.columns = columns
      shown = Array(rows.prefix(limit))
      folded = Array(rows.dropFirst(limit))
      more = max(0, (count ?? rows.count) - rows.count)
      self.naming = naming
    }
  }

  /// Where on a page a record stands.
  public struct Anchor: Sendable, Hashable {
    let number: Int
  }

  /// Something that a statement rests on.
  public struct Reference: Sendable {
    /// What it is, in a few words.
    public var text: String
    /// Its record, where that is on the page.
    public var record: Anchor?
  }

  /// One block.
  public enum Block: Sendable {
    /// The one sentence that matters.
    case verdict(String, Tone)
    case heading(String)
    case table(Table)
    case paragraph(String)
    /// What `of` rests on, and how much more there is; pages alone show it.
    case references(of: String, [Reference], more: Int)
    /// A command that can be copied as it stands.
    case command(String)
    /// A series over time.
    case plot(Plot)
    /// What came from what.
    case graph(Graph)
    /// What happened when.
    case events(Events)
    /// A record in canonical form, for a page that its figures link to.
    case record(Anchor, text: String)
    /// Blocks that are shown when somebody asks for them.
    indirect case folded(String, [Block])
  }

  /// How many bytes of records a page has at most; what no longer fits is named, but not linked to.
  static let recordBytes = 2 << 20

  /// The blocks in order.
  public private(set) var blocks: [Block] = []
  private var records: [Block] = []
  private var anchors: [String: Anchor] = [:]
  private var bytes = 0

  /// An empty report.
  public init() {}

  /// Adds a block.
  public mutating func add(_ block: Block) { blocks.append(block) }

  /// Puts a record on the page, once, and says where it stands; nil where there is no text or no more room.
  mutating func anchor(_ record: KeptRecord) -> Anchor? {
    if let known = anchors[record.id] { return known }
    guard !record.text.isEmpty, bytes + record.text.utf8.count <= Document.recordBytes else {
      return nil
    }
    let anchor = Anchor(number: records.count + 1)
    bytes += record.text.utf8.count
    anchors[record.id] = anchor
    records.append(.record(anchor, text: record.text))
    return anchor
  }

  /// Ends the report with the records that it links to.
  mutating func addRecords() {
    if !records.isEmpty { add(.folded("Records", records)) }
  }
}
