import Uncertainty

extension SensitivityProblem {
  /// Two inputs of different factors that the model correlates, in order of declaration; `nil` where
  /// all correlated inputs of the output lie within one factor each, so that the factors are
  /// independent.
  public var correlatedPair: (first: String, second: String)? {
    var factorOfInput: [Int: Int] = [:]
    for (place, factor) in factors.enumerated() {
      for name in factor.inputs {
        if let index = model.inputIndex(named: name) { factorOfInput[index] = place }
      }
    }
    for group in model.groups {
      let own = group.members.filter { factorOfInput[$0] != nil }
      guard let first = own.first,
        let other = own.first(where: { factorOfInput[$0] != factorOfInput[first] })
      else { continue }
      return (model.inputs[first].name, model.inputs[other].name)
    }
    return nil
  }

  /// The number of pairs of an input and another that is correlated with it, counted both ways.
  public var correlatedPairs: Double {
    let own = Set(factors.flatMap(\.inputs).compactMap { model.inputIndex(named: $0) })
    return model.groups.reduce(0) { sum, group in
      let size = Double(group.members.count { own.contains($0) })
      return sum + size * (size - 1)
    }
  }

  /// The coordinates of the unit cube on which the inputs of a factor hang: its own, and those of
  /// the inputs that they are correlated with, of which the output may not know.
  ///
  /// - Parameter factor: A factor whose inputs are correlated with those of no other factor.
  func allCoordinates(of factor: Factor) -> [Int] {
    var result = factor.coordinates
    let own = Set(factor.inputs)
    for group in model.groups
    where group.members.contains(where: { own.contains(model.inputs[$0].name) }) {
      for coordinate in group.coordinates + (group.mixingCoordinate.map { [$0] } ?? [])
      where !result.contains(coordinate) {
        result.append(coordinate)
      }
    }
    return result
  }
}
