import Formats
import Glibc
import Kernel
import Records

/// One run over all inputs.
struct Collection {
  private let run: Run
  private let from: Format?
  private let source: String?
  private let attributes: [JSON.Member]
  private var manifest: Manifest

  init(_ run: Run) throws(Failure) {
    self.run = run
    from = try run.options.value("from").map { name throws(Failure) in
      guard let format = FormatCatalogue.any(named: name) else {
        let hint = Suggestion.hint(name, among: FormatCatalogue.names)
        throw .usage(
          "--from \(name): no format of this name, and no collect-\(name) on the PATH\(hint); "
            + "see collect --list-formats")
      }
      return format
    }
    source = run.options.value("source")
    attributes = try GivenAttributes.read(run.options)
    var promises: [Manifest.Promise] = []
    for text in run.options.values("expect") { promises.append(try Manifest.Promise(text)) }
    manifest = Manifest(promises: promises)
  }

  /// Reads every input and closes the run with its manifest.
  mutating func collect() throws(Failure) -> ExitStatus {
    let inputs = run.options.operands.isEmpty ? ["-"] : run.options.operands
    for path in inputs where !isMissingAsPromised(path) { try read(path) }
    let record = manifest.record(
      source: ByteString(source ?? "sluice/collect"), attributes: attributes)
    try run.writer.emit(record)
    var faults = manifest.faults
    guard let last = faults.popLast() else { return .done }
    for fault in faults { run.warn(fault) }
    throw .incomplete(last)
  }

  /// A promised file that is not there is a finding of the manifest, not an error of the call.
  private func isMissingAsPromised(_ path: String) -> Bool {
    guard path != "-", access(path, F_OK) != 0 else { return false }
    return manifest.promises.contains { promise in
      guard case .file(let name) = promise else { return false }
      return path == name || path.hasSuffix("/\(name)")
    }
  }

  private mutating func read(_ path: String) throws(Failure) {
    let file = try ForeignFile(path: path)
    run.inputs += 1
    let writer = run.writer
    file.lines.beforeWaiting = { () throws(Failure) in try writer.flush() }
    let format: Format
    do {
      try file.checkEncoding()
      format = if let from { from } else { try FormatCatalogue.detect(file) }
    } catch {
      return try setAside(file, error)
    }
    let output = ObservationWriter(
      format: ByteString(format.name), file: file, source: source(of: file),
      attributes: attributes, output: writer, onError: run.onError
    ) { [run] in run.warn($0) }
    try format.read(into: output, askedForAs: from == nil ? nil : run.options.value("from"))
    run.rejects += output.rejects
    manifest.sources.append(Manifest.Source(format: format, file: file, output: output))
  }

  /// A file of no known format or encoding: the run ends, or the manifest names it as broken.
  private mutating func setAside(_ file: ForeignFile, _ failure: Failure) throws(Failure) {
    guard case .data(let place, let reason) = failure, run.onError != .stop else { throw failure }
    run.warn(failure.message)
    run.rejects += 1
    if run.onError == .keep {
      let reject = Reject(reason: reason, place: place, offset: 0, line: ByteView(""))
      try run.writer.emit { reject.write(to: &$0, filter: "collect") }
    }
    try file.drain()
    manifest.sources.append(Manifest.Source(unreadable: file))
  }

  private func source(of file: ForeignFile) -> ByteString {
    if let source { return ByteString(source) }
    if file.name == "stdin" { return "stdin" }
    return ByteString("file:\(PercentEncoding.path(ByteString(file.name)))")
  }
}
