import Glibc
import Synchronization
import Testing

@testable import Kernel

@Suite struct ProgressTests {
  /// What is drawn on a pipe while `body` moves the clock.
  static func drawn(_ body: (Progress, _ wait: (Int64) -> Void) -> Void) -> String {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let clock = Clock()
    let progress = Progress(on: ends[1]) { clock.milliseconds.load(ordering: .relaxed) * 1_000_000 }
    body(progress) { clock.milliseconds.add($0, ordering: .relaxed) }
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(ends[0], &bytes, bytes.count)
    close(ends[0])
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  private final class Clock: Sendable {
    let milliseconds = Atomic<Int64>(0)
  }

  @Test func staysSilentForTwoSeconds() {
    #expect(
      Self.drawn { progress, wait in
        wait(1999)
        progress.step(1, of: 2, "series")
        progress.clear()
      } == "")
  }

  @Test func drawsAFewTimesASecondAndCleansUp() {
    let text = Self.drawn { progress, wait in
      wait(2000)
      progress.step(1, of: 9, "series")
      wait(200)
      progress.step(2, of: 9, "series")
      wait(50)
      progress.step(3, of: 9, "series")
      progress.clear()
      progress.clear()
    }
    #expect(text.contains(": 1 of 9 series\u{1B}[K\r"))
    #expect(!text.contains("2 of 9"))
    #expect(text.hasSuffix(": 3 of 9 series\u{1B}[K\r\u{1B}[K"))
  }

  @Test func drawsNothingWhereTheShareIsUnknown() {
    #expect(
      Self.drawn { progress, wait in
        wait(5000)
        progress.show { nil }
        progress.clear()
      } == "")
  }

  @Test(arguments: [
    ("abc: 4 %", 9, "abc: 4 %"), ("abc: 4 %", 8, "…: 4 %"), ("äöü 4 %", 8, "äöü 4 %"),
    ("äöü 4 %", 7, "… 4 %"), ("日本語 4 %", 11, "日本語 4 %"), ("日本語 4 %", 10, "…語 4 %"),
    ("a\u{1B}[2J 4 %", 80, "a\\u{1B}[2J 4 %"),
  ])
  func fitsIntoOneRow(_ line: String, _ columns: Int, _ fitting: String) {
    #expect(Progress.fitting(line, columns: columns) == fitting)
  }
}
