import Reporting
import StudyLanguage
import StudySyntax
import TextCore

/// One thing that can be asked of a study: how it is written, what it answers, who answers it.
///
/// A question is one row in a file of its own, listed once in ``QuestionCatalogue/all``. The language
/// reads its form, the report and the notebook its answer, the command line and the printed lists
/// the rest.
struct Question: Sendable {
  /// How `ampleur sensitivity --method WORD` asks it, besides `show WORD`.
  enum Command: Sendable {
    /// Without more.
    case plain(AnalysisQuestion)
    /// With groups of inputs that are asked about as one.
    case groups(@Sendable ([InputGroup]) -> AnalysisQuestion)
    /// With the value that the quantity should pass.
    case threshold(@Sendable (Double) -> AnalysisQuestion)
  }

  /// How a study writes it.
  let form: RequestForm
  /// The question in words; `nil` for a table or chart of what the study holds.
  var summary: LocalText?
  /// The page that describes it; `nil` where there is none.
  var page: String?
  /// How the command line asks it; `nil` where it does not.
  var command: Command?
  /// What is wrong with a request for reasons that the language does not know.
  var faults: @Sendable (StudyRequest, CheckedStudy) -> [Diagnostic] = { _, _ in [] }
  /// The answer as it stands in a report.
  let answer: @Sendable (RequestRenderer, StudyRequest) throws(WorkbenchError) -> [Block]

  /// The word after `show`.
  var word: String { form.word }

  /// A question about one number.
  ///
  /// - Parameters:
  ///   - form: How a study writes it.
  ///   - summary: The question in words.
  ///   - page: The page that describes it.
  ///   - command: How the command line asks it; `nil` where it does not.
  ///   - faults: What is wrong with a request for reasons that the language does not know.
  ///   - answer: The answer about a quantity, of which the model output is given.
  static func ofNumber(
    _ form: RequestForm,
    summary: LocalText,
    page: String,
    command: Command? = nil,
    faults: @escaping @Sendable (StudyRequest, CheckedStudy) -> [Diagnostic] = { _, _ in [] },
    answer:
      @escaping @Sendable (RequestRenderer, StudyRequest, Quantity, String) throws(WorkbenchError)
      -> [Block]
  ) -> Question {
    Question(
      form: form,
      summary: summary,
      page: page,
      command: command,
      faults: faults,
      answer: { (renderer, request) throws(WorkbenchError) in
        guard let (quantity, output) = try renderer.number(request) else { return [] }
        return try answer(renderer, request, quantity, output)
      }
    )
  }
}
