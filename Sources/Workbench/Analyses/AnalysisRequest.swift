import Sensitivity
import StudyLanguage
import Uncertainty

/// What an analysis is asked: which output of which model, with how many draws.
struct AnalysisRequest {
  let study: CheckedStudy
  let quantity: Quantity
  /// The model output.
  let output: String
  /// The draws asked for; `nil` for the method's own number.
  let draws: Int?
  let seed: UInt64
  let threads: Int
  /// Whether a dummy input shows the noise floor.
  let addsDummy: Bool
  /// The groups that are asked about as one, with the names of the model's inputs; `nil` for none.
  var groups: [(name: String, inputs: [String])]?
  /// Whether the indices of pairs are asked for.
  var secondOrder = false

  /// The question as the designs take it.
  func problem() throws(SensitivityError) -> SensitivityProblem {
    try SensitivityProblem(
      model: study.model,
      output: output,
      groups: groups,
      addsDummy: addsDummy,
      threads: threads
    )
  }

  /// The settings of a plain run.
  func settings(_ draws: Int, keepsInputs: Bool = false) -> SimulationSettings {
    SimulationSettings(
      draws: self.draws ?? draws,
      seed: seed,
      threads: threads,
      keepsInputs: keepsInputs
    )
  }

  /// Draws with the inputs of the output kept, for methods that analyse given draws.
  ///
  /// - Parameters:
  ///   - draws: The draws when nobody says how many.
  ///   - ownChance: Whether an input with uncertain parameters stands for its own chance, as in a
  ///     design, and not for its value, which tells about the parameters too.
  func givenDraws(_ draws: Int, ownChance: Bool = false) throws -> GivenDraws {
    let model = study.model.keeping(outputs: [output])
    let samples = try Simulation(model, settings: settings(draws, keepsInputs: true)).run()
    let all =
      try
      (ownChance
      ? GivenDraws(chancesOf: samples, model: model, output: output)
      : GivenDraws(samples: samples, output: output))
    guard let place = model.outputIndex(named: output) else { return all }
    return all.keeping(inputs: Set(model.inputs(reaching: place).map { model.inputs[$0].name }))
  }
}
