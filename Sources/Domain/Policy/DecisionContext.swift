public import Kernel
public import Trust

/// What a log shows of earlier decisions, once its lines were held against its checkpoint.
public struct LogFacts {
  /// The roots, in Base64, that it had at the sizes that were asked for.
  public var roots: [Int: ByteString] = [:]
  /// Those of the records asked for that are in it.
  public var found: Set<Digest> = []

  /// Nothing yet.
  public init() {}
}

/// What a decision is about, and under which circumstances it is taken.
public struct DecisionContext {
  /// The instant of the decision, against which ages and expiries are held.
  public var at: Instant
  /// The release and the commit that are decided on; evidence of others does not count.
  public var release: ByteString?
  public var commit: ByteString?
  /// The checkpoint of the log that holds the evidence, when there is one.
  public var log: (size: Int, root: String)?
  /// What the log itself shows of earlier decisions, when it was read.
  public var logFacts: LogFacts?
  /// The environment that is decided on, for waivers that hold in one only.
  public var environment: ByteString?
  /// Waivers whose signatures are believed.
  public var waivers: [Waiver] = []
  /// The decisions before this one, nil when none were asked for.
  public var history: DecisionHistory?
  /// Whether there is no decision before this one, on purpose.
  public var isFirst = false
  /// The policy that the last go was decided by, where it was another.
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
