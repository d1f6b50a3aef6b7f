import Reporting
import StudyLanguage
import Uncertainty

/// A question that the command line asks of a study.
public enum AnalysisQuestion: Sendable {
  /// The indices of a sensitivity method.
  case sensitivity(
    method: String,
    addsDummy: Bool = false,
    groups: [InputGroup] = [],
    secondOrder: Bool = false
  )
  /// The value of an input that brings the quantity to a target.
  case breakEven(input: String, target: Double)
  /// The values of two inputs that together bring the quantity to a target.
  case twoWayBreakEven(input: String, other: String, target: Double)
  /// The uncertainty budget.
  case budget
  /// How precise each input must be to halve the interval.
  case precision
  /// What happens if inputs move together.
  case dependence
  /// The value of information for the study's decisions, of each input and of groups.
  case information(groups: [InputGroup])
  /// Where the quantity is above a threshold.
  case discovery(above: Double)
}

/// The answer to a question: text for a terminal, JSON, and figures.
public struct AnalysisAnswer: Sendable {
  /// Markdown for a terminal, without figures.
  public let text: String
  /// JSON.
  public let json: String
  /// The figures by file name.
  public let figures: [(path: String, svg: String)]
  /// The files that the figures must not replace.
  public var protected: ProtectedFiles
}

extension Inquiry {
  /// Answers a question about a quantity.
  ///
  /// - Parameters:
  ///   - question: The question.
  ///   - name: The quantity; `nil` for the headline.
  /// - Throws: `WorkbenchError`.
  public func analyse(
    _ question: AnalysisQuestion,
    of name: String?
  ) throws(WorkbenchError) -> AnalysisAnswer {
    let (quantity, output) = try self.output(named: name, purpose: "to ask about")
    let labels = self.labels
    let analyses = Analyses(labels: labels, settings: settings)
    let outcome = try analyses.answer(question, quantity, output)
    var fields = outcome.fields
    fields["unit"] = .text(quantity.unit.description)
    return try answer(outcome.blocks, fields, title: labels.label(quantity))
  }

  /// An analysis as text, JSON and figures, with what made it.
  func answer(
    _ blocks: [Block],
    _ fields: [String: JSONValue],
    title: String
  ) throws(WorkbenchError) -> AnalysisAnswer {
    let document = Document(title: title, language: language, blocks: blocks)
    let shown = blocks.filter { if case .figure = $0 { false } else { true } }
    var fields = fields
    let seed = settings.simulation(for: loaded.study).seed
    fields["study"] = .text(loaded.path)
    fields["version"] = .text(AmpleurVersion.current)
    fields["seed"] = Int(exactly: seed).map { .integer($0) } ?? .text(String(seed))
    return AnalysisAnswer(
      text: MarkdownRenderer().render(Document(title: title, language: language, blocks: shown))
        + "\nampleur \(AmpleurVersion.current), seed \(seed)\n",
      json: try JSONText.of(JSONValue.object(fields)),
      figures: document.figures.map { ($0.fileName, $0.svg) },
      protected: loaded.protected
    )
  }
}

extension Analyses {
  /// Answers a question.
  func answer(
    _ question: AnalysisQuestion,
    _ quantity: Quantity,
    _ output: String
  ) throws(WorkbenchError) -> AnalysisOutcome {
    switch question {
    case .sensitivity(let name, let addsDummy, let groups, let secondOrder):
      guard let method = SensitivityMethod.named(name) else {
        let names = SensitivityMethod.all.map(\.name)
        let near = NearestQuantity.suggestion(name, names)
        throw .usage(
          "There is no sensitivity method \(name)."
            + (near.map { " Did you mean \($0)?" } ?? "")
            + " The methods are \(names.joined(separator: ", ")); see `ampleur explain sensitivity`."
        )
      }
      return try sensitivity(
        method,
        quantity,
        output: output,
        addsDummy: addsDummy,
        groups: groups,
        secondOrder: secondOrder
      )
    case .breakEven(let input, let target):
      return try breakEven(
        quantity,
        output: output,
        target: target,
        input: try modelInput(input, output: output)
      )
    case .twoWayBreakEven(let input, let other, let target):
      return try breakEven(
        quantity,
        output: output,
        target: target,
        input: try modelInput(input, output: output),
        other: try modelInput(other, output: output)
      )
    case .budget: return try budget(quantity, output: output)
    case .precision: return try precision(quantity, output: output)
    case .dependence: return try dependence(quantity, output: output)
    case .information(let groups): return try information(groups: groups)
    case .discovery(let threshold):
      return try discovery(quantity, output: output, above: threshold)
    }
  }

  /// The model input that a name given by the user means.
  func modelInput(_ name: String, output: String) throws(WorkbenchError) -> String {
    let place = study.model.outputIndex(named: output)
    let reaching = place.map { study.model.inputs(reaching: $0) } ?? []
    if let index = study.model.inputIndex(named: name), reaching.contains(index),
      study.model.inputs[index].kind != .dirichlet
    {
      return name
    }
    if let index = study.model.inputIndex(named: name),
      study.model.inputs[index].kind == .dirichlet
    {
      let input = study.model.inputs[index]
      let shares = (0..<input.componentCount).map { input.label(of: $0) }.joined(separator: ", ")
      throw .usage("\(name) is a whole of several shares; name one of them: \(shares).")
    }
    // The shares of a whole are asked for one by one.
    let names = reaching.map { study.model.inputs[$0] }.flatMap { input in
      (0..<input.componentCount).map { input.label(of: $0) }
    }
    if names.contains(name) { return name }
    let near = NearestQuantity.suggestion(name, names)
    let all =
      names.isEmpty
      ? " It depends on none." : " It depends on: \(names.joined(separator: ", "))."
    // An input of the study that does not matter here is spelt as it should be.
    let isKnown = study.model.inputIndex(named: name) != nil
    throw .usage(
      isKnown
        ? "\(output) does not depend on \(name), so that no value of it meets a target." + all
        : "\(output) depends on no uncertain input \(name)."
          + (near.map { " Did you mean \($0)?" } ?? all)
    )
  }
}
