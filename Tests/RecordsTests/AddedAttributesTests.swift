import Kernel
import Records
import TestSupport
import Testing

@Suite struct AddedAttributesTests {
  static let envelope = #""id":"i","source":"s","specversion":"1.0","type":"t""#

  /// The line with `correlationid`, by insertion and by writing anew.
  static func added(_ line: String, value: String = "x") throws -> (String?, String) {
    var inserted: String?
    var written = ""
    try TestRecords.read([line]) { record in
      let buffer = ByteBuffer()
      let isDone = ByteString(value).withView {
        AddedAttributes.insert("correlationid", $0, into: record.bytes, to: buffer)
      }
      inserted = isDone ? buffer.string.description : nil
      let other = ByteBuffer()
      var json = JSONWriter(other)
      AddedAttributes.write(record, adding: [.init("correlationid", .text(value))], to: &json)
      written = other.string.description
    }
    return (inserted, written)
  }

  @Test(arguments: [
    "{\(envelope)}",
    "{\"alert\":\"a\",\"commit\":\"c\",\"data\":{\"a\":[1,2]},\(envelope)}",
    "{\"alert\":\"quote \\\" and \\\\\",\"correlationid\":\"old\",\"data\":{},\(envelope)}",
    "{\"aa\":true,\"ab\":-1.5,\"correlationid\":\"old \\\\\\\"\",\(envelope)}",
    "{\"correlationid\":\"\",\(envelope)}",
  ]) func insertsWhatWritingAnewGives(line: String) throws {
    for value in ["x", "a\"b\\"] {
      let (inserted, written) = try Self.added(line, value: value)
      #expect(inserted == written)
    }
  }

  @Test(arguments: [
    "{ \"commit\":\"c\",\(envelope)}", "{\"commit\": \"c\",\(envelope)}",
    "{\"\\u0063ommit\":\"c\",\(envelope)}",
  ]) func leavesOtherLayoutsToWritingAnew(line: String) throws {
    #expect(try Self.added(line).0 == nil)
  }

  @Test func knowsWhetherMembersStandInOrder() throws {
    var found: [Bool] = []
    try TestRecords.read([
      "{\(Self.envelope)}",
      "{\"type\":\"t\",\"id\":\"i\",\"source\":\"s\",\"specversion\":\"1.0\"}",
    ]) { found.append(AddedAttributes.isOrdered($0)) }
    #expect(found == [true, false])
  }
}
