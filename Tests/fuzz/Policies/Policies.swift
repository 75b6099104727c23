import FuzzSupport
import Kernel
import Policy

nonisolated(unsafe) private let file = MemoryFile()
nonisolated(unsafe) private let output = Output()

/// No policy and no evidence crash the judge; a decision is a canonical record, and one without
/// any evidence is never go.
///
/// The policy ends at the first empty line, behind which stand the records.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Fuzz.withInput(start, count) { input in
    let (text, lines) = Fuzz.halves(input)
    guard let policy = try? Policy(ByteString(text), file: "fuzz") else { return }
    file.fill(lines)
    output.collect { writer throws(Failure) in
      let context = DecisionContext(
        at: Instant(seconds: 1_790_000_000), release: "rc-1", commit: nil)
      var settings = RecordReader.Settings()
      settings.onError = .skip
      let reader = RecordReader(inputs: [file.path], settings: settings)
      var judge = try Judge(policy)
      while let record = try reader.next() { try judge.hear(record, in: context) }
      let (decision, isGo) = judge.decide(context)
      Fuzz.require(!isGo || reader.records > 0 || !hasHardRule(text), "go without evidence")
      try writer.emit(decision)
    }
  }
  return 0
}

/// Only a policy that says so of every rule lets missing evidence pass.
private func hasHardRule(_ text: ByteView) -> Bool { !text.text.contains("\"missing\"") }
