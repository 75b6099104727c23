// Made by Tests/bench/widths.py; do not edit.

extension IntervalWidths {
  /// Measured on series whose future is known, the development halves of competitions: 214 of m4
  /// (H), 36 of m4 (D), 51 of nn5-daily (D7), 185 of m4 (W), 735 of m3 (M), 307 of m1 (M), 385 of
  /// m3 (Q), 100 of m1 (Q), 324 of m3 (Y), 90 of m1 (Y).
  public static let origin = Origin(
    version: 1, date: "2026-11-21",
    digest: "b7b3bf1ea9df7826fade3d5238500c7ec086e1a82b8525d3857f99e676edd3c7")

  /// By pace, the factors at `knots`; where too few values are that far ahead, those before.
  static let table: [Pace: [Factors]] = [
    .hours: [
      Factors(eighty: 0.65, ninetyFive: 0.70),
      Factors(eighty: 0.67, ninetyFive: 0.75),
      Factors(eighty: 0.59, ninetyFive: 0.64),
      Factors(eighty: 0.66, ninetyFive: 0.67),
      Factors(eighty: 0.73, ninetyFive: 0.72),
      Factors(eighty: 0.61, ninetyFive: 0.56),
    ],
    .days: [
      Factors(eighty: 0.91, ninetyFive: 0.76),
      Factors(eighty: 0.85, ninetyFive: 0.88),
      Factors(eighty: 1.12, ninetyFive: 0.87),
      Factors(eighty: 0.87, ninetyFive: 0.81),
      Factors(eighty: 1.00, ninetyFive: 0.96),
      Factors(eighty: 0.76, ninetyFive: 0.82),
    ],
    .weeks: [
      Factors(eighty: 1.04, ninetyFive: 0.84),
      Factors(eighty: 0.89, ninetyFive: 0.87),
      Factors(eighty: 0.80, ninetyFive: 0.77),
      Factors(eighty: 0.73, ninetyFive: 0.72),
      Factors(eighty: 0.67, ninetyFive: 0.68),
      Factors(eighty: 0.67, ninetyFive: 0.68),
    ],
    .months: [
      Factors(eighty: 1.07, ninetyFive: 0.95),
      Factors(eighty: 0.99, ninetyFive: 0.93),
      Factors(eighty: 1.01, ninetyFive: 0.97),
      Factors(eighty: 1.05, ninetyFive: 1.11),
      Factors(eighty: 1.09, ninetyFive: 1.10),
      Factors(eighty: 1.09, ninetyFive: 1.10),
    ],
    .quarters: [
      Factors(eighty: 1.27, ninetyFive: 1.29),
      Factors(eighty: 1.19, ninetyFive: 1.19),
      Factors(eighty: 1.20, ninetyFive: 1.29),
      Factors(eighty: 1.34, ninetyFive: 1.58),
      Factors(eighty: 1.34, ninetyFive: 1.58),
      Factors(eighty: 1.34, ninetyFive: 1.58),
    ],
    .years: [
      Factors(eighty: 1.08, ninetyFive: 1.25),
      Factors(eighty: 1.32, ninetyFive: 1.55),
      Factors(eighty: 1.66, ninetyFive: 1.92),
      Factors(eighty: 1.78, ninetyFive: 2.32),
      Factors(eighty: 1.78, ninetyFive: 2.32),
      Factors(eighty: 1.78, ninetyFive: 2.32),
    ],
  ]
}
