import Formats
import Kernel
import Testing

@Suite struct ManifestTests {
  @Test func readsPromises() throws {
    #expect(try Manifest.Promise("junit-xml=3") == .items(format: "junit-xml", atLeast: 3))
    #expect(try Manifest.Promise("openmetrics-text=1").description == "prometheus-text")
    #expect(try Manifest.Promise("out/report.xml") == .file("out/report.xml"))
    #expect(try Manifest.Promise("a=b") == .file("a=b"))
  }

  @Test(arguments: ["", "junit-xml=0", "junit-xml=", "junit-xml=x", "junit-xml=-1"])
  func refusesPromisesOfNothing(text: String) {
    #expect(throws: Failure.self) { try Manifest.Promise(text) }
  }

  @Test func aPromisedFileThatIsNotThereIsMissing() throws {
    let manifest = Manifest(promises: [.file("a.xml"), .items(format: "k6-ndjson", atLeast: 1)])
    #expect(manifest.faults.count == 2)
    #expect(manifest.data["state"] == "incomplete")
    #expect(manifest.data["sources"]?.array?.first?["state"] == "missing")
  }
}

extension Manifest.Promise {
  fileprivate var description: String {
    switch self {
    case .items(let format, _): format
    case .file(let name): name
    }
  }
}
