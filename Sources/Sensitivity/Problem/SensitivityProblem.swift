import Uncertainty

/// The simulated model seen as a function of factors: what every sensitivity design evaluates.
///
/// ```
/// columns of the unit cube in, one output out
/// ```
/// Only inputs that the output depends on are factors; inputs of a correlated group keep their own
/// factors and are marked by ``hasDependence``.
public struct SensitivityProblem: Sendable {
  /// The model.
  public let model: Model
  /// The name of the output.
  public let outputName: String
  /// The place of the output in the model.
  public let output: Int
  /// The factors, in the order of the model's inputs, or of the groups given.
  public let factors: [Factor]
  /// Whether two of the factors' inputs are correlated.
  public let hasDependence: Bool
  /// How many threads evaluate; without effect on the results.
  public var threads: Int

  /// Asks about one output.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The name of the output.
  ///   - groups: Names of groups with the names of their inputs; inputs in no group are factors of
  ///     their own. `nil` makes every input a factor.
  ///   - addsDummy: Whether a coordinate that the model does not read is added as a last factor.
  ///   - threads: How many threads evaluate, at least 1.
  /// - Throws: `SensitivityError` when the output or an input of a group does not exist, an input
  ///   is in two groups, or the output depends on no uncertain input.
  public init(
    model: Model,
    output: String,
    groups: [(name: String, inputs: [String])]? = nil,
    addsDummy: Bool = false,
    threads: Int = 1
  ) throws(SensitivityError) {
    guard let place = model.outputIndex(named: output) else {
      throw .unknownOutput(name: output)
    }
    let reaching = model.inputs(reaching: place)
    guard !reaching.isEmpty else { throw .certainOutput(name: output) }
    var factors: [Factor] = []
    var grouped: Set<String> = []
    for group in groups ?? [] {
      var coordinates: [Int] = []
      for name in group.inputs {
        guard let index = model.inputIndex(named: name) else { throw .unknownInput(name: name) }
        guard grouped.insert(name).inserted else { throw .repeatedInput(name: name) }
        coordinates += model.inputs[index].coordinates
      }
      factors.append(Factor(name: group.name, inputs: group.inputs, coordinates: coordinates))
    }
    for index in reaching where !grouped.contains(model.inputs[index].name) {
      let input = model.inputs[index]
      guard !input.coordinates.isEmpty else { continue }
      factors.append(
        Factor(name: input.name, inputs: [input.name], coordinates: input.coordinates)
      )
    }
    if addsDummy {
      factors.append(Factor(name: "dummy", inputs: [], coordinates: [model.dimensionCount]))
    }
    self.model = model
    self.outputName = output
    self.output = place
    self.factors = factors
    let own = Set(reaching)
    hasDependence = model.groups.contains { group in
      group.members.filter { own.contains($0) }.count > 1
    }
    self.threads = max(1, threads)
  }

  /// The same question of the model with each input drawn by itself.
  var ofIndependentInputs: SensitivityProblem {
    SensitivityProblem(independent: self)
  }

  private init(independent other: SensitivityProblem) {
    model = other.model.withoutDependence
    outputName = other.outputName
    output = other.output
    factors = other.factors
    hasDependence = false
    threads = other.threads
  }

  /// The number of cube coordinates a design must fill: those of the model, and one for a dummy.
  public var dimensionCount: Int {
    max(model.dimensionCount, (factors.flatMap(\.coordinates).max() ?? -1) + 1)
  }

  /// Evaluates the output for points of the unit cube.
  ///
  /// - Parameter cube: One column for each coordinate, all of one length n, numbers strictly
  ///   between 0 and 1; columns that the model does not read may be empty.
  /// - Returns: n values of the output; NaN where it is undefined.
  /// - Throws: `SensitivityError.simulation` when an input has no distribution at a point.
  public func evaluate(cube: [[Double]]) throws(SensitivityError) -> [Double] {
    let count = cube.map(\.count).max() ?? 0
    guard count > 0 else { return [] }
    let columns = cube.map { SampleColumn($0) }
    let result = SampleColumn(repeating: 0, count: count)
    let model = self.model
    let output = self.output
    let failures = Parallel.map(0..<count, threads: threads) { range -> SimulationError? in
      let evaluator = model.evaluator(outputs: [output], checksAssertions: false)
      let part = columns.map { $0.count >= count ? $0.part(range) : $0.whole }
      do throws(SimulationError) {
        try evaluator.evaluate(.columns(part), count: range.count, into: [result.part(range)])
        return nil
      } catch {
        return error
      }
    }
    if let failure = failures.compactMap({ $0 }).first { throw .simulation(failure) }
    return result.copy
  }
}
