public import Kernel

extension TrustChain {
  /// The least version that is believed, against an old trust file in the place of the present one.
  public static let versionOption = Option(
    "trust-version", argument: "N",
    help: "Refuse a trust file below version N, so that no old one is put back")

  /// The trust file at `path` as it stands at an instant, of the version that the options want.
  public static func current(
    path: String, options: ParsedOptions, at: Instant
  ) throws(Failure) -> TrustFile {
    let text = try WholeFile.bytes(path)
    let minimum = try options.integer(versionOption.name, in: 1...1_000_000_000) ?? 1
    do throws(TrustError) {
      return try TrustChain(text, path: path, at: at, minimum: minimum).current
    } catch {
      throw error.failure
    }
  }
}
