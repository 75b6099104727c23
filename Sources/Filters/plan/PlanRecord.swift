import Capacity
import Kernel
import Records
import Statistics

/// What the command line asks of a plan.
struct PlanSettings {
  let plan: CapacityPlan
  /// How many characters of an RFC 3339 time tell spans apart; nil for steps.
  let spanLength: Int?
  let per: String

  init(_ options: ParsedOptions) throws(Failure) {
    guard let capacity = try options.number("capacity", in: 1e-300...1e300) else {
      throw .usage("--capacity N is needed: what one unit takes")
    }
    let least = try options.integer("least", in: 0...1_000_000_000) ?? 0
    let most = try options.integer("most", in: 0...1_000_000_000) ?? 1_000_000_000
    guard least <= most else { throw .usage("--least \(least) is more than --most \(most)") }
    plan = CapacityPlan(
      capacity: capacity,
      serviceLevel: try options.number("service-level", in: CapacityPlan.serviceLevels) ?? 0.95,
      reserve: try options.number("reserve", in: 0...0.9) ?? 0, bounds: least...most)
    per = options.value("per") ?? "step"
    spanLength = ["hour": "2026-11-21T10".utf8.count, "day": "2026-11-21".utf8.count][per]
  }
}

/// The `sluice.plan.v1` record of one forecast.
struct PlanRecord {
  private struct Step {
    var time: ByteString
    var demand: Double
    var units: Int
    var isShort: Bool
  }

  private let forecast: Record
  private let settings: PlanSettings
  private var steps: [Step] = []
  /// Why there are no steps.
  private var reason: String?

  init(_ forecast: Record, _ settings: PlanSettings) {
    self.forecast = forecast
    self.settings = settings
    guard forecast.data?["verdict"]?.string.map({ !($0 == "insufficient") }) ?? false else {
      reason = "the forecast is insufficient"
      return
    }
    guard let points = forecast.data?["points"] else {
      reason = "the forecast has no points"
      return
    }
    for point in points.elements {
      guard let step = step(point) else {
        steps = []
        reason = "a point without a time, or with quantiles that are not in order"
        return
      }
      guard let length = settings.spanLength else {
        steps.append(step)
        continue
      }
      let span = ByteString(Array(step.time.bytes.prefix(length)))
      let start = ByteString(span.bytes + Array((length > 10 ? ":00:00Z" : "T00:00:00Z").utf8))
      if let last = steps.indices.last, steps[last].time == start {
        if steps[last].demand < step.demand { steps[last].demand = step.demand }
        steps[last].units = max(steps[last].units, step.units)
        steps[last].isShort = steps[last].isShort || step.isShort
      } else {
        steps.append(
          Step(time: start, demand: step.demand, units: step.units, isShort: step.isShort))
      }
    }
    if steps.isEmpty { reason = "the forecast has no points" }
  }

  private func step(_ point: JSONValue) -> Step? {
    guard let time = point["time"]?.string, Instant(time) != nil,
      let low95 = point["lo95"]?.number, let low80 = point["lo80"]?.number,
      let median = point["p50"]?.number, let high80 = point["hi80"]?.number,
      let high95 = point["hi95"]?.number,
      let demand = CapacityPlan.Demand(
        low95: low95, low80: low80, median: median, high80: high80, high95: high95)
    else { return nil }
    let wanted = demand.quantile(settings.plan.serviceLevel)
    let (units, isShort) = settings.plan.units(for: wanted)
    return Step(time: ByteString(time), demand: wanted, units: units, isShort: isShort)
  }

  /// `ok`, `short` or `insufficient`.
  var verdict: String {
    if steps.isEmpty { return "insufficient" }
    return steps.contains(where: \.isShort) ? "short" : "ok"
  }

  /// The record. It has the dimensions of the forecast, and its id is the checksum of what it says.
  var json: JSON {
    let plan = settings.plan
    let peak = steps.max { ($0.units, $0.demand) < ($1.units, $1.demand) }
    let data = JSON.members([
      "capacity": .number(plan.capacity),
      "forecast": .string(ByteString(forecast.id)),
      "least": .integer(plan.bounds.lowerBound),
      "most": .integer(plan.bounds.upperBound),
      "peak": peak.map(json) ?? .null,
      "per": .text(settings.per),
      "reason": reason.map { .text($0) },
      "reserve": .number(plan.reserve),
      "series": forecast.data?["series"].map { JSON($0) } ?? .null,
      "service_level": .number(plan.serviceLevel),
      "steps": .array(steps.map(json)),
      "verdict": .text(verdict),
    ])
    var envelope = Envelope(
      source: "sluice/plan", subject: forecast.root["subject"]?.string.map { ByteString($0) },
      attributes: Correlation.keys.compactMap { key in
        forecast.root[key]?.string.map { .init(key, .string(ByteString($0))) }
      })
    envelope.time = forecast.time.map { ByteString($0) }
    return RecordShape.record("plan", data: data, envelope: envelope)
  }

  private func json(_ step: Step) -> JSON {
    .members([
      "demand": .number(Significant.rounded(step.demand)), "short": .bool(step.isShort),
      "time": .string(step.time), "units": .integer(step.units),
    ])
  }
}
