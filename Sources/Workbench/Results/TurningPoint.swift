import NumericCore
import StudyLanguage
import Uncertainty

/// The value of one input at which the central result meets a bound, the others at their medians.
struct TurningPoint {
  /// The model input.
  let input: String
  /// The value of the input at the turning point.
  let value: Double
  /// The probability of the input lying beyond it, on the far side of its median.
  let probability: Double
  /// Whether the input must rise to get there.
  let rises: Bool
  /// Whether the central result falls to the bound, rather than rises to it.
  let falls: Bool
  /// The 5 % and the 95 % value of the input, where both are numbers.
  let range: ClosedRange<Double>?

  /// Finds turning points.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - output: The output that is compared.
  ///   - bound: The value the central result must meet.
  ///   - inputs: The inputs to move, by name; shares and inputs with uncertain parameters are left
  ///     out.
  /// - Returns: One turning point for each input that can reach the bound between its 0.1 % and its
  ///   99.9 % value, the likeliest first.
  /// - Throws: `WorkbenchError.cannotRun` when the model cannot be evaluated.
  static func find(
    _ model: Model,
    output: String,
    bound: Double,
    inputs: [String]
  ) throws(WorkbenchError) -> [TurningPoint] {
    guard let index = model.outputIndex(named: output) else { return [] }
    var found: [TurningPoint] = []
    for name in inputs {
      guard let place = model.inputIndex(named: name),
        let distribution = model.inputs[place].distribution
      else { continue }
      func gap(_ p: Double) throws(WorkbenchError) -> Double {
        do throws(SimulationError) {
          return try model.evaluateAtQuantiles([name: p])[index] - bound
        } catch {
          throw .cannotRun(error.description)
        }
      }
      let centre = try gap(0.5)
      guard centre != 0, centre.isFinite else { continue }
      for end in [0.001, 0.999] {
        let there = try gap(end)
        guard there.isFinite, (there > 0) != (centre > 0) else { continue }
        var near = 0.5
        var far = end
        for _ in 0..<60 {
          let middle = (near + far) / 2
          if (try gap(middle) > 0) == (centre > 0) { near = middle } else { far = middle }
        }
        found.append(
          TurningPoint(
            input: name,
            value: distribution.quantile(far),
            probability: min(far, 1 - far),
            rises: end > 0.5,
            falls: centre > 0,
            range: ClosedRange(
              from: distribution.quantile(0.05),
              through: distribution.quantile(0.95)
            )
          )
        )
        break
      }
    }
    return found.sorted { ($1.probability, $0.input) < ($0.probability, $1.input) }
  }
}
