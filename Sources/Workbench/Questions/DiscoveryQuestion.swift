import StudyLanguage
import TextCore

extension Question {
  static let discovery = Question.ofNumber(
    RequestForm(
      "discovery",
      names: 1...1,
      targetAdvice: "as in `show discovery revenue at 20 MEUR/year`",
      example: "show discovery revenue at 20 MEUR/year"
    ),
    summary: LocalText(
      "For which values of the inputs is the result mostly above a threshold?",
      "Pour quelles valeurs des données le résultat dépasse-t-il le plus souvent un seuil ?"
    ),
    page: "docs/methods/prim.md",
    command: .threshold { .discovery(above: $0) }
  ) { (renderer, request, quantity, output) throws(WorkbenchError) in
    guard let target = request.target else { return [] }
    return try renderer.analyses.discovery(quantity, output: output, above: target).blocks
  }
}
