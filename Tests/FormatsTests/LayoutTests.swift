import Kernel
import TestSupport
import Testing

@testable import Formats

/// Readers that go by a layout: JSON documents, XML elements, CSV.
@Suite struct LayoutTests {
  /// The observations' `[part, item, context]` and the reasons of rejects, one a line.
  private func read(_ text: String, by reader: any FormatReader) throws -> [String] {
    let folder = try Folder()
    let path = folder.file("out.jsonl")
    let output = RecordWriter(try OutputFile(path: path), sealed: false)
    let writer = ObservationWriter(
      format: "test", file: try Reading.file(Array(text.utf8)), source: "test", attributes: [],
      output: output, onError: .keep, warn: { _ in })
    var reader = reader
    try reader.read(into: writer)
    try output.finish(filter: "test", version: "0", rejects: 0, status: .complete)
    var found: [String] = []
    for line in try WholeFile.bytes(path).bytes.split(separator: 0x0A) {
      let data = try JSONParser.tree(ByteString(Array(line)))["data"]
      if let item = data?["item"], let part = data?["part"]?.string {
        let context = data?["context"].map { " \($0.canonical)" } ?? ""
        found.append("\(part) \(item.canonical)\(context)")
      } else if let reason = data?["reason"]?.string {
        found.append("refused: \(reason)")
      }
    }
    return found
  }

  private let layout = JSONLayout(
    title: "report", requires: ["/list"],
    parts: [
      .init(name: "inner", path: "/list/*/inner/*"),
      .init(name: "outer", path: "/list/*", needs: ["name"], drops: ["inner"]),
    ],
    context: [("name", "/list/*/name"), ("version", "/version")])

  @Test func takesItemsWithWhatSurroundsThem() throws {
    let text = #"{"version":1.50,"list":[{"name":"a","inner":{"x":{},"y~/":[1]}},{"inner":[]}]}"#
    #expect(
      try read(text, by: JSONDocumentReader(layout)) == [
        #"inner {} {"key":"x","keys":[0,"x"],"name":"a","version":"1.50"}"#,
        #"inner [1] {"key":"y~/","keys":[0,"y~/"],"name":"a","version":"1.50"}"#,
        #"outer {"name":"a"} {"counts":{"inner":2},"index":0,"name":"a","version":"1.50"}"#,
        #"refused: outer 1 has no "name", report has one"#,
      ])
  }

  @Test func refusesADocumentThatIsAnother() throws {
    #expect(
      try read("{}", by: JSONDocumentReader(layout)) == [#"refused: no report, "list" is missing"#])
  }

  @Test(arguments: [
    #"{"a":1}"#, "[{\"a\":1}]", "{\"a\":1}\n", "\u{FEFF}{\n\"a\":\n1}", "\n[\n{\"a\":1}\n]\n",
  ])
  func readsOneThingHoweverItStands(text: String) throws {
    let layout = JSONLayout(
      title: "t", requires: [], parts: [.init(name: "p", path: "")], repeats: true)
    #expect(try read(text, by: JSONDocumentReader(layout)) == [#"p {"a":1}"#])
  }

  @Test(arguments: [
    "{\"a\":1}\n{\"b\":\"}\"}\n", "{\n\"a\":1}{\n\"b\":\"}\"}", "[{\"a\":1},{\"b\":\"}\"}]",
    "{\"a\":1}\n[{\"b\":\"}\"}]", "[\n{\"a\":1}][{\"b\":\"}\"}]",
  ])
  func readsSeveralHoweverTheyStand(text: String) throws {
    let layout = JSONLayout(
      title: "t", requires: [], parts: [.init(name: "p", path: "")], repeats: true)
    #expect(try read(text, by: JSONDocumentReader(layout)) == [#"p {"a":1}"#, #"p {"b":"}"}"#])
  }

  private let elements = XMLLayout(
    roots: ["root"], items: ["item"], containers: ["group"], wrappers: ["wrap"],
    allowsDTDName: true)

  @Test func takesElementsAndTheContainersAroundThem() throws {
    let text = """
      <!DOCTYPE root PUBLIC "-//X" "http://example.com/x.dtd">
      <root v="1"><group n="a"><note>hi</note><wrap><item k="1">t</item></wrap>
      <group n="b"><item/></group></group></root>
      """
    #expect(
      try read(text, by: XMLElementsReader(elements)) == [
        ##"item {"#text":"t","@k":"1"} {"open":{"group":[{"@n":"a"}],"root":[{"@v":"1"}],"##
          + #""wrap":[{}]},"path":["root","group","wrap"]}"#,
        #"item {} {"open":{"group":[{"@n":"b"},{"@n":"a"}],"root":[{"@v":"1"}]},"#
          + #""path":["root","group","group"]}"#,
        #"group {"@n":"b"} {"open":{"group":[{"@n":"a"}],"root":[{"@v":"1"}]},"#
          + #""path":["root","group"]}"#,
        ##"group {"@n":"a","note":[{"#text":"hi"}]} {"open":{"root":[{"@v":"1"}]},"path":["root"]}"##,
      ])
  }

  @Test(arguments: [
    "<!DOCTYPE root [<!ENTITY a 'b'>]><root/>", "<!DOCTYPE root SYSTEM 'x'><root>&a;</root>",
    "<other/>", "<root>",
  ])
  func refusesWhatOnlyADTDKnows(text: String) throws {
    let found = try read(text, by: XMLElementsReader(elements))
    #expect(found.count == 1 && found[0].hasPrefix("refused: "))
  }

  @Test(
    arguments: [
      ("a,b\n1,2\n", [#"row {"a":"1","b":"2"}"#]),
      ("\u{FEFF}b;a\r\n\"x;\"\"y\"\"\r\nz\";\r\n\r\n", [#"row {"a":"","b":"x;\"y\"\r\nz"}"#]),
      (
        "a,b\n1\n1,2,3\n\"1\"x,2\n1,2",
        [
          "refused: a row of 1 cells, 2 would be right",
          "refused: a row of 3 cells, 2 would be right",
          "refused: text behind a closing quote", #"row {"a":"1","b":"2"}"#,
        ]
      ),
      ("a,b\n\"1,2\n", ["refused: a quoted cell is cut off, its quote is missing"]),
      ("a,c\n1,2\n", ["refused: no header of this format, one with a, b would be right"]),
      ("", ["refused: no header, one with a, b would be right"]),
      ("a,b\n1,2\"3\n", [#"row {"a":"1","b":"2\"3"}"#]),
    ] as [(String, [String])])
  func readsCSV(text: String, expected: [String]) throws {
    let layout = CSVLayout(delimiters: [0x2C, 0x3B], columns: ["a", "b"])
    #expect(try read(text, by: CSVReader(layout)) == expected)
  }

  @Test func readsCSVWithoutAHeader() throws {
    let layout = CSVLayout(columns: ["a", "b"], withoutHeader: ["a", "b"])
    #expect(try read("1,2\n", by: CSVReader(layout)) == [#"row {"a":"1","b":"2"}"#])
  }

  @Test func refusesARowBeyondTheLimit() throws {
    let text = "a,b\n\"" + String(repeating: "x", count: FormatLimit.rowBytes + 1)
    let found = try read(text, by: CSVReader(CSVLayout(columns: ["a", "b"])))
    #expect(found == ["refused: a row longer than 4194304 bytes, the limit of a row"])
  }
}
