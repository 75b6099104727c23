// Made by Tests/bench/widths.py; do not edit.

extension IntervalWidths {
  /// Measured on series whose future is known, the development halves of competitions: 214 of m4
  /// (H), 36 of m4 (D), 51 of nn5-daily (D7), 185 of m4 (W), 735 of m3 (M), 307 of m1 (M), 385 of
  /// m3 (Q), 100 of m1 (Q), 324 of m3 (Y), 90 of m1 (Y).
  public static let origin = Origin(
    version: 2, date: "2026-11-21",
    digest: "b7b3bf1ea9df7826fade3d5238500c7ec086e1a82b8525d3857f99e676edd3c7")

  /// By pace, the factors at `knots`; where too few values are that far ahead, those before.
  static let table: [Pace: [Factors]] = [
    .hours: [
      Factors(
        below: Side(eighty: 0.55, ninetyFive: 0.67), above: Side(eighty: 0.60, ninetyFive: 0.61)),
      Factors(
        below: Side(eighty: 0.55, ninetyFive: 0.66), above: Side(eighty: 0.60, ninetyFive: 0.62)),
      Factors(
        below: Side(eighty: 0.55, ninetyFive: 0.63), above: Side(eighty: 0.61, ninetyFive: 0.62)),
      Factors(
        below: Side(eighty: 0.54, ninetyFive: 0.60), above: Side(eighty: 0.66, ninetyFive: 0.63)),
      Factors(
        below: Side(eighty: 0.52, ninetyFive: 0.55), above: Side(eighty: 0.69, ninetyFive: 0.60)),
      Factors(
        below: Side(eighty: 0.48, ninetyFive: 0.50), above: Side(eighty: 0.65, ninetyFive: 0.54)),
    ],
    .days: [
      Factors(
        below: Side(eighty: 1.12, ninetyFive: 0.90), above: Side(eighty: 0.59, ninetyFive: 0.73)),
      Factors(
        below: Side(eighty: 1.04, ninetyFive: 0.92), above: Side(eighty: 0.79, ninetyFive: 0.77)),
      Factors(
        below: Side(eighty: 0.94, ninetyFive: 0.87), above: Side(eighty: 1.02, ninetyFive: 0.85)),
      Factors(
        below: Side(eighty: 0.87, ninetyFive: 0.83), above: Side(eighty: 1.04, ninetyFive: 0.90)),
      Factors(
        below: Side(eighty: 0.85, ninetyFive: 0.86), above: Side(eighty: 0.99, ninetyFive: 0.90)),
      Factors(
        below: Side(eighty: 0.82, ninetyFive: 0.92), above: Side(eighty: 0.89, ninetyFive: 0.81)),
    ],
    .weeks: [
      Factors(
        below: Side(eighty: 0.79, ninetyFive: 0.69), above: Side(eighty: 1.10, ninetyFive: 0.79)),
      Factors(
        below: Side(eighty: 0.74, ninetyFive: 0.63), above: Side(eighty: 1.00, ninetyFive: 0.74)),
      Factors(
        below: Side(eighty: 0.69, ninetyFive: 0.58), above: Side(eighty: 0.85, ninetyFive: 0.66)),
      Factors(
        below: Side(eighty: 0.62, ninetyFive: 0.56), above: Side(eighty: 0.78, ninetyFive: 0.64)),
      Factors(
        below: Side(eighty: 0.56, ninetyFive: 0.55), above: Side(eighty: 0.75, ninetyFive: 0.66)),
      Factors(
        below: Side(eighty: 0.54, ninetyFive: 0.55), above: Side(eighty: 0.73, ninetyFive: 0.66)),
    ],
    .months: [
      Factors(
        below: Side(eighty: 1.05, ninetyFive: 0.95), above: Side(eighty: 0.99, ninetyFive: 1.00)),
      Factors(
        below: Side(eighty: 0.99, ninetyFive: 0.93), above: Side(eighty: 1.01, ninetyFive: 1.01)),
      Factors(
        below: Side(eighty: 0.96, ninetyFive: 0.95), above: Side(eighty: 1.03, ninetyFive: 1.03)),
      Factors(
        below: Side(eighty: 0.98, ninetyFive: 1.01), above: Side(eighty: 1.06, ninetyFive: 1.06)),
      Factors(
        below: Side(eighty: 0.99, ninetyFive: 1.04), above: Side(eighty: 1.10, ninetyFive: 1.09)),
      Factors(
        below: Side(eighty: 0.99, ninetyFive: 1.03), above: Side(eighty: 1.12, ninetyFive: 1.10)),
    ],
    .quarters: [
      Factors(
        below: Side(eighty: 1.15, ninetyFive: 1.25), above: Side(eighty: 1.21, ninetyFive: 1.25)),
      Factors(
        below: Side(eighty: 1.05, ninetyFive: 1.16), above: Side(eighty: 1.18, ninetyFive: 1.26)),
      Factors(
        below: Side(eighty: 1.02, ninetyFive: 1.14), above: Side(eighty: 1.19, ninetyFive: 1.39)),
      Factors(
        below: Side(eighty: 1.06, ninetyFive: 1.20), above: Side(eighty: 1.27, ninetyFive: 1.58)),
      Factors(
        below: Side(eighty: 1.09, ninetyFive: 1.22), above: Side(eighty: 1.32, ninetyFive: 1.65)),
      Factors(
        below: Side(eighty: 1.09, ninetyFive: 1.22), above: Side(eighty: 1.32, ninetyFive: 1.65)),
    ],
    .years: [
      Factors(
        below: Side(eighty: 0.95, ninetyFive: 1.22), above: Side(eighty: 1.25, ninetyFive: 1.34)),
      Factors(
        below: Side(eighty: 1.11, ninetyFive: 1.40), above: Side(eighty: 1.51, ninetyFive: 1.60)),
      Factors(
        below: Side(eighty: 1.32, ninetyFive: 1.64), above: Side(eighty: 1.86, ninetyFive: 2.06)),
      Factors(
        below: Side(eighty: 1.43, ninetyFive: 1.81), above: Side(eighty: 2.09, ninetyFive: 2.50)),
      Factors(
        below: Side(eighty: 1.45, ninetyFive: 1.87), above: Side(eighty: 2.15, ninetyFive: 2.67)),
      Factors(
        below: Side(eighty: 1.45, ninetyFive: 1.87), above: Side(eighty: 2.15, ninetyFive: 2.67)),
    ],
  ]

  /// By pace, the median ratio of past errors; years have too few.
  static let usual: [Pace: Double] = [
    .hours: 0.1919, .days: 0.3085, .weeks: 0.2425, .months: 0.3288, .quarters: 0.342,
  ]
}
