import Kernel
import Testing

@testable import Formats

@Suite struct SwiftTestIDTests {
  @Test(arguments: [
    ("Module.Suite/name()/File.swift:5:4", ["Module", "Suite"]),
    ("Module.Outer/Inner/name(_:)/File.swift:15:4", ["Module", "Outer", "Inner"]),
    ("Module.free()/File.swift:1:1", ["Module"]),
    ("Module.Suite/`a / b.c`()/File.swift:1:1", ["Module", "Suite"]),
    ("Module.`A/B.C`/name()/File.swift:1:1", ["Module", "`A/B.C`"]),
    ("", [""]),
  ])
  func namesTheSuitesAround(id: String, suites: [String]) {
    #expect(SwiftTestID.suites(of: ByteString(id)).map(\.description) == suites)
  }
}
