import Kernel
import Testing

@testable import Records

@Suite struct RecordPathTests {
  @Test(arguments: [
    ("/data/value", ["data", "value"]), ("/a~1b/m~0n", ["a/b", "m~n"]),
    ("/~01/~10/~~1", ["~1", "/0", "~/"]),
    ("/~2/~", ["~2", "~"]), ("/", [""]), ("//a", ["", "a"]), ("/~1\u{301}", ["/\u{301}"]),
  ])
  func splitsPointersAtTheirBytes(_ pointer: String, _ names: [String]) {
    #expect(RecordPath.split(ByteString(pointer)) == names.map { ByteString($0) })
  }
}
