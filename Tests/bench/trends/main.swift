// What looking at a series costs, without reading it: processor milliseconds per series. Compiled by
// Tests/bench/trends.sh with the library as one module. Prints "LENGTH KIND MILLISECONDS".
internal import Glibc

func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

var alarms = 0
for (length, count) in [(100, 4000), (365, 10_000), (2880, 500), (100_000, 3)] {
  for step in [0.0, 3.0] {
    var random = RandomSource(seed: UInt64(length))
    let number = step > 0 ? max(1, count / 10) : count
    let series = (0..<number).map { _ in
      (0..<length).map { 100 + random.normal() + ($0 < length * 2 / 3 ? 0 : step) }
    }
    let times = (0..<length).map { Double($0) * 60 }
    let start = processorSeconds()
    for values in series {
      let trend = Trend(values: values, times: times, settings: .init(direction: .lower))
      alarms += trend.changes.count
    }
    let spent = processorSeconds() - start
    print(length, step > 0 ? "step" : "quiet", spent / Double(number) * 1000, number)
  }
}
// What is not used might not be computed.
precondition(alarms >= 0)
