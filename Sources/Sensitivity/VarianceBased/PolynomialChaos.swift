import NumericCore
import Uncertainty

/// Sobol' indices from sparse polynomial chaos expansions.
///
/// ```
/// f(X) = sum over a of c_a P_a(X),  S_i = sum of c_a^2 over a in i alone / sum of all c_a^2
/// ```
/// with orthonormal polynomials: Legendre in the cube coordinate of bounded and discrete inputs,
/// Hermite in the normal score of unbounded ones. Each replicate has points and a fit of its own.
///
/// The error of the expansion as a part of the variance, e^2, is the larger of the mean
/// leave-one-out error and the mean error at the points of the other replicates, which the fit has
/// not seen. An expansion with that error can be off by e in the root of a part of the variance and
/// by the factor 1 + e in its norm, so the interval of an index S is
/// ```
/// Student's interval over the replicates, widened on both sides by (q + e (1 + q))^2 - q^2,  q = root S
/// ```
/// It is wide where the function has kinks or steps; Sobol' indices serve better there.
///
/// References: Sudret (2008), Global sensitivity analysis using polynomial chaos expansions,
/// Reliability Engineering and System Safety 93, 964-979, doi:10.1016/j.ress.2007.04.002; Blatman
/// and Sudret (2011), doi:10.1016/j.jcp.2010.12.021.
public struct PolynomialChaos: Sendable {
  /// The factors, in the order of the indices.
  public let factors: [Factor]
  /// The first-order index of each factor.
  public let first: [IndexEstimate]
  /// The total-order index of each factor.
  public let total: [IndexEstimate]
  /// The second-order indices, every pair once.
  public var pairs: [PairIndex] {
    let none = interval([Double](repeating: 0, count: shares.count))
    return factors.indices.flatMap { one in
      (one + 1..<factors.count).map { two in
        let parts = shares.map { $0.pairs[[one, two]] ?? 0 }
        let index = parts.allSatisfy { $0 == 0 } ? none : interval(parts)
        return PairIndex(first: one, second: two, index: index)
      }
    }
  }
  /// The mean corrected leave-one-out error of the fits, as a part of the variance.
  public let leaveOneOutError: Double
  /// The mean squared error at the points of other replicates, as a part of the variance.
  public let validationError: Double
  /// The degree of each replicate's expansion.
  public let degrees: [Int]
  /// The number of terms of each replicate's expansion, without the constant.
  public let termCounts: [Int]
  /// The number of runs of the model.
  public let runs: Int
  /// The number of runs without a finite output, which the fits leave out.
  public let undefinedRuns: Int

  /// The shares of the variance in each fit.
  private let shares: [ChaosExpansion.Shares]
  private let confidence: Double

  /// The error that the intervals allow for, as a part of the variance.
  public var certifiedError: Double { max(leaveOneOutError, validationError) }

  /// Fits expansions to the outputs of a design.
  ///
  /// - Parameters:
  ///   - design: The points and settings.
  ///   - outputs: For each replicate the outputs at its points; NaN where undefined.
  ///   - confidence: Of the intervals, between 0 and 1.
  /// - Throws: `SensitivityError.tooManyUndefinedRuns` when more than 5 % of the runs are undefined,
  ///   `.noVariance` when the output does not vary, `.noPolynomial` when it varies and a fit found
  ///   nothing in it, `.invalidSetting` for outputs of another shape.
  public init(
    design: PolynomialChaosDesign,
    outputs: [[Double]],
    confidence: Double = 0.95
  ) throws(SensitivityError) {
    let size = design.pointsPerReplicate
    guard outputs.count == design.replicates && outputs.allSatisfy({ $0.count == size }) else {
      throw .invalidSetting(
        name: "Outputs of a polynomial chaos design",
        requirement: "\(design.replicates) columns of \(size) numbers",
        value: "\(outputs.count) columns of \(outputs.first?.count ?? 0)"
      )
    }
    let undefined = outputs.reduce(0) { $0 + $1.count { !$0.isFinite } }
    try UndefinedRuns.check(undefined, of: design.runCount, method: "polynomial-chaos")
    try OutputVariation.require(outputs, of: design.problem.outputName)
    let data = Parallel.map(0..<outputs.count, threads: design.problem.threads) { range in
      range.map { Self.data(design, outputs[$0], replicate: $0) }
    }.flatMap(\.self)
    let fits = Parallel.map(0..<outputs.count, threads: design.problem.threads) { range in
      range.map {
        ChaosExpansion(tables: data[$0].tables, values: data[$0].values, design: design)
      }
    }.flatMap(\.self).compactMap(\.self)
    guard fits.count == outputs.count, fits.allSatisfy({ $0.variance > 0 }) else {
      let values = data.lazy.flatMap(\.values)
      let isConstant = values.allSatisfy { $0 == values.first }
      throw isConstant
        ? .noVariance(name: design.problem.outputName)
        : .noPolynomial(name: design.problem.outputName)
    }
    factors = design.problem.factors
    runs = design.runCount
    undefinedRuns = undefined
    degrees = fits.map(\.degree)
    termCounts = fits.map(\.terms.count)
    leaveOneOutError = fits.reduce(0) { $0 + $1.leaveOneOut } / Double(fits.count)
    validationError = Self.validation(fits, data)
    var owner: [Int: Int] = [:]
    for (place, factor) in factors.enumerated() {
      for coordinate in factor.coordinates { owner[coordinate] = place }
    }
    let owners = design.coordinates.map { owner[$0] ?? 0 }
    let shares = fits.map { $0.shares(owners: owners, count: design.problem.factors.count) }
    self.shares = shares
    self.confidence = confidence
    let error = max(leaveOneOutError, validationError).squareRoot()
    first = factors.indices.map { factor in
      Self.interval(shares.map { $0.first[factor] }, error, confidence)
    }
    total = factors.indices.map { factor in
      Self.interval(shares.map { $0.total[factor] }, error, confidence)
    }
  }

  private func interval(_ shares: [Double]) -> IndexEstimate {
    Self.interval(shares, certifiedError.squareRoot(), confidence)
  }

  /// Student's interval from the fits, widened by what the error of the expansion allows.
  private static func interval(
    _ shares: [Double],
    _ error: Double,
    _ confidence: Double
  ) -> IndexEstimate {
    let plain = IndexEstimate(replicates: shares, confidence: confidence)
    let root = max(plain.value, 0).squareRoot()
    let wide = root + error * (1 + root)
    return plain.widened(by: wide * wide - root * root)
  }

  /// Whether every first and total index has a shorter interval here than in a sampled estimate of
  /// the same factors.
  ///
  /// The intervals here contain the error of the expansion, so this is the case for using it.
  ///
  /// - Parameter sampled: Indices of the same problem.
  public func isCertifiablyBetter(than sampled: SobolIndices) -> Bool {
    guard factors == sampled.factors else { return false }
    func half(_ estimate: IndexEstimate) -> Double { estimate.high - estimate.low }
    return zip(first + total, sampled.first + sampled.total).allSatisfy { own, other in
      half(own) <= half(other)
    }
  }

  // MARK: Data

  private struct Data: Sendable {
    let tables: [[[Double]]]
    let values: [Double]
  }

  private static func data(
    _ design: PolynomialChaosDesign,
    _ output: [Double],
    replicate: Int
  ) -> Data {
    let kept = output.indices.filter { output[$0].isFinite }
    let cube = design.cube(replicate: replicate)
    let model = design.problem.model
    let tables = design.coordinates.map { coordinate in
      let owner = model.inputs.first { $0.coordinates.contains(coordinate) }
      let family = owner.map { PolynomialFamily($0) } ?? .legendre
      let column = kept.map { cube[coordinate][$0] }
      return family.values(degree: design.maximumDegree, at: column)
    }
    return Data(tables: tables, values: kept.map { output[$0] })
  }

  private static func validation(_ fits: [ChaosExpansion], _ data: [Data]) -> Double {
    var squares = 0.0
    var count = 0.0
    for (own, fit) in fits.enumerated() {
      for (other, points) in data.enumerated() where other != own {
        squares += fit.squaredError(tables: points.tables, values: points.values)
        count += Double(points.values.count)
      }
    }
    let values = data.flatMap(\.values)
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return squares / count / variance
  }
}
