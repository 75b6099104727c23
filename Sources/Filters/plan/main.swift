import Capacity
import Kernel
import Records
import Statistics

let declaration = Declaration(
  name: "plan",
  summary: "Say how many units a forecast needs, hour by hour or day by day",
  description: [
    "Reads sluice.forecast.v1 records and writes one sluice.plan.v1 record for each: how many units "
      + "of --capacity meet the demand of each step, hour or day with the probability of "
      + "--service-level, which lies between the quantiles that the forecast states. Other records "
      + "are passed over.",
    "The verdict is ok, short (a step needs more than --most units) or insufficient (the forecast "
      + "says nothing, or is not in order).",
  ],
  memory: "One record.",
  options: [
    Option("capacity", argument: "N", help: "What one unit takes, in the unit of the series"),
    Option(
      "service-level", argument: "P",
      help: "The probability, 0.5 to 0.975, that the demand of a step is met", standard: "0.95"),
    Option(
      "reserve", argument: "SHARE", help: "The share of a unit, 0 to 0.9, that stays free",
      standard: "0"),
    Option("least", argument: "N", help: "The fewest units", standard: "0"),
    Option("most", argument: "N", help: "The most units there can be", standard: "1000000000"),
    Option(
      "per", argument: "SPAN",
      help: "One line for each step of the forecast, or the most that a step of an hour or a day "
        + "(UTC) needs", standard: "step", choices: ["step", "hour", "day"]),
    Option(
      "fail-on", argument: "VERDICT", help: "End with status 1 when a plan has this verdict",
      choices: ["short", "insufficient"], repeats: true),
  ],
  examples: [
    .init(
      "Workers for tomorrow, 40 requests a second each",
      "forecast --horizon 24 requests.jsonl | plan --capacity 40 --per hour")
  ],
  answerIsNo: "a plan has a verdict of --fail-on")

Filter.main(declaration) { run throws(Failure) in
  let settings = try PlanSettings(run.options)
  let failing = Set(run.options.values("fail-on"))
  let reader = run.reader()
  var failed = false
  while let record = try reader.next() {
    guard record.type == "sluice.forecast.v1" else { continue }
    let plan = PlanRecord(record, settings)
    try run.writer.emit(plan.json)
    if failing.contains(plan.verdict) { failed = true }
  }
  return failed ? .answerIsNo : .done
}
