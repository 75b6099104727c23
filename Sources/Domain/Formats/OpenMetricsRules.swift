internal import Kernel

/// What OpenMetrics 1.0 demands beyond its grammar: of names, groups, values and histograms.
struct OpenMetricsRules {
  mutating func begin(_ name: ByteString) {}
  mutating func endFamily() throws(ExpositionFault) {}
  mutating func check(_ sample: ExpositionLine, in family: ExpositionFamily) throws(ExpositionFault)
  {}
}
