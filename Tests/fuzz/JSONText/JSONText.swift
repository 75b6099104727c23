import FuzzSupport
import Kernel

nonisolated(unsafe) private let exact = JSONParser()
nonisolated(unsafe) private let asWritten = JSONParser(integers: .asWritten)

/// The parser and its slow twin agree on every text, and the canonical form is a fixed point.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Fuzz.withInput(start, count) { text in
    compare(text, exact, exactIntegers: true)
    compare(text, asWritten, exactIntegers: false)
    checkForeign(text)
  }
  return 0
}

private func compare(_ text: ByteView, _ parser: JSONParser, exactIntegers: Bool) {
  let slow = JSONScanner.firstError(in: text, exactIntegers: exactIntegers)
  do throws(JSONError) {
    let value = try parser.parse(text)
    Fuzz.require(slow == nil, "only the scanner refuses: \(slow?.message ?? "")")
    if exactIntegers { checkFixedPoint(Fuzz.canonical(value)) }
  } catch {
    Fuzz.require(slow != nil, "only the parser refuses: \(error.message)")
  }
}

private func checkFixedPoint(_ canonical: ByteString) {
  canonical.withView { view in
    Fuzz.withInput(view.start, view.count) { text in
      do throws(JSONError) {
        let again = Fuzz.canonical(try exact.parse(text))
        Fuzz.require(again == canonical, "\(canonical) became \(again)")
      } catch {
        Fuzz.require(false, "the canonical form is refused: \(error.message)\n  \(canonical)")
      }
    }
  }
}

/// A text of others as `collect` writes it is a value that records may hold.
private func checkForeign(_ text: ByteView) {
  guard let value = try? asWritten.parse(text) else { return }
  let buffer = ByteBuffer()
  var writer = JSONWriter(buffer)
  var foreign = ForeignValueWriter()
  foreign.write(value, to: &writer)
  checkFixedPoint(buffer.string)
}
