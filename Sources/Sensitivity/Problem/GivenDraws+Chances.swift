import Sampling
import Uncertainty

extension GivenDraws {
  /// Takes the draws of a simulation, with the inputs as the designs of variance methods see them.
  ///
  /// The value of an input with uncertain parameters tells about the parameters too; what a design
  /// moves is its own chance, the coordinate at which it is drawn given the parameters. Its column
  /// holds that coordinate, so that first-order indices mean the same by every method. Inputs with
  /// fixed distributions, shares, and correlated inputs keep their values.
  ///
  /// - Parameters:
  ///   - samples: Draws of the model with the inputs kept.
  ///   - model: The model.
  ///   - output: The name of the output.
  /// - Throws: `SensitivityError` as ``init(samples:output:)``.
  public init(
    chancesOf samples: SampleSet,
    model: Model,
    output: String
  ) throws(SensitivityError) {
    try self.init(samples: samples, output: output) { () throws(SensitivityError) in
      try model.chances(
        method: samples.method,
        seed: samples.seed,
        replicates: samples.replicates,
        drawsPerReplicate: samples.drawsPerReplicate
      )
    }
  }
}

extension Model {
  /// The coordinates at which the inputs with uncertain parameters are drawn, given these.
  ///
  /// - Parameters:
  ///   - method: How the points of a simulation are chosen.
  ///   - seed: Their seed.
  ///   - replicates: The number of replicates.
  ///   - drawsPerReplicate: The number of draws of each.
  /// - Returns: The coordinates by the names of inputs, replicate after replicate; nothing for
  ///   inputs with fixed distributions, shares, and correlated inputs.
  /// - Throws: `SensitivityError.simulation` where there are no such points.
  public func chances(
    method: SamplingMethod,
    seed: UInt64,
    replicates: Int,
    drawsPerReplicate: Int
  ) throws(SensitivityError) -> [String: [Double]] {
    let parametric = inputs.indices.filter { index in
      inputs[index].kind == .parametric && groupOfInput[index] == nil
        && !inputs[index].coordinates.isEmpty
    }
    guard !parametric.isEmpty else { return [:] }
    let points: any PointSet
    do {
      points = try method.points(dimensions: dimensionCount, seed: seed)
    } catch {
      throw .simulation(error)
    }
    var result: [String: [Double]] = [:]
    for index in parametric {
      result[inputs[index].name] = (0..<replicates).flatMap { replicate in
        points.values(
          dimension: inputs[index].coordinates[0],
          replicate: replicate,
          count: drawsPerReplicate
        )
      }
    }
    return result
  }
}
