import Kernel
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    (["0.1", "0.2"], "0.3"), (["-1", "0.25"], "-0.75"), (["8e-7", "1E1"], "10.0000008"),
    (["+5", "-5.000"], "0"), ([".5"], "0.5"),
    (["12345678901234567890.1", "1"], "12345678901234567891.1"),
    ([], "0"), (["-0.05", "-0.05"], "-0.1"), (["100"], "100"),
  ])
  func addsDecimalsExactly(_ texts: [String], _ sum: String) {
    var all = DecimalSum()
    for text in texts { ByteString(text).withView { all.add($0) } }
    #expect(all.text == sum)
    #expect(!all.isPartial)
  }

  @Test(arguments: ["", "-", ".", "1,5", "NaN", "0x1", "1e", "1e99", "1 ", "1.2.3"])
  func saysThatSomethingCouldNotBeAdded(_ text: String) {
    var sum = DecimalSum()
    ByteString("2").withView { sum.add($0) }
    ByteString(text).withView { sum.add($0) }
    #expect(sum.isPartial)
    #expect(sum.text == "2")
  }

  @Test func refusesToOverflow() {
    var sum = DecimalSum()
    let most = String(repeating: "9", count: 37)
    for _ in 0..<40 { ByteString(most).withView { sum.add($0) } }
    #expect(sum.isPartial)
    #expect(sum.text.count == 39)
  }

  @Test func encodesPaths() {
    #expect(PercentEncoding.path("a b/ü%41?#") == "a%20b/%C3%BC%2541%3F%23")
    #expect(PercentEncoding.path("a%20b%4", keepsEscapes: true) == "a%20b%254")
  }
}
