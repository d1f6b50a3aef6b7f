import NumericCore
import Uncertainty

/// The products of one-dimensional polynomials that a chaos expansion may use.
enum PolynomialTerms {
  /// All multi-indices with `(sum a_j^q)^(1/q)` between 1 and the degree, low orders first.
  ///
  /// - Parameters:
  ///   - dimensions: The number of coordinates.
  ///   - degree: The largest degree of a coordinate alone.
  ///   - norm: q, from above 0 to 1; 1 is the total degree, less is hyperbolic and leaves out high
  ///     interactions.
  ///   - limit: Where more indices than this would come, `nil` is returned.
  static func indices(dimensions: Int, degree: Int, norm: Double, limit: Int) -> [[UInt8]]? {
    let powers = (0...degree).map { pow(Double($0), norm) }
    let largest = powers[degree] * (1 + 1e-12)
    var found: [[UInt8]] = []
    var current = [UInt8](repeating: 0, count: dimensions)
    func extend(_ place: Int, _ used: Double) -> Bool {
      guard place < dimensions else {
        if used > 0 { found.append(current) }
        return found.count <= limit
      }
      for order in 0...degree where used + powers[order] <= largest {
        current[place] = UInt8(order)
        guard extend(place + 1, used + powers[order]) else { return false }
      }
      current[place] = 0
      return true
    }
    guard extend(0, 0) else { return nil }
    return found
  }

  /// The values of one product at all points.
  ///
  /// - Parameters:
  ///   - term: A multi-index.
  ///   - tables: By coordinate, by degree, the polynomial at each point.
  static func values(_ term: [UInt8], _ tables: [[[Double]]], count: Int) -> [Double] {
    var product = [Double](repeating: 1, count: count)
    for (place, order) in term.enumerated() where order > 0 {
      let column = tables[place][Int(order)]
      for index in 0..<count { product[index] *= column[index] }
    }
    return product
  }
}
