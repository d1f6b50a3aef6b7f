import Uncertainty

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
  let variance: Double

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
    variance = coefficients.dropFirst().reduce(0) { $0 + $1 * $1 }
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

  /// The parts of the expansion's variance, by the factors whose places its terms use.
  struct Shares: Sendable {
    /// In terms of one factor alone, by factor.
    var first: [Double]
    /// In all terms of a factor, by factor.
    var total: [Double]
    /// In terms of two factors, by the lower and the higher.
    var pairs: [[Int]: Double] = [:]
  }

  /// Shares out the variance, each term once.
  ///
  /// - Parameters:
  ///   - owners: The factor of each place.
  ///   - count: The number of factors.
  func shares(owners: [Int], count: Int) -> Shares {
    var shares = Shares(
      first: [Double](repeating: 0, count: count),
      total: [Double](repeating: 0, count: count)
    )
    for (term, coefficient) in zip(terms, coefficients.dropFirst()) {
      let part = coefficient * coefficient / variance
      var own: [Int] = []
      for place in term.indices where term[place] > 0 && !own.contains(owners[place]) {
        own.append(owners[place])
      }
      for factor in own { shares.total[factor] += part }
      if own.count == 1 { shares.first[own[0]] += part }
      if own.count == 2 { shares.pairs[own.sorted(), default: 0] += part }
    }
    return shares
  }
}
