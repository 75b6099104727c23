import Kernel
import Testing

@testable import Export

@Suite struct PrometheusNameTests {
  @Test(arguments: [
    ("s", "seconds"), ("ms", "milliseconds"), ("By", "bytes"), ("By/s", "bytes_per_second"),
    ("1", ""), ("", ""), ("{request}", ""), ("{request}/s", "per_second"), ("%", "percent"),
    ("MiBy/min", "mebibytes_per_minute"), ("furlong/wk", "furlong_per_week"), ("m.s", "m_s"),
    ("1/s", "per_second"), ("°", ""), ("{a}{b}", ""), ("{unclosed", ""), ("a}", "a"),
  ])
  func saysUnitsInWords(_ ucum: String, _ words: String) {
    #expect(PrometheusName.unit(ByteString(ucum)) == ByteString(words))
  }

  @Test(arguments: [
    ("process.memory.rss", "bytes", false, "process_memory_rss_bytes"),
    ("rss_bytes", "bytes", false, "rss_bytes"), ("bytes", "bytes", false, "bytes_bytes"),
    ("sent_total", "bytes", true, "sent_bytes"), ("sent_total", "", false, "sent_total"),
    ("_total", "", true, "_total"), ("job:rate:5m", "", false, "job:rate:5m"),
    ("a--..b", "", false, "a_b"), ("9", "", false, "_9"), ("", "", false, "_"),
    ("größe", "", false, "gr_e"),
  ])
  func namesFamilies(_ metric: String, _ unit: String, _ isCounter: Bool, _ name: String) {
    let found = PrometheusName.family(
      ByteString(metric), unit: ByteString(unit), isCounter: isCounter)
    #expect(found == ByteString(name))
  }

  /// Every text of up to four bytes of an alphabet of hard ones.
  @Test func makesLegalNamesOfAnything() {
    let alphabet: [UInt8] = [0x61, 0x5A, 0x39, 0x5F, 0x2E, 0x3A, 0x0A, 0xC3, 0x22]
    var texts: [[UInt8]] = [[]]
    for start in [0, 1, 10, 91] {
      for text in texts[start..<texts.count] where text.count < 4 {
        for byte in alphabet { texts.append(text + [byte]) }
      }
    }
    #expect(texts.count > 7000)
    func isWord(_ byte: UInt8) -> Bool {
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
    }
    for text in texts {
      let metric = PrometheusName.metric(ByteString(text)).bytes
      let label = PrometheusName.label(ByteString(text)).bytes
      let isLegal =
        !metric.isEmpty && metric[0] &- 0x30 >= 10
        && metric.allSatisfy { isWord($0) || $0 == 0x3A }
        && !label.isEmpty && label[0] &- 0x30 >= 10 && label.allSatisfy(isWord)
        && !label.starts(with: [0x5F, 0x5F])
      if !isLegal { Issue.record("\(text): \(metric), \(label)") }
      // What is legal stays.
      #expect(PrometheusName.metric(ByteString(metric)).bytes == metric)
    }
  }

  @Test func writesLabelsSortedAndEscaped() {
    var labels = LabelSet(reserved: ["metric"])
    labels.add(raw: "b", "2")
    labels.add(raw: "a.b", "x")
    labels.add(raw: "empty", "")
    labels.add(raw: "a-b", "y")
    labels.add(raw: "metric", "theirs")
    labels.add("metric", "ours")
    labels.add(raw: "text", "\"\\\n\r\u{E9}")
    let buffer = ByteBuffer()
    labels.write(to: buffer)
    #expect(
      buffer.string.description
        == #"a_b="x;y",b="2",label_metric="theirs",metric="ours",text="\"\\\n"#
        + "\r\u{E9}\"")
  }
}
