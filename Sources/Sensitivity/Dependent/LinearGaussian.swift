import LinearAlgebra
import Probability
import Uncertainty

/// A linear function of jointly normal inputs, whose indices are known exactly.
///
/// ```
/// Y = sum b_i X_i,   Var E[Y | X_J] = c_J' S_JJ^-1 c_J   with c = S b
/// ```
public struct LinearGaussian: Sendable {
  /// The factors' names.
  public let names: [String]
  /// The inputs' places of each factor.
  public let places: [[Int]]
  /// The variance of the function.
  public let variance: Double

  let covariance: Matrix
  private let products: [Double]

  /// Takes coefficients and covariances.
  ///
  /// - Parameters:
  ///   - coefficients: One for each input.
  ///   - covariance: The inputs' covariance matrix, symmetric and positive semidefinite.
  ///   - groups: Names of the factors with the places of their inputs, each place in exactly one;
  ///     `nil` makes each input a factor named by its place from 1.
  /// - Throws: `SensitivityError` when shapes do not fit, the matrix is no covariance, or the
  ///   function has no variance.
  public init(
    coefficients: [Double],
    covariance: [[Double]],
    groups: [(name: String, places: [Int])]? = nil
  ) throws(SensitivityError) {
    let n = coefficients.count
    guard covariance.count == n, covariance.allSatisfy({ $0.count == n }) else {
      throw .invalidSetting(
        name: "The covariance matrix",
        requirement: "of \(n) rows and columns, as there are coefficients",
        value: "\(covariance.count) rows"
      )
    }
    let own = groups ?? (0..<n).map { ("\($0 + 1)", [$0]) }
    guard own.flatMap(\.places).sorted() == Array(0..<n) else {
      throw .invalidSetting(
        name: "The grouping",
        requirement: "with each of \(n) inputs in exactly one group",
        value: "\(own.map(\.places))"
      )
    }
    try self.init(
      names: own.map(\.name),
      places: own.map(\.places),
      coefficients: coefficients,
      covariance: Matrix(rows: n, columns: n) { covariance[$0][$1] },
      output: "The linear function"
    )
  }

  /// Recognises a model whose output is a linear formula of fixed normal inputs.
  ///
  /// - Parameter problem: The model, the output and the factors; a dummy gets the variance 0.
  /// - Returns: `nil` where the formula is not linear or an input not normal.
  /// - Throws: `SensitivityError.noVariance`.
  public static func recognise(
    _ problem: SensitivityProblem
  ) throws(SensitivityError) -> LinearGaussian? {
    let model = problem.model
    // An input that only a group names may still tell about others that it is correlated with.
    let named = problem.factors.flatMap(\.inputs).compactMap { model.inputIndex(named: $0) }
    let inputs = Set(model.inputs(reaching: problem.output) + named).sorted()
    // Normal inputs under a Student copula are not jointly normal.
    let linked = model.groups.filter { $0.factor.student != nil }.flatMap(\.members)
    guard Set(linked).isDisjoint(with: inputs) else { return nil }
    var deviations: [Double] = []
    for index in inputs {
      guard let law = model.inputs[index].distribution, let scale = normalScale(law) else {
        return nil
      }
      deviations.append(scale)
    }
    guard isLinear(model, root: model.outputs[problem.output].node.index) else { return nil }
    let derivatives = try ForwardDerivatives(model: model, output: problem.outputName)
    let centre = derivatives.variables.map { model.inputs[$0.input].distribution?.mean ?? .nan }
    let slopes = derivatives.evaluate(at: centre).partials
    var coefficients = [Double](repeating: 0, count: inputs.count)
    for (variable, slope) in zip(derivatives.variables, slopes) {
      if let place = inputs.firstIndex(of: variable.input) { coefficients[place] = slope }
    }
    var covariance = Matrix(diagonal: deviations.map { $0 * $0 })
    for group in model.groups {
      for (i, first) in group.members.enumerated() {
        for (j, second) in group.members.enumerated() where j < i {
          guard let a = inputs.firstIndex(of: first), let b = inputs.firstIndex(of: second) else {
            continue
          }
          var sum = 0.0
          for k in 0...j { sum += group.factor.rows[i][k] * group.factor.rows[j][k] }
          covariance[a, b] = sum * deviations[a] * deviations[b]
          covariance[b, a] = covariance[a, b]
        }
      }
    }
    let places = problem.factors.map { factor in
      inputs.indices.filter { factor.inputs.contains(model.inputs[inputs[$0]].name) }
    }
    return try LinearGaussian(
      names: problem.factors.map(\.name),
      places: places,
      coefficients: coefficients,
      covariance: covariance,
      output: problem.outputName
    )
  }

  private init(
    names: [String],
    places: [[Int]],
    coefficients: [Double],
    covariance: Matrix,
    output: String
  ) throws(SensitivityError) {
    let products: [Double]
    do throws(LinearAlgebraError) {
      products = try covariance * coefficients
    } catch {
      throw .invalidSetting(
        name: "The covariance matrix",
        requirement: "finite",
        value: "\(error)"
      )
    }
    var variance = 0.0
    for (product, coefficient) in zip(products, coefficients) { variance += product * coefficient }
    guard variance.isFinite, variance > 0 else { throw .noVariance(name: output) }
    self.names = names
    self.places = places
    self.covariance = covariance
    self.products = products
    self.variance = variance
  }

  // MARK: Explained variance

  /// The variance of the conditional mean given some inputs.
  ///
  /// - Parameter inputs: Places of the inputs, all different.
  /// - Throws: `SensitivityError.invalidSetting` when their covariance is not positive semidefinite.
  public func explainedVariance(by inputs: [Int]) throws(SensitivityError) -> Double {
    guard !inputs.isEmpty else { return 0 }
    let part = Matrix(rows: inputs.count, columns: inputs.count) {
      covariance[inputs[$0], inputs[$1]]
    }
    let right = inputs.map { products[$0] }
    do throws(LinearAlgebraError) {
      let solution: [Double]
      if let factor = try? Cholesky.factor(part) {
        solution = try factor.solve(right)
      } else {
        solution = try Self.pseudoSolve(part, right)
      }
      return zip(solution, right).reduce(0) { $0 + $1.0 * $1.1 }
    } catch {
      throw .invalidSetting(
        name: "The covariance matrix",
        requirement: "symmetric and positive semidefinite",
        value: "\(error)"
      )
    }
  }

  /// The solution of least norm of a singular system.
  private static func pseudoSolve(
    _ matrix: Matrix,
    _ right: [Double]
  ) throws(LinearAlgebraError) -> [Double] {
    let eigen = try SymmetricEigen.factor(matrix)
    let largest = eigen.values.map { abs($0) }.max() ?? 0
    let inverse = eigen.recompose { $0 > 1e-12 * largest ? 1 / $0 : 0 }
    return try inverse * right
  }

  // MARK: Recognition

  /// The standard deviation of a normal law, with the sign of its relation to the normal score;
  /// `nil` for other laws.
  private static func normalScale(_ law: any Distribution) -> Double? {
    if let normal = law as? Normal { return normal.standardDeviation }
    // The quantile rises with the probability whatever the sign of the scale.
    if let affine = law as? Affine {
      return normalScale(affine.base).map { abs($0 * affine.scale) }
    }
    return nil
  }

  private static func isLinear(_ model: Model, root: Int) -> Bool {
    // 0 constant, 1 linear, 2 anything else.
    var degree = [Int](repeating: 2, count: root + 1)
    for node in 0...root {
      switch model.nodes[node] {
      case .constant: degree[node] = 0
      case .component: degree[node] = 1
      case .operation(let operation, let operands):
        let degrees = operands.map { degree[$0] }
        let highest = degrees.max() ?? 0
        switch operation {
        case .negate, .add, .subtract: degree[node] = highest
        case .multiply: degree[node] = min(2, degrees.reduce(0, +))
        case .divide: degree[node] = degrees[1] == 0 ? highest : 2
        default: degree[node] = highest == 0 ? 0 : 2
        }
      }
    }
    return degree[root] <= 1
  }
}
