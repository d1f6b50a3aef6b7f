import Reporting
import StudyLanguage
import Tables

/// The scenarios of a study compared with the baseline.
public struct ScenarioComparison: Sendable {
  /// The model output that is compared.
  public let output: String
  /// The baseline.
  public let baseline: ResultSummary
  /// The scenarios in order.
  public let outcomes: [ScenarioOutcome]
  let evaluation: Evaluation
  let quantity: Quantity
}

extension Evaluation {
  /// The output that a name given by the user means: a quantity with one cell, or one cell.
  ///
  /// - Parameter name: `revenue` or `price[top]`.
  /// - Throws: `WorkbenchError.usage` with the names there are.
  public func output(named name: String) throws(WorkbenchError) -> (Quantity, String) {
    try loaded.study.output(named: name)
  }

  /// Compares the scenarios on common random numbers.
  ///
  /// - Parameters:
  ///   - name: The quantity; `nil` for the headline.
  ///   - progress: Called with the share done; returning false stops the work.
  /// - Throws: `WorkbenchError`.
  public func compare(
    of name: String? = nil,
    progress: ((Double) -> Bool)? = nil
  ) throws(WorkbenchError) -> ScenarioComparison {
    guard let target = name ?? loaded.study.headline?.name else {
      throw .usage("The study computes nothing to compare.")
    }
    let (quantity, output) = try self.output(named: target)
    guard !loaded.study.scenarios.isEmpty else {
      throw .usage(
        "The study has no scenario; add one: `scenario \"name\"` with its changes indented below."
      )
    }
    let run = try ScenarioRun(results, settings: settings, outputs: [output], progress: progress)
    return ScenarioComparison(
      output: output,
      baseline: results.summary(output),
      outcomes: run.outcomes[output] ?? [],
      evaluation: self,
      quantity: quantity
    )
  }
}

extension CheckedStudy {
  /// The output that a name given by the user means: a quantity with one cell, or one cell.
  func output(named name: String) throws(WorkbenchError) -> (Quantity, String) {
    for quantity in quantities where quantity.isNamed {
      if quantity.name == name, quantity.cells.count == 1 {
        return (quantity, quantity.cells[0].output)
      }
      if quantity.name == name {
        let cells = quantity.cells.prefix(6).map(\.output).joined(separator: ", ")
        throw .usage("\(name) is several numbers; name one of its cells: \(cells).")
      }
      if let cell = quantity.cells.first(where: { $0.output == name }) {
        return (quantity, cell.output)
      }
    }
    throw .usage(unknown(name))
  }

  /// Refuses names that are no quantities of the study.
  func requireNamed(_ names: [String]) throws(WorkbenchError) {
    for name in names where quantity(named: name)?.isNamed != true { throw .usage(unknown(name)) }
  }

  /// A sentence on a quantity that the study does not have.
  private func unknown(_ name: String) -> String {
    let names = quantities.filter(\.isNamed).map(\.name)
    let near = NearestQuantity.suggestion(name, names)
    return "The study has no quantity \(name)."
      + (near.map { " Did you mean \($0)?" } ?? " It has: \(names.joined(separator: ", ")).")
  }
}

extension ScenarioComparison {
  /// The comparison as a table for a terminal.
  public func text() throws(WorkbenchError) -> String {
    let context = evaluation.context(evaluation.language, figurePrefix: "figures/")
    let run = ScenarioRun(outcomes: [output: outcomes])
    let composer = ReportComposer(
      context: context,
      settings: evaluation.settings,
      scenarioRun: run
    )
    let blocks = RequestRenderer(composer: composer).scenarios(quantity, output: output)
      .filter { if case .figure = $0 { false } else { true } }
    let document = Document(
      title: context.words.scenarios + context.language.colon + " "
        + context.labels.label(quantity),
      language: evaluation.language,
      blocks: blocks
    )
    return MarkdownRenderer().render(document) + "\n" + evaluation.runLine + "\n"
  }

  /// The comparison as JSON.
  public func json() throws(WorkbenchError) -> String {
    struct Scenario: Encodable {
      let name: String
      let changes: [String]
      let result: RunJSON.Numbers
      let difference: RunJSON.Numbers
      let probabilityOfIncrease: Double
      let split: JSONValue
    }
    struct Whole: Encodable {
      let study: String
      let version: String
      let seed: UInt64
      let draws: Int
      let engine: String
      let output: String
      let unit: String
      let baseline: RunJSON.Numbers
      let scenarios: [Scenario]
    }
    let unit = quantity.unit.description
    return try JSONText.of(
      Whole(
        study: evaluation.loaded.path,
        version: AmpleurVersion.current,
        seed: evaluation.results.record.seed,
        draws: evaluation.results.record.draws,
        engine: evaluation.results.engine,
        output: output,
        unit: unit,
        baseline: RunJSON.Numbers(baseline, unit: unit),
        scenarios: outcomes.map {
          Scenario(
            name: $0.name,
            changes: $0.texts,
            result: RunJSON.Numbers($0.result, unit: unit),
            difference: RunJSON.Numbers($0.difference, unit: unit),
            probabilityOfIncrease: $0.probabilityOfIncrease,
            split: $0.split.json()
          )
        }
      )
    )
  }
}
