public import Kernel
public import Trust

/// What a decision is about, and under which circumstances it is taken.
public struct DecisionContext {
  /// The instant of the decision, against which ages and expiries are held.
  public var at: Instant
  /// The release and the commit that are decided on; evidence of others does not count.
  public var release: ByteString?
  public var commit: ByteString?
  /// The checkpoint of the log that holds the evidence, when there is one.
  public var log: (size: Int, root: String)?
  /// The environment that is decided on, for waivers that hold in one only.
  public var environment: ByteString?
  /// Waivers whose signatures are believed.
  public var waivers: [Waiver] = []
  /// The decisions before this one, nil when none were asked for.
  public var history: DecisionHistory?
  /// Whether there is no decision before this one, on purpose.
  public var isFirst = false
  /// The policy that the last decision was made by, where it was another.
  public var previousPolicy: Policy?
  /// What the input stream vouched for, and how many inputs it refused on the way.
  public var status = StreamStatus.complete
  public var rejects = 0

  /// A decision at an instant.
  public init(at: Instant, release: ByteString?, commit: ByteString?) {
    self.at = at
    self.release = release
    self.commit = commit
  }
}
