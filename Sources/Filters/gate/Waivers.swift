import Kernel
import Trust

/// The waivers of `--waivers` that are believed. One that is not is said so on standard error, and
/// waives nothing.
func readWaivers(_ run: Run, at: Instant) throws(Failure) -> [Waiver] {
  let paths = run.options.values("waivers")
  if paths.isEmpty { return [] }
  guard let path = run.options.value("trust") else {
    throw .usage("--waivers needs --trust FILE: an unchecked waiver is anybody's word")
  }
  let trust = try TrustChain.current(path: path, options: run.options, at: at)
  var waivers: [Waiver] = []
  for path in paths {
    let lines = try LineReader(path: path)
    while let line = try lines.next() {
      do throws(TrustError) {
        let statement = try Statement(line, trust: trust, at: at)
        guard statement.kind == "waiver", let record = statement.record else {
          throw .refused(
            key: nil, role: nil, reason: "a \(statement.kind), a waiver would be right")
        }
        waivers.append(try Waiver(record))
      } catch {
        run.warn("\(lines.place): \(error.message); it waives nothing")
      }
    }
  }
  return waivers
}
