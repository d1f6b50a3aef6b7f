import CSpecialFunctions

/// The distance of a Student variable from its median, in units of the scale.
///
/// With few degrees of freedom its quantiles span hundreds of powers of ten on both sides; the
/// logarithm of the distance is smooth, and can be tabulated.
struct FoldedStudent: Distribution {
  static let familyName = "folded student"

  let degreesOfFreedom: Double

  var parameters: [(name: String, value: Double)] { [("df", degreesOfFreedom)] }
  var support: ClosedRange<Double> { 0...Double.infinity }
  var isDiscrete: Bool { false }
  /// Not needed by samplers.
  var mean: Double { .nan }
  /// Not needed by samplers.
  var variance: Double { .nan }

  func density(at x: Double) -> Double {
    x < 0 ? 0 : 2 * special_student_density(degreesOfFreedom, x)
  }

  func logDensity(at x: Double) -> Double { log(density(at: x)) }

  func cdf(_ x: Double) -> Double { x <= 0 ? 0 : 1 - survival(x) }

  func survival(_ x: Double) -> Double {
    x <= 0 ? 1 : 2 * special_student_cdf(degreesOfFreedom, -x)
  }

  func quantile(_ p: Double) -> Double {
    lowerQuantile(p) { -special_student_quantile(degreesOfFreedom, (1 - $0) / 2) }
  }

  func survivalQuantile(_ q: Double) -> Double {
    upperQuantile(q) { -special_student_quantile(degreesOfFreedom, $0 / 2) }
  }

  /// Replaces probabilities by quantiles of the whole law.
  ///
  /// - Parameters:
  ///   - block: Probabilities strictly between 0 and 1 on entry, quantiles on return.
  ///   - law: The law whose distances these are.
  ///   - table: A table of these distances.
  static func transform(
    _ block: UnsafeMutableBufferPointer<Double>,
    _ law: Student,
    _ table: QuantileTable
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(block.count, 1)) { folded in
      let distances = UnsafeMutableBufferPointer(rebasing: folded[..<block.count])
      for index in block.indices { distances[index] = (2 * block[index] - 1).magnitude }
      table.transform(distances)
      for index in block.indices {
        let u = block[index]
        if min(u, 1 - u) < 0x1p-17 {
          // Folding rounds the probability of a tail.
          block[index] = law.quantile(u)
        } else {
          block[index] =
            law.location + law.scale * (u < 0.5 ? -distances[index] : distances[index])
        }
      }
    }
  }
}
