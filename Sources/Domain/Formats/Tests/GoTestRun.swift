internal import Kernel

/// What a stream of `go test -json` told of its tests and packages. It joins; it does not judge.
///
/// A package may run more than once in a stream, when failed tests are run again: outcomes are kept
/// apart by whether they belong to its last run or to earlier ones.
final class GoTestRun {
  /// How often a test ended in which way.
  private struct Outcomes {
    var pass = 0
    var fail = 0
    var skip = 0
    /// Started and never ended.
    var open = 0

    static func += (left: inout Outcomes, right: Outcomes) {
      left.pass += right.pass
      left.fail += right.fail
      left.skip += right.skip
      left.open += right.open
    }
  }

  private struct Test {
    let name: ByteString
    let package: Int
    var isRunning = false
    /// Which run of its package `last` is of.
    var run = 0
    var last = Outcomes()
    var earlier = Outcomes()
    var elapsed: ByteString?
    var time: ByteString?
    var subtests = 0
    var output = GoTestOutput()
  }

  private struct Package {
    let name: ByteString
    /// How many runs began.
    var run = 1
    var hasEnded = false
    var results = Outcomes()
    var last: ByteString?
    var elapsed: ByteString?
    var time: ByteString?
    var failedBuild: ByteString?
    var output = GoTestOutput()
    var tests: [Int] = []
    var numbers: [ByteString: Int] = [:]
  }

  private var packages: [Package] = []
  private var packageNumbers: [ByteString: Int] = [:]
  private var tests: [Test] = []
  /// What compilers said, by import path.
  private var builds: [ByteString: GoTestOutput] = [:]
  /// Of the event before, since mostly the next one is of the same test.
  private var lastPackage = -1
  private var lastTest = -1
  private let lastPackageName = ByteBuffer(capacity: 256)
  private let lastTestName = ByteBuffer(capacity: 256)

  /// Takes an event.
  func note(_ event: GoTestEvent) {
    if event.package.isEmpty, !event.importPath.isEmpty {
      if event.action == "build-output", let text = event.output?.string {
        builds[ByteString(event.importPath), default: GoTestOutput()].append(text)
      }
      return
    }
    let package = number(ofPackage: event.package)
    guard !event.test.isEmpty else { return note(package: package, event) }
    if packages[package].hasEnded { begin(package) }
    note(test: number(of: event.test, in: package), event)
  }

  private func number(ofPackage name: ByteView) -> Int {
    if lastPackage >= 0, lastPackageName.view == name { return lastPackage }
    let key = ByteString(name)
    lastTest = -1
    lastPackageName.removeAll()
    lastPackageName.append(name)
    lastPackage = packageNumbers[key] ?? packages.count
    if lastPackage == packages.count {
      packageNumbers[key] = lastPackage
      packages.append(Package(name: key))
    }
    return lastPackage
  }

  private func number(of test: ByteView, in package: Int) -> Int {
    if lastTest >= 0, lastTestName.view == test { return lastTest }
    let key = ByteString(test)
    lastTestName.removeAll()
    lastTestName.append(test)
    lastTest = packages[package].numbers[key] ?? tests.count
    if lastTest == tests.count {
      packages[package].numbers[key] = lastTest
      packages[package].tests.append(lastTest)
      tests.append(Test(name: key, package: package))
    }
    return lastTest
  }

  private func begin(_ package: Int) {
    packages[package].run += 1
    packages[package].hasEnded = false
    packages[package].last = nil
    packages[package].output.forget()
  }

  private func note(package: Int, _ event: GoTestEvent) {
    let action = event.action
    if action == "output" {
      // What stands behind the result belongs to it still.
      if let text = event.output?.string { packages[package].output.append(text) }
    } else if action == "start" {
      if packages[package].hasEnded { begin(package) }
    } else if action == "pass" || action == "fail" || action == "skip" {
      if packages[package].hasEnded { begin(package) }
      count(action, &packages[package].results)
      packages[package].hasEnded = true
      packages[package].last = ByteString(action)
      packages[package].elapsed = event.elapsed?.numberText.map { ByteString($0) }
      packages[package].time = event.time?.string.map { ByteString($0) }
      packages[package].failedBuild = event.failedBuild?.string.map { ByteString($0) }
      for test in packages[package].tests where tests[test].isRunning { stop(test) }
    }
  }

  private func count(_ action: ByteView, _ outcomes: inout Outcomes) {
    if action == "pass" {
      outcomes.pass += 1
    } else if action == "fail" {
      outcomes.fail += 1
    } else {
      outcomes.skip += 1
    }
  }

  private func stop(_ test: Int) {
    tests[test].isRunning = false
    tests[test].last.open += 1
  }

  private func note(test: Int, _ event: GoTestEvent) {
    let action = event.action
    if action == "output" {
      if let text = event.output?.string { tests[test].output.append(text) }
    } else if action == "run" {
      enterRun(test)
      if tests[test].isRunning { stop(test) }
      tests[test].isRunning = true
    } else if action == "pass" || action == "fail" || action == "skip" {
      enterRun(test)
      tests[test].isRunning = false
      count(action, &tests[test].last)
      tests[test].elapsed = event.elapsed?.numberText.map { ByteString($0) }
      tests[test].time = event.time?.string.map { ByteString($0) }
      if action == "pass" { tests[test].output.forget() }
    }
  }

  /// Turns to the present run of the test's package.
  private func enterRun(_ test: Int) {
    let run = packages[tests[test].package].run
    guard tests[test].run < run else { return }
    if tests[test].isRunning { stop(test) }
    tests[test].earlier += tests[test].last
    tests[test].last = Outcomes()
    tests[test].run = run
  }

  /// Writes what was joined.
  func finish(_ output: ObservationWriter) throws(Failure) {
    for package in packages {
      countSubtests(of: package)
      var unfit = 0
      for test in package.tests {
        if tests[test].isRunning { stop(test) }
        let isOfLastRun = tests[test].run == package.run
        if isOfLastRun, tests[test].last.fail + tests[test].last.open > 0 { unfit += 1 }
        try emit(tests[test], of: package, output)
      }
      try emit(package, unfit: unfit, output)
    }
  }

  private func countSubtests(of package: Package) {
    for test in package.tests {
      let name = tests[test].name.bytes
      guard let slash = name.lastIndex(of: 0x2F) else { continue }
      if let parent = package.numbers[ByteString(Array(name[..<slash]))] {
        tests[parent].subtests += 1
      }
    }
  }

  private func emit(
    _ test: Test, of package: Package, _ output: ObservationWriter
  ) throws(Failure) {
    var writer = JSONWriter(output.item)
    writer.beginObject()
    write("earlier", test.earlier, to: &writer)
    writer.member("elapsed_s", test.elapsed)
    write("last", test.last, to: &writer)
    write(test.output, to: &writer)
    writer.member("package", package.name)
    writer.key("subtests")
    writer.number(test.subtests)
    writer.member("test", test.name)
    writer.member("time", test.time)
    writer.endObject()
    try output.emit(ByteView("result"))
  }

  private func emit(
    _ package: Package, unfit: Int, _ output: ObservationWriter
  ) throws(Failure) {
    var writer = JSONWriter(output.item)
    writer.beginObject()
    let build = package.failedBuild.flatMap { builds[$0] }
    writer.member("build_output", build.map { ByteString($0.bytes) })
    writer.member("elapsed_s", package.elapsed)
    writer.member("failed_build", package.failedBuild)
    writer.member("last", package.last)
    write(package.output, to: &writer)
    writer.member("package", package.name)
    write("results", package.results, to: &writer)
    writer.key("tests")
    writer.number(package.tests.count)
    writer.member("time", package.time)
    writer.key("unfit_tests")
    writer.number(unfit)
    writer.endObject()
    try output.emit(ByteView("package"))
  }

  /// Only what happened, so that a mapping can ask whether it did.
  private func write(_ key: StaticString, _ outcomes: Outcomes, to writer: inout JSONWriter) {
    writer.key(key)
    writer.beginObject()
    let counts: [(StaticString, Int)] = [
      ("fail", outcomes.fail), ("open", outcomes.open), ("pass", outcomes.pass),
      ("skip", outcomes.skip),
    ]
    for (name, count) in counts where count > 0 {
      writer.key(name)
      writer.number(count)
    }
    writer.endObject()
  }

  private func write(_ output: GoTestOutput, to writer: inout JSONWriter) {
    guard !output.bytes.isEmpty else { return }
    writer.member("output", ByteString(output.bytes))
    guard output.isCut else { return }
    writer.key("output_is_cut")
    writer.bool(true)
  }
}
