/// Reading ahead for threads that work on lines which do not depend on one another.
extension RecordReader {
  /// Lets a crew work on the lines that can be had without waiting, and writes what it makes, in
  /// order. What the crew leaves goes to `body`, one record at a time, as `next` would return it.
  ///
  /// Returns where lines are to be had by `next` alone: at the end of an input, before a read that
  /// would wait, before a line that fills a batch and more. By then all that was read ahead is
  /// dealt with.
  public func readAhead(
    _ crew: Crew, to writer: RecordWriter, _ body: (Record) throws(Failure) -> Void
  ) throws(Failure) {
    guard lines?.mayReadAhead ?? false else { return }
    repeat {
      do throws(Failure) {
        try handOut(to: crew)
      } catch {
        // What was read before the fault comes before it.
        while try takeBack(crew, writer, body) {}
        throw error
      }
    } while try takeBack(crew, writer, body)
  }

  /// Hands batches out as long as the crew takes any and lines are at hand. While the crew is at
  /// work anyhow, there is a moment to wait for more lines.
  private func handOut(to crew: Crew) throws(Failure) {
    while let batch = crew.empty() {
      let patience: Int32 = crew.isBusy && !crew.isOldestDone ? 1 : 0
      guard try lines?.fill(batch, patience: patience) ?? false else { return crew.put(batch) }
      crew.handOut(batch)
    }
  }

  /// Writes what came of the oldest batch, and reads what is left of it; false when none is out.
  private func takeBack(
    _ crew: Crew, _ writer: RecordWriter, _ body: (Record) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    guard let batch = crew.takeBack() else { return false }
    try writer.pass(lines: batch.output.view, count: batch.made)
    try readRest(of: batch, body)
    crew.put(batch)
    return true
  }

  /// Counts the lines of a batch that were dealt with, and reads the rest as `next` would have.
  private func readRest(
    of batch: Batch, _ body: (Record) throws(Failure) -> Void
  ) throws(Failure) {
    guard let source = lines else { return }
    count(batch)
    let rest = source.reader(ofRest: batch)
    lines = rest
    defer {
      settle()
      source.skip(rest)
      lines = source
    }
    while let line = try rest.next() {
      if let record = try read(line) { try body(record) }
    }
  }
}
