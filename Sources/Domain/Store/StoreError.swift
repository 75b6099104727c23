public import Kernel

/// Why the store could not do what was asked.
public enum StoreError: Error, Equatable {
  /// There is no file at that path, or it cannot be opened.
  case cannotOpen(path: String, reason: String)
  /// There is no file at that path and none can be made.
  case cannotCreate(path: String, reason: String)
  /// The file is something else than a store.
  case foreign(path: String)
  /// A store of a later program.
  case version(path: String, found: Int, known: Int)
  /// Other processes kept writing for longer than allowed.
  case busy(path: String)
  /// The file is damaged.
  case damaged(path: String, reason: String)
  /// SQLite failed otherwise.
  case sqlite(path: String, reason: String)
  /// The system failed: files, memory.
  case system(Failure)

  /// One sentence for a person.
  public var message: String { failure.message }

  /// How a filter ends over it.
  public var failure: Failure {
    switch self {
    case .cannotOpen(let path, let reason): .noInput("\(path): cannot open the store, \(reason)")
    case .cannotCreate(let path, let reason):
      .cannotCreate("\(path): cannot make a store, \(reason)")
    case .foreign(let path):
      .data(Place(path), "no store of Sluice, a file made by retain would be right")
    case .version(let path, let found, let known):
      .data(Place(path), "a store of version \(found), this program knows version \(known)")
    case .busy(let path): .tryLater("\(path): other processes are writing, try again later")
    case .damaged(let path, let reason): .data(Place(path), "damaged, \(reason)")
    case .sqlite(let path, let reason): .inputOutput("\(path): \(reason)")
    case .system(let failure): failure
    }
  }
}
