import Reporting
import Sensitivity
import StudyLanguage
import Uncertainty

/// Refuses an analysis that would take much longer than a minute or 2 GB, before it begins.
///
/// The work is counted and not timed, so that a study is refused on every machine or on none.
struct AnalysisLimit {
  /// The most steps of a formula over all evaluations of a model: about a minute on two cores.
  static let steps = 1e11
  /// The most memory, in bytes.
  static let bytes = 2e9

  /// What the question is called in the message.
  let name: String
  /// How many are asked about.
  let factors: Int
  /// What they are: inputs, unless said otherwise.
  var counted = (one: "input", other: "inputs")
  /// The number of steps of the formula: its operations and its inputs.
  let formulaSteps: Int
  /// The draws, those of the method where nobody says.
  let draws: Int
  /// Evaluations of the model for a number of draws.
  let evaluations: (Int) -> Double
  /// Steps beside those of the formula, for a number of draws.
  var furtherSteps: (Int) -> Double = { _ in 0 }
  /// Bytes for a number of draws.
  let bytes: (Int) -> Double
  /// Whether inputs can be asked about in groups.
  var acceptsGroups = false
  /// The fewest draws that a remedy may name.
  var fewestDraws = 1_024

  /// Why the analysis is not begun; `nil` where it is within the limits.
  var refusal: String? {
    guard !fits(draws) else { return nil }
    let format = NumberFormat(language: .en)
    let work = steps(draws)
    let cost =
      work > Self.steps
      ? "\(name) with \(format.count(factors, one: counted.one, other: counted.other)) and"
        + " \(format.integer(draws)) draws takes \(billions(work)) billion steps of the formula; the"
        + " limit is \(billions(Self.steps)) billion, about a minute."
      : "\(name) with \(format.count(factors, one: counted.one, other: counted.other)) and"
        + " \(format.integer(draws)) draws needs \(gigabytes(bytes(draws))) GB of memory; the limit is"
        + " \(gigabytes(Self.bytes)) GB."
    var allowed = 1
    while allowed * 2 < draws { allowed *= 2 }
    while allowed > fewestDraws, !fits(allowed) { allowed /= 2 }
    if allowed >= fewestDraws, fits(allowed) {
      return "\(cost) Ask for fewer draws: --draws \(allowed)."
    }
    guard counted.other == "inputs" else {
      return "\(cost) Put the \(counted.other) into several studies."
    }
    let groups = acceptsGroups ? ", or take inputs together with --group" : ""
    return "\(cost) Screen the inputs with --method morris and make those without effect certain"
      + "\(groups)."
  }

  private func steps(_ draws: Int) -> Double {
    evaluations(draws) * Double(formulaSteps) + furtherSteps(draws)
  }

  private func fits(_ draws: Int) -> Bool {
    steps(draws) <= Self.steps && bytes(draws) <= Self.bytes
  }

  private func billions(_ steps: Double) -> String {
    NumberFormat(language: .en).significant(steps / 1e9, digits: 3)
  }

  private func gigabytes(_ bytes: Double) -> String {
    NumberFormat(language: .en).significant(bytes / 1e9, digits: 2)
  }
}

extension AnalysisLimit {
  /// The work of a sensitivity method.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - request: What is asked.
  /// - Throws: `SensitivityError` where there is no such question.
  init(_ method: SensitivityMethod, _ request: AnalysisRequest) throws(SensitivityError) {
    let problem = try request.problem()
    let labels = method.label.map { label in
      let labels = SensitivityMethod.labels(of: request.study, label)
      return Set(problem.factors.flatMap(\.inputs).map { labels[$0] ?? "assumption" }).count
    }
    let factors = labels ?? problem.factors.count
    let inputs = Double(max(problem.factors.flatMap(\.coordinates).count, 1))
    let steps = problem.model.stepCount(of: problem.output)
    let count = Double(factors)
    var further: (Int) -> Double = { _ in 0 }
    let evaluations: (Int) -> Double
    let bytes: (Int) -> Double
    var fewest = 1_024
    switch method.work {
    case .exchanges:
      evaluations = { Double($0) * (2 * count + 2) }
      // The outputs of all rows are kept.
      bytes = { Double($0) * (2 * count + 2) * 8 + 3e5 * inputs }
    case .curves(let least):
      fewest = least
      evaluations = { Double(max(least, $0)) * (count + 1) }
      bytes = { Double(max(least, $0)) * (count + 1) * 8 + Double($0) * inputs * 8 }
    case .redraws:
      evaluations = { Double($0) * (2 * count + 1) }
      // Each input that is correlated with a factor is drawn again for it.
      let moved = problem.correlatedPairs * Self.stepsOfRedraw
      further = { Double($0) * moved }
      bytes = { Double($0) * (2 * count + 1 + 10 * inputs) }
    case .draws(let copies):
      evaluations = { Double($0) }
      bytes = { Double($0) * inputs * 8 * copies }
    }
    self.init(
      name: "The method \(method.name)",
      factors: factors,
      formulaSteps: steps,
      draws: request.draws ?? method.defaultDraws,
      evaluations: evaluations,
      furtherSteps: further,
      bytes: bytes,
      acceptsGroups: method.acceptsGroups,
      fewestDraws: fewest
    )
  }

  /// What a correlated input that is drawn again takes, in steps of a formula.
  private static let stepsOfRedraw = 20.0

  /// The work of the question how precise each input must be.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - draws: The draws where nobody says.
  /// - Throws: `SensitivityError` where there is no such question.
  static func precision(
    _ request: AnalysisRequest,
    draws: Int
  ) throws(SensitivityError) -> AnalysisLimit {
    let problem = try request.problem()
    let count = Double(problem.factors.count)
    return AnalysisLimit(
      name: "The question of precision",
      factors: problem.factors.count,
      formulaSteps: problem.model.stepCount(of: problem.output),
      draws: request.draws ?? draws,
      // A curve of 11 widths for each input, and the search for the goal.
      evaluations: { Double($0) * 20 * count },
      bytes: { Double($0) * (count + 1) * 16 }
    )
  }

  /// The work of a question to draws with their inputs.
  ///
  /// - Parameters:
  ///   - name: What the question is called.
  ///   - request: What is asked.
  ///   - draws: The draws where nobody says.
  ///   - copies: How often the draws of the inputs are held at a time.
  /// - Throws: `SensitivityError` where there is no such question.
  static func ofDraws(
    _ name: String,
    _ request: AnalysisRequest,
    draws: Int,
    copies: Double
  ) throws(SensitivityError) -> AnalysisLimit {
    let problem = try request.problem()
    let count = Double(problem.factors.count)
    return AnalysisLimit(
      name: name,
      factors: problem.factors.count,
      formulaSteps: problem.model.stepCount(of: problem.output),
      draws: request.draws ?? draws,
      evaluations: { Double($0) },
      bytes: { Double($0) * (count + 1) * 8 * copies }
    )
  }

  /// The work of evaluating all scenarios of a study.
  ///
  /// - Parameters:
  ///   - study: The study.
  ///   - outputs: The outputs that are compared.
  ///   - draws: The draws.
  static func scenarios(_ study: CheckedStudy, outputs: [String], draws: Int) -> AnalysisLimit {
    let places = outputs.compactMap { study.model.outputIndex(named: $0) }
    let count = study.scenarios.count
    return AnalysisLimit(
      name: "The comparison",
      factors: count,
      counted: ("scenario", "scenarios"),
      formulaSteps: places.reduce(0) { $0 + study.model.stepCount(of: $1) },
      draws: draws,
      evaluations: { Double($0) * Double(count) },
      bytes: { _ in 0 }
    )
  }

  /// Throws the refusal, where there is one.
  ///
  /// - Throws: `WorkbenchError.usage`.
  func require() throws(WorkbenchError) {
    if let refusal { throw .usage(refusal) }
  }
}
