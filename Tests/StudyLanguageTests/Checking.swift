import StudyLanguage
import StudySyntax
import Testing
import Uncertainty

/// Short ways to read, check and run a study under test.
enum Checking {
  /// Checks a whole study file.
  static func outcome(
    _ text: String,
    name: String = "study.md",
    studies: [String: String] = [:],
    builtIns: [any BuiltIn] = []
  ) throws -> StudyChecker.Outcome {
    let file = try SourceFile(name: name, text: text)
    return StudyChecker(
      environment: TinyEnvironment(studies: studies),
      builtIns: builtIns,
      requests: requests
    ).check(StudyDocument(file))
  }

  /// The questions that the studies under test ask, as a layer above would hand them in.
  static let requests = [
    RequestForm("inputs", names: 0...0, example: "show inputs"),
    RequestForm("tornado", names: 1...1, namesHeadline: true, example: "show tornado revenue"),
    RequestForm("scenarios", names: 1...1, example: "show scenarios revenue"),
    RequestForm("sensitivity", names: 1...1, example: "show sensitivity revenue by sobol"),
    RequestForm(
      "breakeven",
      names: 2...3,
      by: .names,
      targetAdvice: "as in `show breakeven ads of revenue at 20 MEUR/year`, or with two inputs"
        + " `show breakeven revenue at 20 MEUR/year by ads and price[top]`",
      example: "show breakeven ads of revenue at 20 MEUR/year"
    ),
  ]

  /// The study of one model block; fails with the rendered messages where there is none.
  static func study(
    _ code: String,
    studies: [String: String] = [:],
    builtIns: [any BuiltIn] = []
  ) throws -> CheckedStudy {
    try whole("```ampleur\n\(code)\n```\n", studies: studies, builtIns: builtIns)
  }

  /// The study of a whole file; fails with the rendered messages where there is none.
  static func whole(
    _ text: String,
    studies: [String: String] = [:],
    builtIns: [any BuiltIn] = []
  ) throws -> CheckedStudy {
    let outcome = try outcome(text, studies: studies, builtIns: builtIns)
    let messages = DiagnosticRenderer(files: outcome.files).render(outcome.diagnostics)
    return try #require(outcome.study, "\(messages)")
  }

  /// The codes of the messages of one model block, in order.
  static func codes(_ code: String) throws -> [String] {
    try outcome("```ampleur\n\(code)\n```\n").diagnostics.map(\.code)
  }

  /// The summary of one output after a run with a fixed seed.
  static func summary(
    _ model: Model,
    _ output: String,
    draws: Int = 16_384,
    probabilities: [Double] = [0.05, 0.5, 0.95]
  ) throws -> Summary {
    let samples = try samples(model, draws: draws)
    let index = try #require(samples.outputIndex(named: output))
    return samples.summary(of: index, probabilities: probabilities)
  }

  /// All draws of one output.
  static func values(_ model: Model, _ output: String, draws: Int = 4_096) throws -> [Double] {
    let samples = try samples(model, draws: draws)
    return samples.values(of: try #require(samples.outputIndex(named: output)))
  }

  /// A run with a fixed seed.
  static func samples(_ model: Model, draws: Int = 4_096) throws -> SampleSet {
    try Simulation(model, settings: SimulationSettings(draws: draws, seed: 2016)).run()
  }
}

extension CheckedStudy {
  /// The certain number a quantity without indexes is.
  func constant(_ name: String) throws -> Double {
    let found = try #require(self.quantity(named: name))
    return try #require(found.cells.first?.constant)
  }

  /// The certain numbers of a quantity over indexes, by the labels of their cells.
  func constants(_ name: String) throws -> [String: Double] {
    let found = try #require(self.quantity(named: name))
    var result: [String: Double] = [:]
    for cell in found.cells {
      let number: Double = try #require(cell.constant)
      result[cell.labels.joined(separator: ",")] = number
    }
    return result
  }
}
