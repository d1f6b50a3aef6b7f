/// The sparse expansion fitted to one replicate.
struct ChaosExpansion: Sendable {
  /// Multi-indices over the places of the design.
  let terms: [[UInt8]]
  /// The constant first.
  let coefficients: [Double]
  /// The corrected leave-one-out error as a part of the variance.
  let leaveOneOut: Double
  /// The degree of the dictionary that served best.
  let degree: Int

  /// The variance of the expansion: the sum of its squared coefficients.
  var variance: Double { coefficients.dropFirst().reduce(0) { $0 + $1 * $1 } }

  /// Fits dictionaries of growing degree and keeps the one with the smallest error.
  ///
  /// - Parameters:
  ///   - tables: By place, by degree, the polynomials at the defined points.
  ///   - values: The defined outputs.
  ///   - design: The settings.
  init?(tables: [[[Double]]], values: [Double], design: PolynomialChaosDesign) {
    let count = values.count
    var best: (fit: SparseFit, terms: [[UInt8]], degree: Int)?
    var failures = 0
    for degree in 1...design.maximumDegree where degree < 4 || degree % 2 == 0 {
      guard
        let terms = PolynomialTerms.indices(
          dimensions: tables.count,
          degree: degree,
          norm: design.truncationNorm,
          limit: min(4 * count, 4_000)
        )
      else { break }
      let columns = terms.map { PolynomialTerms.values($0, tables, count: count) }
      guard let fit = SparseFit(columns: columns, values: values) else { break }
      if fit.leaveOneOut < best?.fit.leaveOneOut ?? .infinity {
        best = (fit, terms, degree)
        failures = 0
      } else {
        failures += 1
      }
      // Even and odd functions gain at every second degree only.
      if failures == 3 || fit.leaveOneOut < 1e-24 { break }
    }
    guard let best else { return nil }
    terms = best.fit.terms.map { best.terms[$0] }
    coefficients = best.fit.coefficients
    leaveOneOut = best.fit.leaveOneOut
    degree = best.degree
  }

  /// The sum of squared errors at points that the fit has not seen.
  func squaredError(tables: [[[Double]]], values: [Double]) -> Double {
    var residual = values.map { $0 - coefficients[0] }
    for (term, coefficient) in zip(terms, coefficients.dropFirst()) {
      let column = PolynomialTerms.values(term, tables, count: values.count)
      for index in residual.indices { residual[index] -= coefficient * column[index] }
    }
    return residual.reduce(0) { $0 + $1 * $1 }
  }

  /// The part of the expansion's variance in terms that a rule selects by the places they use.
  func share(where selects: ([Int]) -> Bool) -> Double {
    var sum = 0.0
    for (term, coefficient) in zip(terms, coefficients.dropFirst())
    where selects(term.indices.filter { term[$0] > 0 }) {
      sum += coefficient * coefficient
    }
    return sum / variance
  }
}
