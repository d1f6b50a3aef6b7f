import TestKit
import Workbench

extension Scratch {
  /// Evaluates a study; with few draws where the test does not say how many.
  ///
  /// - Parameters:
  ///   - text: The whole study.
  ///   - name: The name of its file.
  ///   - draws: The number of draws asked for.
  ///   - seed: The seed; `nil` for the study's own.
  func evaluate(
    _ text: String,
    name: String = "s.md",
    draws: Int = 1_024,
    seed: UInt64? = nil
  ) throws -> Evaluation {
    try Evaluation(
      path: write(name, text),
      dataFolder: Self.datasets,
      settings: RunSettings(draws: draws, seed: seed, threads: 1)
    )
  }

  /// Evaluates some lines of model.
  func model(_ lines: String, draws: Int = 1_024) throws -> Evaluation {
    try evaluate("```ampleur\n" + lines + "\n```\n", draws: draws)
  }
}
