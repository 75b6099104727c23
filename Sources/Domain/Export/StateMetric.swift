public import Kernel

/// The metrics that say how things stand: what decisions, trends, forecasts and counts come to. All
/// are gauges; the page `docs/observability.md` lists them.
public enum StateMetric: Int, CaseIterable, Sendable {
  case gateVerdict, gateDecisionTimestamp, gateInfo, gateRules
  case ruleState, ruleLevel, ruleValue, ruleEvidence, waiverExpiry
  case tests, coverage, findings, runs, holes, collectionComplete, collectionSources
  case trendVerdict, trendLevel, trendSlope, comparisonVerdict
  case forecastVerdict, forecastTimeToLimit, forecastLimitTimestamp, forecastLimit, forecastValue
  case metricLimit, records, rejects

  /// Its name, with the unit as its last word.
  public var name: ByteString { ByteString("sluice_\(row.name)") }

  /// What it says, and its labels.
  public var help: ByteString { ByteString(row.help) }

  /// The names of its labels, beside those of a series or of dimensions.
  public var labels: [ByteString] { row.labels.map { ByteString($0) } }

  /// The unit that its name ends in; empty where it has none.
  public var unit: ByteString {
    switch self {
    case .gateDecisionTimestamp, .waiverExpiry, .forecastTimeToLimit, .forecastLimitTimestamp:
      "seconds"
    case .coverage: "ratio"
    default: ""
    }
  }

  private var row: (name: String, labels: [String], help: String) {
    switch self {
    case .gateVerdict:
      (
        "gate_verdict", ["policy", "verdict"],
        "1 for the verdict of the last decision, 0 for the other"
      )
    case .gateDecisionTimestamp:
      ("gate_decision_timestamp_seconds", ["policy"], "The instant of the last decision")
    case .gateInfo:
      (
        "gate_info", ["commit", "policy", "policy_sha256", "policy_version", "release"],
        "1; its labels say what was decided on, and by which policy"
      )
    case .gateRules:
      ("gate_rules", ["policy", "state"], "How many rules of the last decision are in each state")
    case .ruleState:
      ("rule_state", ["policy", "rule", "state"], "1 for the state of the rule, 0 for the others")
    case .ruleLevel:
      ("rule_level", ["level", "policy", "rule"], "1 for the level of the rule, 0 for the others")
    case .ruleValue: ("rule_value", ["policy", "rule"], "What the rule came to")
    case .ruleEvidence:
      ("rule_evidence", ["policy", "rule"], "How many records are evidence of the rule")
    case .waiverExpiry:
      (
        "waiver_expiry_timestamp_seconds", ["policy", "rule", "state", "waiver"],
        "From when on the waiver holds no more"
      )
    case .tests: ("tests", ["status"], "How many tests ended in each status")
    case .coverage: ("coverage_ratio", ["unit"], "The share of the code that tests ran, in total")
    case .findings: ("findings", ["level"], "How many findings of each level there are")
    case .runs: ("runs", ["result"], "How many runs ended with each result")
    case .holes: ("lineage_holes", ["rule"], "How many records lack what the rule wants")
    case .collectionComplete:
      ("collection_complete", [], "1 when every promised source was found, else 0")
    case .collectionSources:
      ("collection_sources", ["state"], "How many sources were found, empty, missing or broken")
    case .trendVerdict:
      (
        "trend_verdict", ["metric", "unit", "verdict"],
        "1 for the verdict on the series, 0 for the others"
      )
    case .trendLevel:
      ("trend_level", ["metric", "unit"], "The level of the series since its last change")
    case .trendSlope:
      ("trend_slope_per_day", ["metric", "unit"], "How much the series rises a day")
    case .comparisonVerdict:
      (
        "comparison_verdict", ["metric", "unit", "verdict"],
        "1 for the verdict on candidate and baseline, 0 for the others"
      )
    case .forecastVerdict:
      (
        "forecast_verdict", ["metric", "unit", "verdict"],
        "1 for the verdict on the series, 0 for the others"
      )
    case .forecastTimeToLimit:
      (
        "forecast_time_to_limit_seconds", ["metric", "percentile", "unit"],
        "From the last point until the limit is reached; +Inf beyond the horizon"
      )
    case .forecastLimitTimestamp:
      (
        "forecast_limit_timestamp_seconds", ["metric", "percentile", "unit"],
        "When the limit is reached; nothing beyond the horizon"
      )
    case .forecastLimit: ("forecast_limit", ["metric", "unit"], "The limit of the series")
    case .forecastValue:
      (
        "forecast_value", ["metric", "percentile", "unit"],
        "What the series is expected to be at the end of the horizon"
      )
    case .metricLimit:
      (
        "metric_limit", ["metric", "unit"],
        "The capacity that the metric records of the series state"
      )
    case .records: ("records", ["kind"], "How many records of each kind were read")
    case .rejects: ("rejects", [], "How many inputs were refused on the way")
    }
  }
}
