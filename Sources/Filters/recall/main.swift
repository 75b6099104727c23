import Kernel
import Records
import Schema
import Store

let declaration = Declaration(
  name: "recall",
  summary: "Read records back from a store",
  description: [
    "Writes the records that match all options, each as it once came in, in the order of their "
      + "time; those of one time in the order they were stored. Records stored meanwhile are not "
      + "seen."
  ],
  operands: .none,
  options: [
    Option("store", argument: "FILE", help: "The store, made by retain"),
    Option(
      "type", argument: "TYPE", help: "Records of this type; a kind such as metric will do",
      repeats: true),
    Option(
      "series", argument: "METRIC", help: "Metric records of this metric", repeats: true),
    Option("since", argument: "TIME", help: "Records at or after TIME"),
    Option("until", argument: "TIME", help: "Records before TIME"),
    Option(
      "where", argument: "NAME=VALUE",
      help: "Records whose attribute NAME has this VALUE, such as release=rc-1.4.0",
      repeats: true),
    Option("last", argument: "N", help: "Only the newest N of them"),
    Option(
      "wait", argument: "TIME", help: "How long writers may hold the store", standard: "60s"),
  ],
  examples: [
    .init(
      "The memory of one service over two weeks",
      "recall --store history.db --series process.memory.rss --where service=api "
        + "--since 2026-11-06T00:00:00Z | soak-trend")
  ])

Filter.main(declaration) { run throws(Failure) in
  let path = try run.options.required("store")
  for type in run.options.values("type") {
    guard let kind = SchemaCatalogue.meant(by: type) else { continue }
    run.warn("--type \(type): no kind of records, perhaps \(kind) is meant")
  }
  let query = try query(run.options)
  let wait = try run.options.duration("wait") ?? 0
  do throws(StoreError) {
    let store = try Store(path: path, creates: false, waitSeconds: wait)
    try store.forEachLine(of: query) { (line) throws(Failure) in try run.writer.pass(line) }
  } catch {
    throw error.failure
  }
  return .done
}

func query(_ options: ParsedOptions) throws(Failure) -> Query {
  var query = Query()
  query.types = options.values("type").map { RecordShape.type(named: $0) }
  query.metrics = options.values("series").map { ByteString($0) }
  query.since = try options.instant("since")
  query.until = try options.instant("until")
  query.last = try options.integer("last", in: 1...Int(Int32.max))
  for text in options.values("where") {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw .usage("--where \(text): NAME=VALUE is right")
    }
    query.attributes.append((ByteString(String(parts[0])), ByteString(String(parts[1]))))
  }
  return query
}
