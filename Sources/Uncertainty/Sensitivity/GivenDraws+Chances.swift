import Sampling

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
    let plain = try GivenDraws(samples: samples, output: output)
    let parametric = model.inputs.indices.filter { index in
      model.inputs[index].kind == .parametric && model.groupOfInput[index] == nil
        && !model.inputs[index].coordinates.isEmpty
    }
    guard !parametric.isEmpty, let place = samples.outputIndex(named: output) else {
      self = plain
      return
    }
    let points: any PointSet
    do {
      points = try samples.method.points(dimensions: model.dimensionCount, seed: samples.seed)
    } catch {
      throw .simulation(error)
    }
    var chances: [String: [Double]] = [:]
    for index in parametric {
      let input = model.inputs[index]
      chances[input.name] = (0..<samples.replicates).flatMap { replicate in
        points.values(
          dimension: input.coordinates[0],
          replicate: replicate,
          count: samples.drawsPerReplicate
        )
      }
    }
    var columns: [Column] = []
    for (index, input) in samples.inputs.enumerated() {
      for component in 0..<input.componentCount where !input.coordinates.isEmpty {
        columns.append(
          Column(
            label: input.label(of: component),
            input: input.name,
            component: input.kind == .dirichlet ? component : nil,
            values: chances[input.name]
              ?? samples.withInputValues(of: index, component: component) { Array($0) }
          )
        )
      }
    }
    try self.init(
      columns: columns,
      values: samples.values(of: place),
      output: output,
      replicates: samples.replicates
    )
  }
}
