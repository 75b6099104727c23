import Kernel
import Testing

@testable import Formats

/// Lines of the text exposition.
@Suite struct ExpositionTests {
  static let good = [
    "0", "-1", "+1", "1.", ".5", "1e5", "1E-05", "NaN", "nan", "+Inf", "-inf", "Infinity",
  ]
  static let bad = ["", "+", ".", "e5", "1e", "1e+", "0x1p-3", "1_000", "1,5", "-NaN", "in", "1 "]

  @Test(arguments: good) func readsFloats(text: String) {
    #expect(ByteString(text).withView { ExpositionNumber.isFloat($0) })
  }

  @Test(arguments: bad) func refusesOtherFloats(text: String) {
    #expect(!ByteString(text).withView { ExpositionNumber.isFloat($0) })
  }

  private func name(_ text: String, _ dialect: ExpositionDialect) -> String? {
    ByteString(text).withView { line in
      (try? ExpositionLine(line, dialect: dialect)).map { sample in
        let labels = sample.labels.map { "\($0.name.text)=\($0.value.text)" }.joined(separator: ",")
        return "\(sample.name.text)[\(labels)]\(sample.value.text)"
          + (sample.timestamp.map { "@\($0.text)" } ?? "")
      }
    }
  }

  @Test(arguments: [
    ("a 1", "a[]1"), ("a{} 1 7", "a[]1@7"), (" a\t{ b = \"c\" , } 1  -2", "a[b=c]1@-2"),
    (#"a{b="x\"y\\z\nw"} NaN"#, "a[b=x\"y\\z\nw]NaN"), ("a:b_c{d=\"}\"}1", "a:b_c[d=}]1"),
  ])
  func readsSamplesOf004(line: String, meaning: String) {
    #expect(name(line, .prometheus) == meaning)
  }

  @Test(arguments: [
    "1a 1", "a", "a{b} 1", "a{b=c} 1", "a{b=\"c} 1", #"a{b="\x"} 1"#, "a 1 2.5", "a 1 2 3",
    "a{b=\"1\",b=\"2\"} 1", "a{__name__=\"b\"} 1", "a{b=\"1\" c=\"2\"} 1", "a{,} 1",
  ])
  func refusesOtherSamplesOf004(line: String) {
    #expect(name(line, .prometheus) == nil)
  }

  @Test(arguments: [
    " a 1", "a  1", "a 1 ", "a{b=\"c\",} 1", "a{ b=\"c\"} 1", "a 1 NaN", "a{b=\"c\"}1",
    "a 1 # {} 1 ",
  ])
  func refusesLaxityInOpenMetrics(line: String) {
    #expect(name(line, .openMetrics) == nil)
  }

  @Test func histogramsAddUp() throws {
    var rules = HistogramRules()
    try rules.take("_bucket", 1, bound: 0.5, group: "a", time: nil)
    try rules.take("_bucket", 2, bound: .infinity, group: "a", time: nil)
    try rules.take("_count", 3, bound: nil, group: "a", time: nil)
    #expect(throws: ExpositionFault.self) { try rules.end() }
    #expect(throws: ExpositionFault.self) {
      try rules.take("_bucket", 1, bound: 0.5, group: "b", time: nil)
    }
  }
}
