import Kernel
import TestSupport
import Testing

@Suite struct NumberTextTests {
  static func text(_ value: Double) -> String {
    let buffer = ByteBuffer()
    NumberText.write(value, to: buffer)
    return buffer.string.description
  }

  /// RFC 8785, appendix B.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
      (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"),
      (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
      (0x44b5_2d02_c7e1_4af6, "1e+23"), (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
      (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"), (0x444b_1ae4_d6e2_ef50, "1e+21"),
      (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"), (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
      (0x41b3_de43_5555_5553, "333333333.3333332"), (0x41b3_de43_5555_5554, "333333333.33333325"),
      (0x41b3_de43_5555_5556, "333333333.3333334"),
      (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
    ] as [(UInt64, String)])
  func laysNumbersOutAsRFC8785(bits: UInt64, expected: String) {
    #expect(Self.text(Double(bitPattern: bits)) == expected)
  }

  static let vectors = SharedData.path("data/vectors/jcs/es6-100k.txt")

  @Test(.enabled(if: vectors != nil, "the JCS vectors are not here"))
  func agreesWithAHundredThousandNumbersOfECMAScript() throws {
    let text = try WholeFile.bytes(try #require(Self.vectors))
    var compared = 0
    for line in text.bytes.split(separator: 0x0A) {
      let parts = String(decoding: line, as: UTF8.self).split(separator: ",")
      guard parts.count == 2, let bits = UInt64(parts[0], radix: 16) else { continue }
      let written = Self.text(Double(bitPattern: bits))
      if written != parts[1] { Issue.record("\(parts[0]): \(written), \(parts[1]) is right") }
      compared += 1
    }
    #expect(compared == 100_000)
  }

  /// The shortcut must never call a text canonical that is not.
  @Test(arguments: [
    "0", "-0", "1", "-1", "10", "1.5", "1.50", "0.5", "-0.5", "0.000001", "0.0000001", "1e5",
    "123456789012345", "1234567890123456", "1.23456789012345", "00.5", "100.0", "9.000000000000001",
    "0.0", "-0.0", "0.00000100", "0.00001234",
  ])
  func recognisesOnlyCanonicalTexts(text: String) throws {
    let claimed = ByteString(text).withView { NumberText.isPlainlyCanonical($0) }
    let value = try #require(Double(text))
    if claimed { #expect(Self.text(value) == text) }
  }

  @Test func copiesPlainTexts() {
    for text in ["0", "12", "-3.25", "0.001", "123456.789"] {
      #expect(ByteString(text).withView { NumberText.isPlainlyCanonical($0) }, "\(text)")
    }
  }

  /// Found by fuzzing: 1e20 is laid out as a whole number, which no reader of records takes.
  @Test func writesOnlyNumbersThatItsOwnReaderTakes() throws {
    for text in ["1e16", "1e20", "-9007199254740993.0", "1e21", "9007199254740991"] {
      let canonical = try JSONParser.tree(ByteString("[\(text)]")).canonical
      #expect(throws: Never.self) { try JSONParser.tree(canonical) }
    }
    #expect(JSON.number(1e20).canonical == "\"100000000000000000000\"")
  }

  /// The significant digits of a printed number, and the power of ten of the last.
  static func digits(_ text: String) -> (digits: String, exponent: Int) {
    let parts = text.drop { $0 == "-" }.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - fraction.count
    let all = (mantissa[0] + fraction).drop { $0 == "0" }
    let zeros = all.reversed().prefix { $0 == "0" }.count
    return (String(all.dropLast(zeros)), exponent + zeros)
  }

  @Test func printsTheDigitsThatSwiftPrints() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for round in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // Half of them of any size, half near those that are measured.
      let value =
        round % 2 == 0 ? Double(bitPattern: state) : Double(state >> 11) / Double(1 << 50)
      guard value.isFinite, value != value.rounded() else { continue }
      let written = Self.digits(Self.text(value))
      #expect(written == Self.digits(value.description), "\(value)")
    }
  }
}
