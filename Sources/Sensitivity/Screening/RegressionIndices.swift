import LinearAlgebra
import NumericCore
import Uncertainty

/// Sensitivity measures from a linear regression of the output on all inputs.
///
/// ```
/// SRC   standardised coefficients   b_i sd(x_i) / sd(y)
/// PCC   partial correlation of y and x_i given the other inputs
/// SRRC, PRCC   the same of the ranks
/// ```
/// They say how much of the output a straight line (of ranks: a monotone curve) in each input
/// explains; ``rSquared`` says how far to believe them. With independent inputs the squared SRC sum
/// to it. Of a Dirichlet input the last share, which the others determine, is left out; so are
/// inputs that do not vary.
///
/// References: Saltelli, Chan and Scott (2000), Sensitivity Analysis, chapter 6; Iman and Conover
/// (1979), The use of the rank transform in regression, Technometrics 21(4),
/// doi:10.1080/00401706.1979.10489820.
public struct RegressionIndices: Sendable {
  /// The measures of one input.
  public struct Row: Sendable, Equatable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// The standardised regression coefficient.
    public let coefficient: IndexEstimate
    /// The partial correlation coefficient.
    public let partialCorrelation: IndexEstimate
    /// The standardised coefficient of the ranks.
    public let rankCoefficient: IndexEstimate
    /// The partial correlation of the ranks.
    public let partialRankCorrelation: IndexEstimate
  }

  /// The name of the output.
  public let output: String
  /// The measures, in the order of the inputs.
  public let rows: [Row]
  /// The part of the variance that the regression explains.
  public let rSquared: IndexEstimate
  /// The part of the variance of the ranks that their regression explains.
  public let rankRSquared: IndexEstimate
  /// The inputs and shares that take no part, because they do not vary or others determine them.
  public let leftOut: [String]
  /// The number of draws left out because the output is undefined there.
  public let undefinedRuns: Int

  /// Regresses the draws.
  ///
  /// - Parameter given: Draws of the inputs and the output; in each replicate more than twice as many
  ///   as inputs.
  /// - Throws: `SensitivityError` when the output does not vary, there are too few draws, or an input
  ///   is a linear function of the others.
  public init(_ given: GivenDraws) throws(SensitivityError) {
    var places: [Int] = []
    var leftOut: [String] = []
    for (index, column) in given.columns.enumerated() {
      let isLastShare =
        column.component != nil
        && !given.columns.contains { other in
          other.input == column.input && (other.component ?? 0) > (column.component ?? 0)
        }
      let varies = given.ranges.allSatisfy { range in
        let first = column.values[range.lowerBound]
        return column.values[range].contains { $0 != first }
      }
      if isLastShare || !varies { leftOut.append(column.label) } else { places.append(index) }
    }
    let needed = 2 * (places.count + 1)
    let shortest = given.ranges.map(\.count).min() ?? 0
    guard shortest > needed else {
      throw .invalidSetting(
        name: "The number of draws of each replicate",
        requirement: "above \(needed) for a regression on \(places.count) inputs",
        value: "\(shortest)"
      )
    }
    try OutputVariation.require([given.values], of: given.output)
    let values = places.map { given.columns[$0].values } + [given.values]
    let ranks = values.map { RankOrder($0).midRanks }
    let raw = try Self.fits(values, given.ranges, given.output)
    let ranked = try Self.fits(ranks, given.ranges, given.output)
    output = given.output
    self.leftOut = leftOut
    undefinedRuns = given.undefinedRuns
    rSquared = Self.index(raw, \.rSquared)
    rankRSquared = Self.index(ranked, \.rSquared)
    rows = places.indices.map { place in
      Row(
        label: given.columns[places[place]].label,
        coefficient: Self.index(raw) { $0.coefficients[place] },
        partialCorrelation: Self.index(raw) { $0.partialCorrelations[place] },
        rankCoefficient: Self.index(ranked) { $0.coefficients[place] },
        partialRankCorrelation: Self.index(ranked) { $0.partialCorrelations[place] }
      )
    }
  }

  private struct Fits {
    let pooled: StandardisedFit
    let replicates: [StandardisedFit]
  }

  private static func index(_ fits: Fits, _ measure: (StandardisedFit) -> Double) -> IndexEstimate {
    IndexEstimate(around: measure(fits.pooled), replicates: fits.replicates.map(measure))
  }

  /// Fits all draws and each replicate; the ranks are those among all draws.
  private static func fits(
    _ columns: [[Double]],
    _ ranges: [Range<Int>],
    _ output: String
  ) throws(SensitivityError) -> Fits {
    do {
      var replicates: [StandardisedFit] = []
      for range in ranges {
        replicates.append(try StandardisedFit(columns.map { Array($0[range]) }))
      }
      return Fits(pooled: try StandardisedFit(columns), replicates: replicates)
    } catch {
      throw .invalidSetting(
        name: "The regression of \(output)",
        requirement: "on inputs of which none is a linear function of the others",
        value: "\(error)"
      )
    }
  }
}

/// The regression of the last column on the others, all standardised.
private struct StandardisedFit {
  let coefficients: [Double]
  let partialCorrelations: [Double]
  let rSquared: Double

  init(_ columns: [[Double]]) throws(LinearAlgebraError) {
    let count = columns.count - 1
    let rows = columns[0].count
    // Columns of length 1 about 0, so that their products are correlations.
    let standardised = columns.map { column -> [Double] in
      let moments = Moments(column)
      let scale = 1 / moments.sumOfSquaredDeviations.squareRoot()
      return column.map { ($0 - moments.mean) * scale }
    }
    let response = standardised[count]
    guard count > 0 else {
      (coefficients, partialCorrelations, rSquared) = ([], [], 0)
      return
    }
    let design = Matrix(
      rows: rows,
      columns: count,
      elements: standardised.dropLast().flatMap(\.self)
    )
    let fit = try LeastSquares.fit(design, to: response, accuracy: .plain)
    coefficients = fit.coefficients
    let residual = fit.residualSumOfSquares
    rSquared = 1 - residual
    // t_i^2 / (t_i^2 + degrees of freedom), with the sign of the coefficient.
    partialCorrelations = fit.coefficients.indices.map { index in
      let own = fit.coefficients[index]
      let leverage = fit.unscaledCovariance[index, index]
      return own / (own * own + residual * leverage).squareRoot()
    }
  }
}
