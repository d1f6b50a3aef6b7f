import StudyLanguage
import TextCore

extension Question {
  static let dependence = Question.ofNumber(
    RequestForm("dependence", names: 1...1, example: "show dependence revenue"),
    summary: LocalText(
      "What happens to the interval if the inputs move together?",
      "Que devient l'intervalle si les données varient ensemble ?"
    ),
    page: "docs/methods/dependence-stress.md",
    command: .plain(.dependence)
  ) { (renderer, _, quantity, output) throws(WorkbenchError) in
    try renderer.analyses.dependence(quantity, output: output).blocks
  }
}
