/// One way to go on with a series; several together make a forecast.
protocol Member {
  /// Its name in results.
  var name: String { get }
  /// One-step errors in the history, what future errors are drawn from.
  var residuals: [Double] { get }
  /// The fewest values that `expected` needs before it.
  var reach: Int { get }
  /// A possible future of `horizon` values, where `error` gives one error after the other; with
  /// errors of 0 the expected one.
  func path(_ horizon: Int, error: () -> Double) -> [Double]
  /// The `horizon` values that it would have expected after the first `origin` ones, with the
  /// parameters of the whole history; `origin` is at least `reach`.
  func expected(after origin: Int, _ horizon: Int) -> [Double]
}
