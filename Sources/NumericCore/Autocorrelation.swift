extension UnsafeBufferPointer where Element == Double {
  /// The autocorrelation of consecutive values.
  ///
  /// ```
  /// r1 = sum of (y[i] - mean) (y[i + 1] - mean) / sum of (y[i] - mean)^2
  /// ```
  /// This is the definition of the NIST Statistical Reference Datasets: one mean for both
  /// factors, and the sum of squares over all values.
  ///
  /// - Returns: A number from -1 to 1; NaN for fewer than two values or a constant series.
  public func lag1Autocorrelation() -> Double {
    guard count > 1 else { return .nan }
    let centre = Centre(of: self)
    var products = CompensatedSum()
    var squares = CompensatedSum()
    var drift = CompensatedSum()
    var previous = centre.deviation(self[0])
    let first = previous
    squares.add(product: previous, previous)
    drift.add(previous)
    for index in 1..<count {
      let current = centre.deviation(self[index])
      products.add(product: previous, current)
      squares.add(product: current, current)
      drift.add(current)
      previous = current
    }
    // The deviations sum to a rounding error; shift both sums to the mean they imply.
    let n = Double(count)
    let shift = drift.value / n
    let denominator = squares.value - n * shift * shift
    let numerator =
      products.value - shift * (2 * drift.value - first - previous) + (n - 1) * shift * shift
    guard denominator > 0 else { return .nan }
    return numerator / denominator
  }
}

extension Array where Element == Double {
  /// The autocorrelation of consecutive values; see the method of the same name of a buffer.
  ///
  /// - Returns: A number from -1 to 1; NaN for fewer than two values or a constant series.
  public func lag1Autocorrelation() -> Double {
    withUnsafeBufferPointer { $0.lag1Autocorrelation() }
  }
}
