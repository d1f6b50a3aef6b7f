import StudyLanguage
import TextCore

extension Question {
  static let budget = Question.ofNumber(
    RequestForm("budget", names: 1...1, example: "show budget revenue"),
    summary: LocalText(
      "The uncertainty budget in the format of the GUM",
      "Le bilan d'incertitude au format du GUM"
    ),
    page: "docs/methods/uncertainty-budget.md",
    command: .plain(.budget)
  ) { (renderer, _, quantity, output) throws(WorkbenchError) in
    try renderer.analyses.budget(quantity, output: output).blocks
  }
}
