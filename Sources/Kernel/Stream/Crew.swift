internal import Glibc

/// Threads that work on batches of lines, each batch on one of them.
///
/// Batches come back in the order in which they were handed out, so that what comes of them does
/// not depend on which thread is faster. The threads start with the first batch. All but the work
/// belongs to the thread that made the crew.
public final class Crew {
  /// What a thread does with a batch.
  public typealias Worker = (Batch) -> Void

  /// How many threads there are at most.
  public let size: Int

  private let queue: BatchQueue
  private var threads: [pthread_t] = []
  /// Handed out and not yet back, the oldest first.
  private var out: [Batch] = []
  private var spare: [Batch] = []

  /// A crew of `size` threads; `makeWorker` is called in each of them, so that workers share
  /// nothing.
  public init(size: Int, _ makeWorker: @escaping @Sendable () -> Worker) {
    self.size = size
    queue = BatchQueue(makeWorker)
  }

  deinit {
    queue.close()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// How many processors the machine has at work.
  public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// A batch to be filled; nil while as many are out as keep all threads at work.
  func empty() -> Batch? {
    if out.count >= size + 2 || !start() { return nil }
    return spare.popLast() ?? Batch()
  }

  /// Gives a batch back that was not handed out, or is dealt with.
  func put(_ batch: Batch) { spare.append(batch) }

  /// Lets a thread work on a batch.
  func handOut(_ batch: Batch) {
    out.append(batch)
    queue.add(batch)
  }

  /// Whether any batch is out, and whether the oldest is done.
  var isBusy: Bool { !out.isEmpty }
  var isOldestDone: Bool { out.first.map { queue.isDone($0) } ?? false }

  /// The oldest batch that is out, once it is done.
  func takeBack() -> Batch? {
    guard let oldest = out.first else { return nil }
    queue.waitUntilDone(oldest)
    out.removeFirst()
    return oldest
  }

  /// Whether there are threads.
  private func start() -> Bool {
    if threads.isEmpty {
      // Signals are for the thread that knows when they may come.
      var all = sigset_t()
      var before = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_SETMASK, &all, &before)
      for _ in 0..<size {
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(queue)
        let code = pthread_create(&thread, nil, BatchQueue.run, argument.toOpaque())
        if code == 0 { threads.append(thread) } else { argument.release() }
      }
      pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    return !threads.isEmpty
  }
}

/// Batches that wait for a thread, and which are done.
private final class BatchQueue: @unchecked Sendable {
  private let makeWorker: @Sendable () -> Crew.Worker
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  // All below under the mutex.
  private var waiting: [Batch] = []
  private var done: [Batch] = []
  private var isClosed = false

  init(_ makeWorker: @escaping @Sendable () -> Crew.Worker) {
    self.makeWorker = makeWorker
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  func add(_ batch: Batch) {
    locked {
      waiting.append(batch)
      pthread_cond_broadcast(changed)
    }
  }

  func close() {
    locked {
      isClosed = true
      pthread_cond_broadcast(changed)
    }
  }

  func isDone(_ batch: Batch) -> Bool { locked { done.contains { $0 === batch } } }

  /// Waits for a batch, and forgets that it is done.
  func waitUntilDone(_ batch: Batch) {
    locked {
      while true {
        if let index = done.firstIndex(where: { $0 === batch }) {
          done.remove(at: index)
          return
        }
        pthread_cond_wait(changed, mutex)
      }
    }
  }

  /// The next batch to work on, once there is one; nil when there will be none.
  private func next() -> Batch? {
    locked {
      while waiting.isEmpty, !isClosed { pthread_cond_wait(changed, mutex) }
      return isClosed ? nil : waiting.removeFirst()
    }
  }

  static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    guard let argument = $0 else { return nil }
    let queue = Unmanaged<BatchQueue>.fromOpaque(argument).takeRetainedValue()
    let work = queue.makeWorker()
    while let batch = queue.next() {
      work(batch)
      queue.locked {
        queue.done.append(batch)
        pthread_cond_broadcast(queue.changed)
      }
    }
    return nil
  }
}
