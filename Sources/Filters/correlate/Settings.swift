import Correlation
import Kernel
import Records

/// What the command line says about joining.
struct Settings {
  var rules: [KeyRule]
  var timeRules: [TimeRule] = []
  let hub: Int
  let within: [ByteString]
  let scopes: [Timelines.Scope]
  let gapSeconds: Int

  init(_ options: ParsedOptions) throws(Failure) {
    let named = options.values("key").map { ByteString($0) }
    rules = [KeyRule(attributes: named.isEmpty ? Components.standardKeys : named)]
    hub = try options.integer("hub", in: 1...Int(UInt32.max)) ?? Components.standardHub
    within = options.values("within").map { ByteString($0) }
    let asked = options.values("timeline")
    scopes = Timelines.Scope.allCases.filter { asked.contains($0.rawValue) }
    gapSeconds = try options.duration("gap") ?? 0
    for path in options.values("rules") {
      try WholeFile.forEachRule(in: path) { (value) throws(SelectionError) in
        if TimeRule.isOne(value) {
          timeRules.append(try TimeRule(value))
        } else {
          rules.append(try KeyRule(value))
        }
      }
    }
  }
}
