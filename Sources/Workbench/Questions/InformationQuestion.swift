import StudyLanguage
import TextCore

extension Question {
  static let information = Question(
    form: RequestForm("information", names: 0...0, example: "show information"),
    summary: LocalText(
      "What is it worth to know an input, or everything, before deciding?",
      "Que vaut-il de connaître une donnée, ou tout, avant de décider ?"
    ),
    page: "docs/methods/value-of-information.md",
    command: .groups { .information(groups: $0) },
    answer: { (renderer, _) throws(WorkbenchError) in
      try renderer.analyses.information(groups: []).blocks
    }
  )
}
