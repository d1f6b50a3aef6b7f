import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Probabilities to standard normal scores and back, a block at a time.
package struct NormalScores: Sendable {
  /// The largest double below 1: probabilities stay strictly between 0 and 1.
  private static let largest = 1.0.nextDown

  private let normal: Normal

  package init?() {
    guard let normal = try? Normal(mean: 0, standardDeviation: 1) else { return nil }
    self.normal = normal
  }

  /// Replaces probabilities by scores, in place.
  package func scores(_ block: UnsafeMutableBufferPointer<Double>) { normal.transform(block) }

  /// Replaces probabilities by scores, in place.
  package func scores(_ values: inout [Double]) {
    values.withUnsafeMutableBufferPointer { scores($0) }
  }

  /// Replaces scores by probabilities strictly between 0 and 1, in place.
  package func probabilities(_ values: inout [Double]) {
    values.withUnsafeMutableBufferPointer { probabilities($0) }
  }

  /// Replaces scores by probabilities strictly between 0 and 1, in place.
  package func probabilities(_ block: UnsafeMutableBufferPointer<Double>) {
    for draw in block.indices { block[draw] = Self.inside(normal.cdf(block[draw])) }
  }

  /// Replaces scores by probabilities strictly between 0 and 1, in place and fast.
  ///
  /// In double precision only: relative errors up to about 1e-14 within 10 standard deviations.
  /// Designs of sensitivity methods use it; the draws of studies go by ``probabilities(_:)``.
  package static func quickProbabilities(_ block: UnsafeMutableBufferPointer<Double>) {
    let scale = -0.5.squareRoot()
    for draw in block.indices { block[draw] = inside(0.5 * erfc(scale * block[draw])) }
  }

  /// A probability moved strictly between 0 and 1.
  package static func inside(_ probability: Double) -> Double {
    min(max(probability, .leastNormalMagnitude), largest)
  }
}
