internal import NumericCore

/// A linear least squares fit, with its statistics and how many digits of it can be trusted.
///
/// ```
/// minimise |b - A x|;  residual variance s^2 = |b - A x|^2 / (m - n);  cov(x) = s^2 (A'A)^-1
/// ```
/// The columns are scaled by powers of 2, factored by pivoted QR, and the coefficients and
/// residuals are refined together with residuals formed in twice the working precision, which
/// makes the result that of the given doubles to nearly all digits.
///
/// Reference: Bjorck (1967), Iterative refinement of linear least squares solutions I, BIT 7,
/// doi:10.1007/BF01939321; Bjorck (1996), Numerical Methods for Least Squares Problems, 1.4, 2.9.
public struct LeastSquares: Sendable, Equatable {
  /// How much work goes into the last digits.
  public enum Accuracy: Sendable {
    /// Coefficients, residuals and covariance are refined (for covariance, while
    /// `m n^2` is at most 5e7).
    case refined
    /// The QR solution as it is: for inner steps of an iteration.
    case plain
  }

  // MARK: Estimates

  /// The coefficients, one for each column of the design.
  public let coefficients: [Double]
  /// The standard errors of the coefficients; NaN without residual degrees of freedom.
  public let standardErrors: [Double]
  /// The inverse of `A'A`, n x n: the covariance of the coefficients for unit residual variance.
  public let unscaledCovariance: Matrix
  /// What the fit leaves of the response, m numbers.
  public let residuals: [Double]

  // MARK: Statistics

  /// The number of rows less the number of columns.
  public let residualDegreesOfFreedom: Int
  /// The sum of squared residuals.
  public let residualSumOfSquares: Double
  /// The sum of squares of the response, about its mean if ``hasIntercept``.
  public let totalSumOfSquares: Double
  /// Whether a column of the design is a constant other than 0.
  public let hasIntercept: Bool
  /// The number of independent columns, which is the number of columns of every fit.
  public let rank: Int

  // MARK: Accuracy

  /// The condition number of the design as given, in the 2-norm.
  public let conditionNumber: Double
  /// The condition number of the design with columns of about the same length, in the 2-norm:
  /// the one that governs the accuracy.
  public let scaledConditionNumber: Double
  /// The digits of each coefficient that rounding the design and the response to double leaves,
  /// from a first-order bound: 0 to 15.9, and seldom more than what is attained.
  public let coefficientDigits: [Double]

  /// The fewest digits that any coefficient is good for.
  public var digits: Double { coefficientDigits.min() ?? 0 }

  /// The standard deviation of the residuals; NaN without residual degrees of freedom.
  public var residualStandardDeviation: Double {
    residualDegreesOfFreedom > 0
      ? (residualSumOfSquares / Double(residualDegreesOfFreedom)).squareRoot() : .nan
  }

  /// The share of the total sum of squares that the fit explains; NaN of a constant response.
  ///
  /// About the mean if ``hasIntercept``, about 0 otherwise.
  public var rSquared: Double {
    totalSumOfSquares > 0 ? 1 - residualSumOfSquares / totalSumOfSquares : .nan
  }

  /// The covariance matrix of the coefficients, n x n; NaN without degrees of freedom.
  public var covariance: Matrix {
    let deviation = residualStandardDeviation
    return (deviation * deviation) * unscaledCovariance
  }

  // MARK: Fitting

  /// Fits a response by a linear combination of the columns of a design.
  ///
  /// - Parameters:
  ///   - design: m x n, one observation a row; an intercept is a column of ones.
  ///   - response: m numbers.
  ///   - accuracy: How much work goes into the last digits.
  /// - Throws: ``LinearAlgebraError/rankDeficient(operation:rank:columns:dependentColumn:)`` for
  ///   dependent columns or fewer rows than columns, or the error of a wrong length, an empty
  ///   design or a number that is not finite.
  public static func fit(
    _ design: Matrix,
    to response: [Double],
    accuracy: Accuracy = .refined
  ) throws(LinearAlgebraError) -> LeastSquares {
    let name = "Least squares"
    guard design.columns > 0 else {
      throw .shapeMismatch(operation: name, needed: "at least one column", got: "0")
    }
    try Require.count(design.rows, of: response, name)
    try Require.finite(design, name)
    try Require.finite(response, name)
    let system = try AugmentedSystem(design)
    var solution = system.solve(
      top: response,
      bottom: [Double](repeating: 0, count: design.columns)
    )
    if accuracy == .refined {
      system.refine(&solution, top: response, bottom: nil)
    }
    let covariance = system.inverseGram(refined: accuracy == .refined)
    return try LeastSquares(
      design: design,
      response: response,
      system: system,
      solution: solution,
      inverseGram: covariance
    )
  }

  private init(
    design: Matrix,
    response: [Double],
    system: AugmentedSystem,
    solution: AugmentedSystem.Solution,
    inverseGram: Matrix
  ) throws(LinearAlgebraError) {
    let scales = system.scales
    coefficients = zip(solution.bottom, scales).map { $0 * $1 }
    residuals = solution.top
    unscaledCovariance = Matrix(rows: design.columns, columns: design.columns) {
      inverseGram[$0, $1] * scales[$0] * scales[$1]
    }
    let degrees = design.rows - design.columns
    residualDegreesOfFreedom = degrees
    rank = design.columns
    var squares = CompensatedSum()
    for residual in residuals { squares.add(product: residual, residual) }
    residualSumOfSquares = squares.value
    let variance = degrees > 0 ? squares.value / Double(degrees) : .nan
    standardErrors = unscaledCovariance.diagonal.map { (variance * $0).squareRoot() }

    let constant = (0..<design.columns).contains { column in
      design.withUnsafeColumn(column) { values in
        values[0] != 0 && values.allSatisfy { $0 == values[0] }
      }
    }
    hasIntercept = constant
    var total = CompensatedSum()
    for value in response { total.add(product: value, value) }
    totalSumOfSquares = constant ? Moments(response).sumOfSquaredDeviations : total.value

    (scaledConditionNumber, conditionNumber) = try system.conditionNumbers()
    coefficientDigits = Self.digits(
      system: system,
      solution: solution,
      inverseGram: inverseGram,
      response: response,
      residualNorm: squares.value.squareRoot()
    )
  }

  /// Digits from a first-order bound on what changes of 2^-53 in every input do.
  ///
  /// ```
  /// dx = A^+ (db - dA x) + (A'A)^-1 dA' r
  /// ```
  private static func digits(
    system: AugmentedSystem,
    solution: AugmentedSystem.Solution,
    inverseGram: Matrix,
    response: [Double],
    residualNorm: Double
  ) -> [Double] {
    let norms = system.columnNorms
    let reach =
      Matrix(rows: response.count, columns: 1, elements: response).frobeniusNorm
      + zip(norms, solution.bottom).reduce(0) { $0 + $1.0 * abs($1.1) }
    return solution.bottom.indices.map { j in
      let turned = norms.indices.reduce(0) { $0 + abs(inverseGram[j, $1]) * norms[$1] }
      let change = inverseGram[j, j].squareRoot() * reach + turned * residualNorm
      let error = Double.ulpOfOne / 2 * change / abs(solution.bottom[j])
      guard error > 0 else { return 15.9 }
      return max(0, min(15.9, -decimalLogarithm(error)))
    }
  }
}
