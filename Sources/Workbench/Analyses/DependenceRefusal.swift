import Sensitivity
import StudyLanguage
import Uncertainty

/// Why a method that takes its factors as independent does not fit a study.
enum DependenceRefusal {
  /// The sentence, with the methods that do fit; `nil` where the method fits.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - study: The study.
  ///   - output: The model output that is asked about.
  ///   - groups: The groups that are asked about as one, with the names of the model's inputs.
  static func message(
    _ method: SensitivityMethod,
    study: CheckedStudy,
    output: String,
    groups: [(name: String, inputs: [String])] = []
  ) -> String? {
    let model = study.model
    guard model.hasDependence, !method.acceptsDependence,
      let place = model.outputIndex(named: output)
    else { return nil }
    var factors = groups
    var labels: [String: String] = [:]
    if let label = method.label {
      labels = SensitivityMethod.labels(of: study, label)
      let names = model.inputs(reaching: place).map { model.inputs[$0].name }
      let byLabel = Dictionary(grouping: names) { labels[$0] ?? "assumption" }
      factors = byLabel.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    } else if method.name != "sobol" {
      // Of these only the model of independent inputs is evaluated, whatever is grouped.
      factors = []
    }
    guard let problem = try? SensitivityProblem(model: model, output: output, groups: factors),
      let pair = problem.correlatedPair
    else { return nil }
    let instead =
      SensitivityMethod.hasStudentCopula(model)
      ? "Use --method rank, borgonovo or regression, which work on any draws, Student copula"
        + " included."
      : "Use --method shapley, which shares out what correlated inputs do together, or kucherenko."
    if method.label != nil {
      return "The method \(method.name) needs correlated inputs under one label; \(pair.first) is"
        + " under \(labels[pair.first] ?? "assumption"), \(pair.second) under"
        + " \(labels[pair.second] ?? "assumption"). \(instead)"
    }
    let grouping =
      method.name == "sobol"
      ? "Put correlated inputs into one group, as in --group \"both: \(pair.first), \(pair.second)\"; or"
        + " \(instead.prefix(1).lowercased())\(instead.dropFirst())"
      : instead
    return "The method \(method.name) takes inputs as independent, and this study correlates"
      + " \(pair.first) and \(pair.second). \(grouping)"
  }
}
