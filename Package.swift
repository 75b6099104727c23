// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is held to.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  // A library that deprecates a function, as expat has, does not stop a build on a newer Debian.
  .treatWarning("DeprecatedDeclaration", as: .warning),
  // Checked in every debug build and so in every test; in release builds the dynamic checks of
  // exclusive access cost a fifth of the time of a stream.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
  // It leaves hashes in the programs that differ by the folder, so that no two builds are the same.
  .unsafeFlags(
    ["-Xfrontend", "-disable-incremental-llvm-codegen"], .when(configuration: .release)),
]

/// The same without regular expressions, which no program uses and which would be a sixth of each.
let lean: [SwiftSetting] =
  settings + [.unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"])]

/// A library of the domain, in `Sources/Domain/NAME`. Dependencies point down only.
func domain(
  _ name: String, uses dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: ["Kernel"] + dependencies, path: "Sources/Domain/\(name)",
    exclude: exclude, swiftSettings: lean)
}

/// One filter: a small executable in `Sources/Filters/NAME`.
func filter(_ name: String, uses dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: ["Kernel"] + dependencies, path: "Sources/Filters/\(name)",
    swiftSettings: lean)
}

/// The unit tests of one library.
func tests(_ library: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(library)Tests",
    dependencies: [.byName(name: library), "TestSupport"] + dependencies,
    swiftSettings: settings)
}

/// A Debian library, which its module map names: the static one where Debian has one that serves,
/// since loading libcrypto costs every start a millisecond, SQLite a quarter of one.
func debian(_ name: String, package: String) -> Target {
  .systemLibrary(name: name, providers: [.apt([package])])
}

let filters: [Target] = [
  filter("collect", uses: ["Formats", "Records"]),
  filter("normalize", uses: ["Mapping", "Records", "Schema"]),
  filter("schema", uses: ["Schema", "Records"]),
  filter("migrate", uses: ["Schema", "Records"]),
  filter("seal", uses: ["Records"]),
  filter("retain", uses: ["Store", "Records"]),
  filter("recall", uses: ["Store", "Schema", "Records"]),
  filter("correlate", uses: ["Correlation", "Records"]),
  filter("soak-trend", uses: ["Statistics", "Records"]),
  filter("forecast", uses: ["Forecasting", "Records"]),
  filter("calibrate", uses: ["Capacity", "Statistics", "Records"]),
  filter("plan", uses: ["Capacity", "Statistics", "Records"]),
  filter("lineage-build", uses: ["Lineage", "Records", "Trust"]),
  filter("sign", uses: ["Trust", "Records"]),
  filter("verify", uses: ["Trust", "Records"]),
  filter("redact", uses: ["Redaction", "Records", "Trust"]),
  filter("approve", uses: ["Trust", "Records"]),
  filter("waive", uses: ["Trust", "Records"]),
  filter("gate", uses: ["Policy", "Schema", "Trust", "Records"]),
  filter("explain", uses: ["Policy", "Reporting", "Records"]),
  filter("attest", uses: ["Trust", "Records"]),
  filter("report", uses: ["Reporting", "Records"]),
  filter("export", uses: ["Export", "Policy", "Records"]),
  filter("release-notes", uses: ["Reporting", "Records"]),
  filter("docs-sync", uses: ["Documents", "Schema", "Records", "Trust"]),
  filter("sluice", uses: []),
]

/// A fuzz target in `Tests/fuzz/NAME`; built by `tools/fuzz` alone, which sets `SLUICE_FUZZ`.
func fuzz(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .executableTarget(
    name: name, dependencies: ["Kernel", "FuzzSupport"] + dependencies, path: "Tests/fuzz/\(name)",
    swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
}

let fuzzing: [Target] = [
  .target(
    name: "FuzzSupport", dependencies: ["Kernel"], path: "Tests/fuzz/Support",
    swiftSettings: settings),
  fuzz("JSONText"),
  fuzz("RecordStream"),
  fuzz("CommandLine"),
  fuzz("MappingFiles", uses: ["Mapping"]),
  fuzz("Policies", uses: ["Policy"]),
  fuzz("ForeignFiles", uses: ["Formats", "Mapping"]),
  fuzz("TrustTexts", uses: ["Trust"]),
]

let package = Package(
  name: "sluice",
  products: filters.map { .executable(name: $0.name, targets: [$0.name]) },
  targets: [
    debian("CExpat", package: "libexpat1-dev"),
    debian("CSQLite", package: "libsqlite3-dev"),
    debian("CCrypto", package: "libssl-dev"),
    // Shared: the static one lacks what chooses the widest vectors. So is simdjson, of which
    // Debian has no other.
    debian("CXXHash", package: "libxxhash-dev"),
    .target(
      name: "CSimdjson", path: "Sources/CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(
      name: "Kernel", dependencies: ["CSimdjson", "CXXHash"], path: "Sources/Kernel",
      swiftSettings: lean),
    domain("Records"),
    .target(name: "CCatalogue", path: "Sources/CCatalogue"),
    domain("Schema", uses: ["Records", "CCatalogue"]),
    domain("Mapping", uses: ["Records", "CCatalogue"], exclude: ["builtin"]),
    domain("Documents"),
    domain("Formats", uses: ["Records", "Trust", "Documents", "CExpat"]),
    domain("Statistics"),
    domain("Forecasting", uses: ["Statistics"]),
    domain("Capacity", uses: ["Statistics"]),
    domain("Correlation", uses: ["Records"]),
    domain("Lineage", uses: ["Records"]),
    domain("Trust", uses: ["Records", "CCrypto"]),
    domain("Policy", uses: ["Records", "Trust"]),
    domain("Redaction", uses: ["Records", "Trust"]),
    domain("Store", uses: ["Records", "CSQLite"]),
    domain("Reporting", uses: ["Records"]),
    domain("Export", uses: ["Policy", "Records"]),
  ] + filters + [
    .target(
      name: "TestSupport", dependencies: ["Kernel"], path: "Tests/Support",
      swiftSettings: settings),
    tests("Kernel"),
    tests("Records"),
    tests("Mapping"),
    tests("Schema"),
    tests("Documents"),
    tests("Formats"),
    tests("Statistics"),
    tests("Forecasting"),
    tests("Capacity"),
    tests("Correlation"),
    tests("Lineage"),
    tests("Trust"),
    tests("Policy", uses: ["Trust"]),
    tests("Redaction", uses: ["Trust"]),
    tests("Store"),
    tests("Reporting"),
    tests("Export", uses: ["Policy"]),
  ] + (Context.environment["SLUICE_FUZZ"] == nil ? [] : fuzzing),
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
