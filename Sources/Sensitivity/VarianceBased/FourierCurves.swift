import Uncertainty

/// Evaluates the curves of a ``FourierAmplitudeDesign``, for one thread at a time.
///
/// The values of the inputs are computed once for a replicate; a curve reads them in its own order.
struct FourierCurves {
  private let design: FourierAmplitudeDesign
  private let evaluator: IndependentEvaluator
  /// The coordinates and values of the replicate at hand, as a curve of frequency 1 passes them.
  private let places: IndependentEvaluator.Points
  /// The same in the order of a curve.
  private let ordered: IndependentEvaluator.Points
  private var replicate: Int?

  init(_ design: FourierAmplitudeDesign) {
    self.design = design
    evaluator = IndependentEvaluator(design.problem, length: design.pointsPerCurve)
    places = evaluator.makePoints()
    ordered = evaluator.makePoints()
  }

  /// The outputs on one curve.
  ///
  /// - Parameters:
  ///   - factor: As in ``FourierAmplitudeDesign/cube(factor:replicate:)``.
  ///   - replicate: In `0 ..< replicates`.
  mutating func outputs(factor: Int, replicate: Int) throws(SensitivityError) -> [Double] {
    if self.replicate != replicate {
      let cube = design.places(replicate: replicate)
      for coordinate in design.coordinates {
        places.cube[coordinate].withMutableValues { target in
          for point in target.indices { target[point] = cube[coordinate][point] }
        }
      }
      try evaluator.draw(places, count: design.pointsPerCurve)
      self.replicate = replicate
    }
    let speeds = design.speeds(factor: factor, replicate: replicate)
    for coordinate in evaluator.readCoordinates {
      Self.reorder(places.cube[coordinate], into: ordered.cube[coordinate], speeds[coordinate])
    }
    for (column, coordinate) in evaluator.coordinateOfValue.enumerated() {
      Self.reorder(places.values[column], into: ordered.values[column], speeds[coordinate])
    }
    let result = SampleColumn(repeating: 0, count: design.pointsPerCurve)
    try evaluator.evaluate(
      evaluator.row(ordered),
      count: design.pointsPerCurve,
      into: result.whole
    )
    return result.copy
  }

  private static func reorder(_ source: SampleColumn, into target: SampleColumn, _ speed: Int) {
    source.withValues { source in
      target.withMutableValues { target in
        var place = 0
        let count = target.count
        let step = speed % count
        for point in target.indices {
          target[point] = source[place]
          place += step
          place -= place >= count ? count : 0
        }
      }
    }
  }
}
