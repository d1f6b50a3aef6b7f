import StudyLanguage

/// All questions that can be asked of a study; adding one adds its row here.
enum QuestionCatalogue {
  /// The questions in the order they are listed.
  static let all: [Question] = [
    .value, .chart, .series, .inputs, .sources, .checks,
    .tornado, .range, .scenarios,
    .breakEven, .budget, .precision, .dependence, .information, .discovery,
    .sensitivity,
  ]

  private static let byWord = Dictionary(uniqueKeysWithValues: all.map { ($0.word, $0) })

  /// The question of a word; `nil` where there is none.
  static func question(_ word: String) -> Question? { byWord[word] }

  /// The question of a request.
  static func question(of request: StudyRequest) -> Question? { byWord[request.form.word] }
}

extension StudyRequest {
  /// Whether this asks a question.
  func asks(_ question: Question) -> Bool { form.word == question.word }
}
