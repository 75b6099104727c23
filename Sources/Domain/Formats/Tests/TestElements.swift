internal import Kernel

/// Test results in XML documents, as their own tools write them.
extension XMLLayout {
  /// JUnit XML in all its dialects. The declared totals of a suite (`@tests`) stay beside what was
  /// counted.
  static let junit = XMLLayout(
    roots: ["testsuites", "testsuite", "testcase"], items: ["testcase"],
    containers: ["testsuite", "testsuites"], contextKey: "suites")

  /// `Test.xml` of CTest: a `Test` with a status is a result, one without a name in a list.
  static let ctest = XMLLayout(roots: ["Site"], items: ["Test"])

  /// The elements of a TRX file that are results of tests.
  static let trxResults: [StaticString] = [
    "GenericTestResult", "LoadTestResult", "ManualTestResult", "TestResult",
    "TestResultAggregation", "UnitTestResult", "WebTestResult",
  ]

  /// Visual Studio's test results: results, declared counters, and what the run itself said.
  static let trx = XMLLayout(roots: ["TestRun"], items: trxResults + ["Counters", "RunInfo"])

  /// NUnit 3.
  static let nunit3 = XMLLayout(
    roots: ["test-run"], items: ["test-case"], containers: ["test-run", "test-suite"])

  /// NUnit 2, whose suites hold `results`.
  static let nunit2 = XMLLayout(
    roots: ["test-results"], items: ["test-case"], containers: ["test-results", "test-suite"],
    wrappers: ["results"])

  /// xUnit.net, versions 1 (classes) and 2 (collections).
  static let xunitNet = XMLLayout(
    roots: ["assemblies", "assembly"], items: ["test"],
    containers: ["assembly", "collection", "class"], wrappers: ["tests"])
}
