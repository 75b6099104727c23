import Kernel
import Mapping

/// The threads that map bare JSON lines; nil where one is enough.
///
/// Only bare lines are mapped ahead, and only by mappings that make no more of a line than they
/// say: whatever else there is in a stream is left to the thread that reads and writes.
func crew(for catalogue: MappingCatalogue, source: ByteString, jobs: Int) -> Crew? {
  guard jobs > 1, let mapper = catalogue.lineMapper, mapper.isBounded else { return nil }
  let makeMapper = catalogue.lineMapperMaker
  return Crew(size: jobs) {
    let parser = JSONParser(integers: .asWritten)
    let mapper = makeMapper()
    return { batch in
      guard let mapper else { return }
      source.withView { map(batch, parser, mapper, $0) }
    }
  }
}

/// Maps the lines of a batch up to the first that comes to nothing, which is for others to judge.
private func map(_ batch: Batch, _ parser: JSONParser, _ mapper: Mapper, _ source: ByteView) {
  let out = batch.output.sink
  while let record = batch.next(parser) {
    let before = batch.output.count
    var made = 0
    let fault: String?
    do throws(Failure) {
      fault = try mapper.map(record, source: source, to: out) {
        out.append(0x0A)
        made += 1
      }
    } catch {
      fault = error.message
    }
    guard fault == nil else {
      batch.output.count = before
      return
    }
    batch.accept(made: made)
  }
}
