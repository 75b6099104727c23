internal import Glibc

/// One run of a filter: its options, its input, its output, and how it ends.
public final class Run {
  /// The command line.
  public let options: ParsedOptions
  /// What the filter is.
  public let declaration: Declaration
  /// Where its output goes.
  public let writer: RecordWriter
  /// Inputs refused by the filter itself, beyond those of its reader.
  public var rejects = 0
  /// Inputs opened by the filter itself, beyond those of its reader.
  public var inputs = 0
  /// The status of what it read, where that is not its reader's.
  public var status = StreamStatus.complete

  /// The status of what was written, where it does not depend on what was read: a decision on an
  /// unverified stream says so itself and is whole. Never set for an incomplete stream.
  public var outputStatus: StreamStatus?

  private var readers: [RecordReader] = []

  init(_ declaration: Declaration, _ options: ParsedOptions) throws(Failure) {
    self.declaration = declaration
    self.options = options
    let output = try options.value("output").map { path throws(Failure) in
      try OutputFile(path: path)
    }
    writer = RecordWriter(output ?? OutputFile(), sealed: declaration.writesRecords)
  }

  /// How bad lines are treated.
  public var onError: RecordReader.OnError {
    options.value("on-error").flatMap(RecordReader.OnError.init) ?? .stop
  }

  /// Where the filter's state lies, as `--memory` says.
  public func stateMemory() throws(Failure) -> StateMemory {
    StateMemory(limit: try options.size(StateMemory.option.name) ?? .max)
  }

  /// A reader over the operands, or over `inputs`. What it finds out about its stream becomes part
  /// of this run's end record.
  public func reader(
    over inputs: [String]? = nil, allowsForeign: Bool = false, allowsOtherMajors: Bool = false
  ) -> RecordReader {
    var settings = RecordReader.Settings()
    settings.onError = onError
    settings.allowsForeign = allowsForeign
    settings.allowsOtherMajors = allowsOtherMajors
    let reader = RecordReader(inputs: inputs ?? options.operands, settings: settings)
    let writer = writer
    let name = declaration.name
    reader.beforeWaiting = { () throws(Failure) in try writer.flush() }
    reader.onReject = { reject throws(Failure) in
      // A reject record has no place in text; the warning on standard error stays.
      guard writer.isSealed else { return }
      try writer.emit { reject.write(to: &$0, filter: name) }
    }
    reader.warn = { [weak self] in self?.warn($0) }
    readers.append(reader)
    return reader
  }

  /// The worst of what was read so far.
  public var streamStatus: StreamStatus { readers.reduce(status) { max($0, $1.status) } }

  /// Refuses to go on unless everything read is complete: for side effects that must not rest on
  /// part of a stream. `accepting` is what a named option lets through.
  public func requireComplete(
    accepting accepted: StreamStatus = .complete
  ) throws(Failure) {
    let found = streamStatus
    if found > accepted {
      throw .incomplete(
        "the input stream is \(found.word), a complete one is needed; nothing was done")
    }
  }

  /// Shows text that is no record instead of a stream.
  public func show(_ text: ByteString) throws(Failure) -> ExitStatus {
    writer.writesText()
    try writer.write(text: text)
    return .done
  }

  /// Writes records to a file as a complete stream of their own, beside what goes to the output.
  public func write(_ records: [JSON], to path: String) throws(Failure) {
    guard path != "-" else {
      throw .usage("-: standard output has something else, the name of a file would be right")
    }
    let writer = RecordWriter(try OutputFile(path: path), sealed: true)
    for record in records { try writer.emit(record) }
    try writer.finish(
      filter: declaration.name, version: Declaration.version, rejects: 0, status: .complete)
  }

  /// Says something on standard error that does not end the run.
  public func warn(_ text: String) {
    Descriptor.complain("\(declaration.name): warning: \(text)")
  }

  func finish(failed: Bool) throws(Failure) -> StreamStatus {
    var found = failed ? .incomplete : streamStatus
    let asRead = found
    if let outputStatus, found == .unverified { found = outputStatus }
    try writer.finish(
      filter: declaration.name, version: Declaration.version,
      rejects: min(refused, Int(NumberText.largestInteger)), status: found)
    if options.isGiven("verbose") {
      let records = declaration.writesRecords ? Run.count(writer.records, "record") + ", " : ""
      let wrote = records + Run.count(writer.bytes, "byte")
      Descriptor.complain("\(declaration.name): read \(account(of: asRead)); wrote \(wrote)")
    }
    return found
  }

  private var refused: Int { readers.reduce(rejects) { $0 + $1.rejects } }

  /// What was read, in words.
  private func account(of found: StreamStatus) -> String {
    let opened = Run.count(readers.reduce(inputs) { $0 + $1.opened }, "input")
    let records = readers.reduce(0) { $0 + $1.records }
    let read = readers.isEmpty ? opened : "\(Run.count(records, "record")) of \(opened)"
    return "\(read), \(refused) refused, \(found.word)"
  }

  /// A number with what it counts: `1 record`, `2 records`.
  public static func count(_ number: Int, _ what: String) -> String {
    "\(number) \(what)\(number == 1 ? "" : "s")"
  }
}

/// The life of a filter from its arguments to its exit status.
public enum Filter {
  /// Runs `body` and exits. A failure becomes one line on standard error and its status; what was
  /// written so far is then closed as `incomplete`, and an output file does not appear.
  ///
  /// `body` is `@Sendable` so that no closure at the top level belongs to the main actor: the check
  /// for that would link Swift's concurrency runtime and start it.
  public static func main(
    _ declaration: Declaration, _ body: @Sendable (Run) throws(Failure) -> ExitStatus
  ) -> Never {
    Descriptor.occupyStandard()
    Interruption.prepare()
    exit(run(declaration, Array(CommandLine.arguments.dropFirst()), body).rawValue)
  }

  /// Swift reads its arguments from /proc, and has none where that is not mounted. It repairs those
  /// that are not UTF-8, and a repaired name is that of another file.
  private static func checkArguments() throws(Failure) {
    guard CommandLine.argc > 0 else {
      throw .software("the arguments cannot be read: /proc is not mounted")
    }
    for index in 1..<Int(CommandLine.argc) {
      guard let argument = CommandLine.unsafeArgv[index] else { continue }
      if String(validatingCString: argument) == nil {
        throw .usage("argument \(index) is not UTF-8: \(String(cString: argument))")
      }
    }
  }

  static func run(
    _ declaration: Declaration, _ arguments: [String],
    _ body: (Run) throws(Failure) -> ExitStatus
  ) -> ExitStatus {
    defer { Progress.shared?.clear() }
    do throws(Failure) {
      try checkArguments()
      let options = try ParsedOptions(arguments, for: declaration)
      if let text = information(declaration, options) {
        let buffer = ByteBuffer(capacity: 4096)
        buffer.append(text)
        try Descriptor.writeAll(Descriptor.output, buffer.view, name: "stdout")
        return .done
      }
      return try run(Run(declaration, options), body)
    } catch {
      return complain(declaration, error)
    }
  }

  private static func run(
    _ run: Run, _ body: (Run) throws(Failure) -> ExitStatus
  ) throws(Failure) -> ExitStatus {
    let answer: ExitStatus
    do throws(Failure) {
      answer = try body(run)
    } catch {
      let status = complain(run.declaration, error)
      // The first failure is the one to report; a second on the way out adds nothing.
      _ = try? run.finish(failed: true)
      return status
    }
    if try run.finish(failed: false) == .incomplete {
      throw .incomplete("the input stream is incomplete, something upstream failed or was cut off")
    }
    return answer
  }

  private static func complain(_ declaration: Declaration, _ failure: Failure) -> ExitStatus {
    Descriptor.complain("\(declaration.name): \(failure.message)")
    return failure.status
  }

  private static func information(_ declaration: Declaration, _ options: ParsedOptions) -> String? {
    if options.isGiven("help") { return Help.text(declaration) }
    if options.isGiven("version") {
      return "\(declaration.name) (Sluice) \(Declaration.version)\n"
    }
    if options.isGiven("describe"), let form = options.value("describe") {
      return Describe.text(declaration, form: form)
    }
    return nil
  }
}
