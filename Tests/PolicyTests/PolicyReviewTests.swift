import Kernel
import Policy
import Testing

@Suite struct PolicyReviewTests {
  static func review(_ rules: String...) throws -> PolicyReview {
    let text = ([#"{"policy":"p","version":1}"#] + rules).joined(separator: "\n")
    return PolicyReview(try Policy(ByteString(text), file: "p.jsonl"))
  }

  static func rule(_ more: String, id: String = "r", measure: String = #"{"count":{}}"#) -> String {
    #"{"id":"\#(id)","measure":\#(measure),"select":{"type":"test"},\#(more)}"#
  }

  @Test(arguments: [
    rule(#""op":"<=","hard":0,"soft":1"#), rule(#""op":">=","hard":0.9,"soft":0.8"#),
    rule(#""op":"<","hard":0"#), rule(#""op":">","hard":1"#, measure: #"{"ratio":{}}"#),
    rule(#""op":"<=","hard":0,"escalate":{"after":3,"to":"hard"}"#),
    rule(#""op":"<=","hard":0"#) + "\n" + rule(#""op":">=","hard":1"#, id: "s"),
  ])
  func refusesWhatCannotBeMeant(rules: String) throws {
    #expect(try Self.review(rules).contradictions.count == 1)
  }

  @Test(arguments: [
    rule(#""op":"<=","warn":0,"soft":1,"hard":2"#), rule(#""op":">=","warn":0.9,"hard":0.8"#),
    rule(#""op":"<=","hard":0.5"#, measure: #"{"ratio":{}}"#),
    rule(#""op":"<=","hard":5"#) + "\n" + rule(#""op":">=","hard":1"#, id: "s"),
  ])
  func acceptsWhatCan(rules: String) throws {
    let review = try Self.review(rules)
    #expect(review.contradictions == [])
    #expect(review.text.description.contains("test"))
  }
}
