import NumericCore
import Uncertainty

/// The variance that single frequencies of an evenly spaced series explain.
struct FourierSpectrum {
  /// The mean squared deviation of the series.
  let variance: Double
  private let values: [Double]
  private let cosines: [Double]
  private let sines: [Double]

  /// - Parameter values: One period, at least 3 finite numbers.
  init(_ values: [Double]) {
    let count = values.count
    var mean = 0.0
    for value in values { mean += value }
    mean /= Double(count)
    self.values = values.map { $0 - mean }
    variance = self.values.reduce(0) { $0 + $1 * $1 } / Double(count)
    let angles = (0..<count).map { 2 * Double.pi * Double($0) / Double(count) }
    cosines = angles.map { cos($0) }
    sines = angles.map { sin($0) }
  }

  /// The part of the variance at one frequency, both signs together.
  ///
  /// - Parameter frequency: Cycles over the series, at least 1 and below half its length.
  func power(_ frequency: Int) -> Double {
    let count = values.count
    var real = 0.0
    var imaginary = 0.0
    var place = 0
    for value in values {
      real += value * cosines[place]
      imaginary += value * sines[place]
      place += frequency
      if place >= count { place -= count }
    }
    let scale = 1 / Double(count)
    return 2 * (real * real + imaginary * imaginary) * scale * scale
  }

  /// The triangular wave that maps an angle to a uniform coordinate, strictly inside the cube.
  ///
  /// ```
  /// x = 1/2 + asin(sin angle) / pi
  /// ```
  ///
  /// - Parameter turns: The angle by a full turn, s / 2 pi, 0 or more: the wave is piecewise linear,
  ///   so that neither sine nor arcsine is needed.
  static func coordinate(turns: Double) -> Double {
    let part = turns - turns.rounded(.down)
    let wave = part < 0.25 ? 0.5 + 2 * part : (part < 0.75 ? 1.5 - 2 * part : 2 * part - 1.5)
    return min(max(wave, 0x1p-40), 1 - 0x1p-40)
  }
}
