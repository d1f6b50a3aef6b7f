import Uncertainty

/// Whether an output varies by more than the rounding of the arithmetic that computes it.
enum OutputVariation {
  /// The extent of the finite values.
  ///
  /// - Parameter columns: Values of the output, in any number of columns.
  /// - Returns: The smallest and the largest; `nil` where none is finite.
  static func extent(_ columns: [[Double]]) -> (low: Double, high: Double)? {
    var low = Double.infinity
    var high = -Double.infinity
    for column in columns {
      for value in column where value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
    }
    return low <= high ? (low, high) : nil
  }

  /// Whether values between two ends differ by more than rounding, ``Comparison/rounding``.
  static func exceedsRounding(_ low: Double, _ high: Double) -> Bool {
    high - low > Comparison.rounding * max(abs(low), abs(high))
  }

  /// Stops where no value differs from another by more than rounding.
  ///
  /// - Parameters:
  ///   - columns: Values of the output, in any number of columns; undefined ones do not count.
  ///   - output: The name of the output.
  /// - Throws: `SensitivityError.noVariance`.
  static func require(_ columns: [[Double]], of output: String) throws(SensitivityError) {
    guard let (low, high) = extent(columns), exceedsRounding(low, high) else {
      throw .noVariance(name: output)
    }
  }
}

extension SensitivityProblem {
  /// Stops where the output is a certain number, but perhaps for the rounding of its arithmetic.
  ///
  /// Such an output, `a * 3 / a` say, has a variance, and every method would share it out. One that
  /// is the same number at all points tried is tried at 64 times as many, which finds an event of
  /// 0.01 %.
  ///
  /// - Parameter points: How many points are tried first.
  /// - Throws: `SensitivityError.noVariance`.
  public func refuseConstant(points: Int = 1_024) throws(SensitivityError) {
    if differsAtFewPoints { return }
    for count in [points, 64 * points] {
      // Whether the model can be evaluated everywhere is for the method to find.
      guard let values = try? evaluate(cube: lattice(count)),
        let (low, high) = OutputVariation.extent([values])
      else { return }
      if OutputVariation.exceedsRounding(low, high) { return }
      if low < high { break }
    }
    throw .noVariance(name: outputName)
  }

  /// Whether a few points show that the output varies, by exact quantiles and without the tables
  /// that many points need.
  private var differsAtFewPoints: Bool {
    let model = self.model.keeping(outputs: [outputName])
    let points = [0.2, 0.4, 0.7].map { start in
      let probabilities = model.inputs.enumerated().compactMap { place, input in
        guard input.kind != .dirichlet else { return nil as (String, Double)? }
        let shifted = start + 0.618_033_988_749_895 * Double(place)
        return (input.name, min(max(shifted - shifted.rounded(.down), 1e-3), 0.999))
      }
      return Model.QuantilePoint(
        probabilities: Dictionary(probabilities, uniquingKeysWith: { first, _ in first })
      )
    }
    guard let found = try? model.quantilePoints(points, otherwise: 0.5, inputs: []),
      let (low, high) = OutputVariation.extent(found.outputs)
    else { return false }
    return OutputVariation.exceedsRounding(low, high)
  }

  /// Weyl's sequence with a step of its own in each coordinate, so that no two move together.
  private func lattice(_ count: Int) -> [[Double]] {
    (0..<dimensionCount).map { dimension in
      let step = Double(dimension + 2).squareRoot() + 0.618_033_988_749_895 * Double(dimension + 1)
      return (0..<count).map { point in
        let place = (Double(point) + 0.5) * step
        return min(max(place - place.rounded(.down), 1e-6), 1 - 1e-6)
      }
    }
  }
}
