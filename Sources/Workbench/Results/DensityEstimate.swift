import NumericCore

/// A smooth density of draws for a chart.
///
/// Draws are counted in 400 bins between the 0.1 % and the 99.9 % quantile widened by a tenth, and
/// the counts are smoothed with a Gaussian kernel of Silverman's bandwidth (Silverman 1986,
/// equation 3.31). Mass outside is left out, so the curve integrates to slightly less than 1.
struct DensityEstimate {
  /// The places, rising.
  let places: [Double]
  /// The densities, one each.
  let densities: [Double]

  /// Estimates a density.
  ///
  /// - Parameters:
  ///   - values: The draws; those that are not finite are left out.
  ///   - low: The lowest place of interest.
  ///   - high: The highest place of interest, above `low`.
  ///   - spread: The smaller of the standard deviation and the interquartile range / 1.34.
  ///   - minimum: The smallest draw; mass near it is reflected, and nothing is drawn below it.
  ///   - maximum: The largest draw; likewise.
  init(
    _ values: UnsafeBufferPointer<Double>,
    low: Double,
    high: Double,
    spread: Double,
    minimum: Double,
    maximum: Double
  ) {
    let bins = 400
    let margin = 0.1 * (high - low)
    let start = max(low - margin, minimum)
    let end = min(high + margin, maximum)
    let width = (end - start) / Double(bins)
    guard width > 0, width.isFinite, spread > 0, values.count > 1 else {
      places = []
      densities = []
      return
    }
    var counts = [Double](repeating: 0, count: bins)
    for value in values {
      let place = (value - start) / width
      if place >= 0, place <= Double(bins) { counts[Int(place, clampedTo: 0...(bins - 1))] += 1 }
    }
    let bandwidth = 0.9 * spread * pow(Double(values.count), -0.2)
    let reach = Int((4 * bandwidth / width).rounded(.up), clampedTo: 1...bins)
    let kernel = (0...reach).map { step -> Double in
      let z = Double(step) * width / bandwidth
      return exp(-0.5 * z * z)
    }
    let total = kernel[0] + 2 * kernel.dropFirst().reduce(0, +)
    // Mass near an end is reflected, so that a density may begin and end above 0.
    let reflectsLow = start == minimum
    let reflectsHigh = end == maximum
    var smooth = [Double](repeating: 0, count: bins)
    for bin in 0..<bins where counts[bin] > 0 {
      for step in -reach...reach {
        var target = bin + step
        if target < 0, reflectsLow { target = -target - 1 }
        if target >= bins, reflectsHigh { target = 2 * bins - 1 - target }
        guard target >= 0, target < bins else { continue }
        smooth[target] += counts[bin] * kernel[abs(step)] / total
      }
    }
    places = (0..<bins).map { start + (Double($0) + 0.5) * width }
    densities = smooth.map { $0 / (Double(values.count) * width) }
  }
}
