import NumericCore
import Probability
import Sampling
import Uncertainty

/// The mean squares of derivatives over a replicate: the work of ``DerivativeBasedMeasures``.
struct DerivativeMoments: Sendable {
  /// One derivative: by an input value, a share, or a coordinate.
  struct Term: Sendable {
    let label: String
    let inputName: String
    let constant: Double?
    let withheld: DerivativeBasedMeasures.Withheld?
    fileprivate let rule: Rule
  }

  fileprivate enum Rule: Sendable {
    /// The partial derivative itself.
    case variable(Int)
    /// Times the derivative of the input by its coordinate or score.
    case chain(Int, any Distribution)
    /// By a stick-breaking fraction of a Dirichlet input: the variable of each share, where the
    /// formula reads it, and the fraction's number.
    case fraction([Int?], Int, [any Distribution])
  }

  /// What one replicate gives.
  struct Part: Sendable {
    let count: Int
    /// Of the outputs.
    let mean: Double
    /// The mean squared deviation of the outputs from their mean.
    let variance: Double
    let squares: [Double]
    /// The draws that carry the mean squares and the variance.
    let carriers: [CarriedSum]
    let varianceCarriers: CarriedSum
  }

  let terms: [Term]
  /// The names of inputs that act through the distributions of others.
  let parents: Set<String>

  private let problem: SensitivityProblem
  private let derivatives: ForwardDerivatives
  private let inputs: [Int]
  private let coordinates: [Int]
  private let points: Int
  private let scale: DerivativeScale
  private let sobol: SobolPoints
  private let normal = try? Normal(mean: 0, standardDeviation: 1)

  init(
    _ problem: SensitivityProblem,
    points: Int,
    scale: DerivativeScale,
    seed: UInt64
  ) throws(SensitivityError) {
    let model = problem.model
    self.problem = problem
    self.points = points
    self.scale = scale
    derivatives = try ForwardDerivatives(model: model, output: problem.outputName)
    inputs = model.inputs(reaching: problem.output)
    // All that the model reads, correlated inputs that do not reach the output included.
    let evaluator = model.evaluator(outputs: [problem.output], checksAssertions: false)
    let read = Set(evaluator.coordinates)
    let ordered = problem.stableCoordinates().filter { read.contains($0) }
    coordinates = ordered + read.subtracting(ordered).sorted()
    do throws(SamplingError) {
      sobol = try SobolPoints(dimensionCount: max(coordinates.count, 1), seed: seed)
    } catch {
      throw .simulation(.points(message: "\(error)"))
    }
    terms = Self.terms(problem, derivatives, scale)
    parents = Set(derivatives.parentInputs.map { model.inputs[$0].name })
  }

  // MARK: Terms

  private static func terms(
    _ problem: SensitivityProblem,
    _ derivatives: ForwardDerivatives,
    _ scale: DerivativeScale
  ) -> [Term] {
    let model = problem.model
    var terms: [Term] = []
    for index in model.inputs(reaching: problem.output) {
      let input = model.inputs[index]
      let variables = derivatives.variables.indices.filter {
        derivatives.variables[$0].input == index
      }
      var reason: DerivativeBasedMeasures.Withheld?
      if problem.hasDependence {
        reason = .dependentInputs
      } else if input.kind == .parametric || derivatives.parentInputs.contains(index) {
        reason = .uncertainDistribution
      } else if input.distribution?.isDiscrete ?? false {
        reason = .discreteInput
      } else if variables.contains(where: { derivatives.mayJump($0) }) {
        reason = .jumps
      }
      if scale == .natural || (input.kind != .dirichlet && reason != nil && reason != .jumps) {
        for variable in variables {
          let constant = input.distribution.flatMap { PoincareConstant.of($0) }
          terms.append(
            Term(
              label: derivatives.variables[variable].label,
              inputName: input.name,
              constant: constant,
              withheld: reason ?? (constant == nil ? .unknownConstant : nil),
              rule: .variable(variable)
            )
          )
        }
        continue
      }
      let constant = scale == .unitCube ? PoincareConstant.unitInterval : 1
      if let distribution = input.distribution {
        for variable in variables {
          terms.append(
            Term(
              label: input.name,
              inputName: input.name,
              constant: constant,
              withheld: reason,
              rule: .chain(variable, distribution)
            )
          )
        }
      }
      for fraction in input.fractions.indices where input.kind == .dirichlet {
        let shares = (0..<input.componentCount).map { component in
          variables.first { derivatives.variables[$0].component == component }
        }
        terms.append(
          Term(
            label: "\(input.name)[fraction \(fraction + 1)]",
            inputName: input.name,
            constant: constant,
            withheld: reason,
            rule: .fraction(shares, fraction, input.fractions)
          )
        )
      }
    }
    return terms
  }

  // MARK: Running

  /// One replicate: draws, output, derivatives and their mean squares.
  func run(replicate: Int) -> Result<Part, SensitivityError> {
    let model = problem.model
    let evaluator = model.evaluator(
      outputs: [problem.output],
      inputs: inputs,
      checksAssertions: false
    )
    var cube = [ColumnPart](repeating: .empty, count: model.dimensionCount)
    var uniforms: [Int: SampleColumn] = [:]
    for (dimension, coordinate) in coordinates.enumerated() {
      let column = SampleColumn(count: points)
      column.withMutableValues {
        sobol.fill(dimension: dimension, replicate: replicate, start: 0, into: $0)
      }
      uniforms[coordinate] = column
      cube[coordinate] = column.whole
    }
    let columns = evaluator.columns.map { _ in SampleColumn(count: points) }
    do throws(SimulationError) {
      try evaluator.evaluate(.columns(cube), count: points, into: columns.map(\.whole))
    } catch {
      return .failure(.simulation(error))
    }
    var values: [ModelColumn: [Double]] = [:]
    for (column, storage) in zip(evaluator.columns, columns) {
      values[column] = storage.copy
    }
    let gradients = derivatives.evaluate(
      columns: derivatives.variables.map {
        values[.input($0.input, component: $0.component)] ?? []
      }
    )
    let slopes = terms.map { slope($0, gradients, values, uniforms) }
    let output = columns[0].copy
    let kept = output.indices.filter { point in
      output[point].isFinite && slopes.allSatisfy { $0[point].isFinite }
    }
    let moments = Moments(kept.map { output[$0] })
    return .success(
      Part(
        count: kept.count,
        mean: moments.mean,
        variance: moments.populationVariance,
        squares: slopes.map { slope in
          kept.map { slope[$0] * slope[$0] }.pairwiseSum() / Double(kept.count)
        },
        carriers: slopes.map { slope in
          CarriedSum(kept.lazy.map { slope[$0] * slope[$0] })
        },
        varianceCarriers: CarriedSum(
          kept.lazy.map { (output[$0] - moments.mean) * (output[$0] - moments.mean) }
        )
      )
    )
  }

  private func slope(
    _ term: Term,
    _ gradients: ForwardDerivatives.Gradients,
    _ values: [ModelColumn: [Double]],
    _ uniforms: [Int: SampleColumn]
  ) -> [Double] {
    switch term.rule {
    case .variable(let variable): return gradients.partials[variable]
    case .chain(let variable, let distribution):
      let own = derivatives.variables[variable]
      let x = values[.input(own.input, component: 0)] ?? []
      let model = problem.model
      // In a correlated group (of inputs that do not reach the output) the coordinate is not the
      // input's own probability.
      let isGrouped = model.groupOfInput[own.input] != nil
      let u = uniforms[model.inputs[own.input].coordinates[0]]
      return x.indices.map { point in
        let probability = isGrouped ? distribution.cdf(x[point]) : u?[point] ?? .nan
        return gradients.partials[variable][point]
          * speed(probability, density: distribution.density(at: x[point]))
      }
    case .fraction(let shares, let number, let fractions):
      guard let input = problem.model.inputs.first(where: { $0.name == term.inputName }) else {
        return []
      }
      let index = problem.model.inputIndex(named: term.inputName) ?? 0
      let sizes = shares.indices.map { values[.input(index, component: $0)] ?? [] }
      let u = uniforms[input.coordinates[number]]
      let law = fractions[number]
      return (0..<points).map { point in
        let probability = u?[point] ?? .nan
        let fraction = law.quantile(probability)
        // Share `number` is the fraction of what is left; every later share shrinks with it.
        var left = 1.0
        for earlier in 0..<number { left -= sizes[earlier][point] }
        var slope = shares[number].map { gradients.partials[$0][point] * left } ?? 0
        for later in (number + 1)..<shares.count {
          guard let variable = shares[later] else { continue }
          slope -= gradients.partials[variable][point] * sizes[later][point] / (1 - fraction)
        }
        return slope * speed(probability, density: law.density(at: fraction))
      }
    }
  }

  /// The derivative of a quantile by its probability, or by its normal score.
  private func speed(_ probability: Double, density: Double) -> Double {
    guard scale == .normalScore, let normal else { return 1 / density }
    return normal.density(at: normal.quantile(probability)) / density
  }
}
