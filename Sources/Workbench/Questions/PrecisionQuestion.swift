import StudyLanguage
import TextCore

extension Question {
  static let precision = Question.ofNumber(
    RequestForm("precision", names: 1...2, example: "show precision revenue"),
    summary: LocalText(
      "How precise must each input be to halve the interval of the result?",
      "Quelle précision faut-il sur chaque donnée pour diviser par deux l'intervalle du résultat ?"
    ),
    page: "docs/methods/precision-needed.md",
    command: .plain(.precision)
  ) { (renderer, _, quantity, output) throws(WorkbenchError) in
    try renderer.analyses.precision(quantity, output: output).blocks
  }
}
