import Probability
import Uncertainty

/// An input whose spread around its median is shrunk on the scale of normal scores.
struct ShrunkInput: Sendable {
  let input: Int
  /// The distribution of a fixed input.
  let distribution: (any Distribution)?
  /// Normal scores: of the input itself where it is fixed, else of each of its coordinates.
  private let scores: [[Double]]
  private let coordinates: [Int]

  init(_ name: String, in run: ReplicateRun) throws(SensitivityError) {
    guard let index = run.model.inputIndex(named: name) else { throw .unknownInput(name: name) }
    guard let normal = NormalScores() else { throw .unknownInput(name: name) }
    let input = run.model.inputs[index]
    self.input = index
    coordinates = input.coordinates
    distribution = input.kind == .fixed ? input.distribution : nil
    let group = run.model.groupOfInput[index]
    if group != nil && distribution == nil {
      throw .invalidSetting(
        name: "\"\(name)\"",
        requirement: "uncorrelated, or an input with fixed parameters, to be made more precise",
        value: "a correlated input with uncertain parameters"
      )
    }
    func scores(of coordinate: Int) -> [Double] {
      var column = run.coordinate(coordinate)
      normal.scores(&column)
      return column
    }
    guard let group else {
      self.scores = input.coordinates.map { scores(of: $0) }
      return
    }
    let copula = run.model.groups[group]
    let row = copula.members.firstIndex(of: index) ?? 0
    if let probabilities = copula.studentProbabilities(of: row, in: run) {
      var own = probabilities
      normal.scores(&own)
      self.scores = [own]
      return
    }
    // The score of a correlated input: its row of the factor times the independent scores.
    var own = [Double](repeating: 0, count: run.count)
    for (coordinate, weight) in zip(copula.coordinates, copula.factor.rows[row]) {
      let other = scores(of: coordinate)
      for draw in own.indices { own[draw] += weight * other[draw] }
    }
    self.scores = [own]
  }

  /// The draws of an output with the input shrunk.
  ///
  /// - Parameters:
  ///   - output: The place of the output.
  ///   - factor: From 0, the median, to 1, as it is.
  ///   - run: The run the input was found in.
  ///   - base: The inputs of the run as they are.
  func outputs(
    _ output: Int,
    factor: Double,
    in run: ReplicateRun,
    base: ReplicateRun.Base
  ) throws(SensitivityError) -> [Double] {
    guard factor < 1 else { return base.output }
    let columns = scores.map { shrunk($0, factor) }
    if let distribution {
      var values = columns[0]
      values.withUnsafeMutableBufferPointer { distribution.transform($0) }
      let setting = ReplicateRun.Setting(input: input, columns: [values])
      return try run.evaluate(output: output, base: base, changed: setting)
    }
    var cube = (0..<run.model.dimensionCount).map { run.coordinate($0) }
    for (coordinate, column) in zip(coordinates, columns) { cube[coordinate] = column }
    return try run.evaluate(cube: cube, outputs: [output])[0]
  }

  private func shrunk(_ scores: [Double], _ factor: Double) -> [Double] {
    var column = scores.map { factor * $0 }
    column.withUnsafeMutableBufferPointer { NormalScores.quickProbabilities($0) }
    return column
  }
}

extension CopulaGroup {
  /// A member's own probabilities in the draws of a run, `nil` where the copula is Gaussian.
  fileprivate func studentProbabilities(of member: Int, in run: ReplicateRun) -> [Double]? {
    guard let student = factor.student, let mixing = factor.mixing, let mixingCoordinate else {
      return nil
    }
    let columns = (coordinates + [coordinates[0], mixingCoordinate]).map {
      SampleColumn(run.coordinate($0))
    }
    return SampleColumn.withMutableValues(of: columns) { blocks in
      student.transform(blocks[members.count])
      mixing.transform(blocks[members.count + 1])
      factor.runStudent({ blocks[$0] }, count: run.count)
      return Array(blocks[member])
    }
  }
}
