import StudySyntax
import Uncertainty
import Units

/// Checks the names, indexes and units of a study and builds its models.
public struct StudyChecker {
  /// What checking gives: a study when nothing is wrong, and messages in any case.
  public struct Outcome: Sendable {
    /// The checked study; `nil` when there are errors.
    public let study: CheckedStudy?
    /// The messages in the order of the files and lines.
    public let diagnostics: [Diagnostic]
    /// The files that the messages point into.
    public let files: [SourceFile]
  }

  private let environment: any StudyEnvironment
  private let builtIns: [String: any BuiltIn]
  private let requests: [String: RequestForm]

  /// Makes a checker.
  ///
  /// - Parameters:
  ///   - environment: Where data sets, sources and other studies come from.
  ///   - builtIns: Functions of the layers above.
  ///   - requests: The forms of the questions that can be asked after `show`.
  public init(
    environment: any StudyEnvironment,
    builtIns: [any BuiltIn] = [],
    requests: [RequestForm] = []
  ) {
    self.environment = environment
    self.builtIns = Dictionary(
      builtIns.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    self.requests = Dictionary(
      ([.value] + requests).map { ($0.word, $0) },
      uniquingKeysWith: { _, last in last }
    )
  }

  /// Checks a study.
  ///
  /// - Parameter document: The study as read; its own messages are passed on.
  /// - Returns: The checked study, or the messages that say why there is none.
  public func check(_ document: StudyDocument) -> Outcome {
    let (run, study) = DeepStack.run {
      var run = CheckRun(
        document: document,
        environment: environment,
        builtIns: builtIns,
        requestForms: requests
      )
      let study = run.check()
      return (run, study)
    }
    let order = Dictionary(
      run.files.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let diagnostics = run.diagnostics.sorted { a, b in
      (order[a.file] ?? 0, a.primary.span.start, a.code)
        < (order[b.file] ?? 0, b.primary.span.start, b.code)
    }
    let failed = diagnostics.contains { $0.severity == .error }
    return Outcome(study: failed ? nil : study, diagnostics: diagnostics, files: run.files)
  }
}
