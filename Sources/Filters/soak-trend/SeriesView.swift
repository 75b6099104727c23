import Kernel
import Records
import Statistics

/// A series as it is judged: without what rules and accepted changes leave out.
struct SeriesView {
  private(set) var instants: Instants
  private(set) var settings: Trend.Settings
  /// The rules that hold.
  let rules: [SeriesRule]
  /// The change from which on it is looked at; nil for all of it.
  let accepted: AcceptedChange?
  /// How many instants were left out: before the accepted change, and as warm-up.
  private(set) var acceptedCount = 0
  private(set) var warmUpCount = 0
  /// Of how many values each one looked at is the lowest.
  private(set) var floor = 1

  init(
    _ series: MetricSeries, _ standard: Trend.Settings, _ rules: SeriesRules,
    reference: ReferenceSpread?
  ) throws(Failure) {
    let (holding, known) = try rules.matching(series)
    self.rules = holding
    settings = standard
    settings.direction = .init(rawValue: series.direction.description) ?? .none
    settings.reference = reference
    var warmUp = SeriesRule.WarmUp.points(0)
    for rule in holding {
      settings.direction = rule.direction ?? settings.direction
      settings.alpha = rule.alpha ?? settings.alpha
      settings.minimumEffect = rule.minimumEffect ?? settings.minimumEffect
      settings.minimumSigma = rule.minimumSigma ?? settings.minimumSigma
      settings.minimumPoints = rule.minimumPoints ?? settings.minimumPoints
      settings.persistence = rule.persistence ?? settings.persistence
      warmUp = rule.warmUp ?? warmUp
      floor = rule.floor ?? floor
    }
    settings.persistence = max(settings.persistence, settings.minimumPoints)
    instants = Instants(series.points)
    if let known {
      acceptedCount = instants.count(before: known.time)
      instants.drop(acceptedCount)
    }
    accepted = acceptedCount > 0 ? known : nil
    // What follows an accepted change is not the start of a run.
    if acceptedCount == 0 {
      switch warmUp {
      case .points(let count): warmUpCount = min(count, instants.values.count)
      case .automatic: warmUpCount = WarmUp.length(instants.values)
      }
      instants.drop(warmUpCount)
    }
    if floor > 1 { instants.keepFloor(floor) }
  }

  /// Looks at it, at no more than `alpha`.
  func trend(alpha: Double = 1) -> Trend {
    var settings = settings
    settings.alpha = min(alpha, settings.alpha)
    return Trend(values: instants.values, times: instants.times, settings: settings)
  }
}
