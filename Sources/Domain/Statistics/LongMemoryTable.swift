// Written by tools/calibrate: 20000 simulations a row, seeded by their size. Do not edit.

extension LongMemoryNull {
  /// The probabilities that the levels of a row belong to.
  static let shares = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001]

  static let step = LongMemoryNull(rows: [
    .init(
      count: 10, quiet: 0.5947, long: 0.901,
      levels: [1.0, 4.42, 8.86, 13.06, 20.7, 20.7, 20.7, 20.7, 20.7]),
    .init(
      count: 14, quiet: 0.4889, long: 0.8404,
      levels: [3.53, 10.62, 18.15, 23.98, 28.3, 29.96, 29.96, 29.96, 29.96]),
    .init(
      count: 20, quiet: 0.4128, long: 0.8965,
      levels: [5.68, 14.58, 22.41, 28.28, 35.03, 39.39, 42.72, 43.91, 43.91]),
    .init(
      count: 30, quiet: 0.5069, long: 1.3952,
      levels: [7.28, 16.71, 24.83, 33.3, 44.79, 51.87, 57.72, 64.07, 66.42]),
    .init(
      count: 40, quiet: 0.6261, long: 1.8125,
      levels: [7.6, 17.65, 26.13, 35.35, 46.59, 56.12, 65.29, 74.6, 82.29]),
    .init(
      count: 60, quiet: 0.6926, long: 2.3484,
      levels: [8.03, 18.28, 27.29, 36.56, 51.68, 63.17, 74.31, 87.7, 100.04]),
    .init(
      count: 100, quiet: 0.7101, long: 3.3405,
      levels: [8.29, 18.7, 28.0, 38.78, 54.55, 69.03, 81.79, 104.36, 117.1]),
    .init(
      count: 200, quiet: 0.7199, long: 5.6205,
      levels: [8.41, 19.17, 29.26, 40.87, 58.45, 75.9, 89.97, 115.81, 138.75]),
    .init(
      count: 300, quiet: 0.7284, long: 7.7586,
      levels: [8.47, 19.19, 28.81, 39.72, 59.72, 79.25, 97.64, 134.88, 163.46]),
  ])

  static let slope = LongMemoryNull(rows: [
    .init(
      count: 10, quiet: 0.5081, long: 0.7873,
      levels: [1.18, 5.14, 9.44, 15.21, 25.11, 33.82, 47.49, 64.77, 86.93]),
    .init(
      count: 14, quiet: 0.51, long: 0.9751,
      levels: [1.35, 5.96, 11.26, 17.6, 27.31, 35.73, 45.93, 64.96, 80.01]),
    .init(
      count: 20, quiet: 0.4957, long: 1.2577,
      levels: [1.45, 6.76, 12.48, 19.28, 29.3, 37.56, 47.35, 61.06, 71.44]),
    .init(
      count: 30, quiet: 0.667, long: 2.001,
      levels: [1.54, 6.86, 12.97, 21.0, 33.68, 43.59, 53.47, 67.75, 84.81]),
    .init(
      count: 40, quiet: 0.8027, long: 2.3807,
      levels: [1.64, 6.91, 12.81, 20.37, 33.36, 43.41, 55.36, 70.88, 82.89]),
    .init(
      count: 60, quiet: 0.8604, long: 2.9548,
      levels: [1.76, 7.22, 13.23, 20.86, 33.0, 44.24, 58.25, 80.15, 94.51]),
    .init(
      count: 100, quiet: 0.8743, long: 4.203,
      levels: [1.78, 7.29, 13.11, 20.77, 34.97, 46.88, 63.04, 86.64, 102.54]),
    .init(
      count: 200, quiet: 0.8765, long: 7.239,
      levels: [1.86, 7.41, 13.49, 21.28, 33.95, 47.03, 65.29, 89.93, 118.84]),
    .init(
      count: 300, quiet: 0.8722, long: 10.1162,
      levels: [1.84, 7.28, 13.47, 21.27, 35.69, 47.4, 62.4, 85.84, 100.25]),
  ])
}
