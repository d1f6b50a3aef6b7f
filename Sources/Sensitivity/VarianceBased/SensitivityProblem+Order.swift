import NumericCore
import Uncertainty

extension SensitivityProblem {
  /// Stops where a method for independent inputs meets correlated ones.
  ///
  /// - Parameter method: The name of the method, for the message.
  /// - Throws: `SensitivityError.dependentInputs`, which offers Shapley effects.
  func requireIndependence(_ method: String) throws(SensitivityError) {
    guard isIndependent else { throw .dependentInputs(method: method, instead: "shapley") }
  }

  /// Whether the inputs can be drawn one by one.
  var isIndependent: Bool {
    let correlatedParametric = factors.flatMap(\.inputs).contains { name in
      guard let index = model.inputIndex(named: name) else { return false }
      return model.inputs[index].kind == .parametric && model.groupOfInput[index] != nil
    }
    return !hasDependence && !correlatedParametric
  }

  /// Stops where a method that moves one coordinate at a time meets a factor with several.
  ///
  /// - Parameter method: The name of the method, for the message.
  func requireSingleCoordinates(_ method: String) throws(SensitivityError) {
    for factor in factors where factor.coordinates.count != 1 {
      throw .invalidSetting(
        name: method,
        requirement: "asked about single inputs (use sobol for groups and shares)",
        value: "\"\(factor.name)\" with \(factor.coordinates.count) coordinates"
      )
    }
  }

  /// The coordinates that the factors have, in the order in which a design takes them.
  ///
  /// The order depends on what the inputs do to the output and on nothing else: neither on their
  /// names, nor on the order of their declaration, nor on units. So permuting, renaming or rescaling
  /// leaves every index as it was. Inputs with larger effects come first, where low-discrepancy
  /// points are best. The effect is the mean squared change of the output when the coordinates of an
  /// input go from 0.31 to 0.07, 0.69 and 0.93 and the others stay at 0.31. Inputs with the same
  /// effect (to 1 part in 10^5), such as those of a symmetric function, follow each other by name.
  /// A dummy comes last.
  func orderedCoordinates() -> [Int] {
    let inputs = factors.flatMap(\.inputs).compactMap { model.inputIndex(named: $0) }
    let levels = [0.07, 0.69, 0.93]
    let count = 1 + inputs.count * levels.count
    var cube = [[Double]](repeating: [], count: dimensionCount)
    for coordinate in factors.flatMap(\.coordinates) {
      cube[coordinate] = [Double](repeating: 0.31, count: count)
    }
    for (place, input) in inputs.enumerated() {
      for (step, level) in levels.enumerated() {
        for coordinate in model.inputs[input].coordinates {
          cube[coordinate][1 + place * levels.count + step] = level
        }
      }
    }
    let values = try? IndependentEvaluator(self, length: count).evaluate(cube: cube, count: count)
    var effects = inputs.indices.map { place -> Double in
      guard let values else { return 0 }
      let changes = levels.indices.map { values[1 + place * levels.count + $0] - values[0] }
      let effect = changes.reduce(0) { $0 + $1 * $1 }
      return effect.isFinite ? effect : 0
    }
    let largest = effects.max() ?? 0
    effects = effects.map {
      $0 > 0 && largest > 0 ? max((log2($0 / largest) * 65_536).rounded(), -1e9) : -1e9
    }
    let order = inputs.indices.sorted { first, second in
      guard effects[first] == effects[second] else { return effects[first] > effects[second] }
      return model.inputs[inputs[first]].name < model.inputs[inputs[second]].name
    }
    let dummies = factors.filter(\.isDummy).flatMap(\.coordinates)
    return order.flatMap { model.inputs[inputs[$0]].coordinates } + dummies
  }
}
