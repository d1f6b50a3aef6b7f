import StudyLanguage
import TextCore

extension Question {
  static let breakEven = Question.ofNumber(
    RequestForm(
      "breakeven",
      names: 2...3,
      by: .names,
      targetAdvice: "as in `show breakeven ads of revenue at 20 MEUR/year`, or with two inputs"
        + " `show breakeven revenue at 20 MEUR/year by ads and price[top]`",
      example: "show breakeven ads of revenue at 20 MEUR/year"
    ),
    summary: LocalText(
      "Which value of one input brings the median of the result to a target?",
      "Quelle valeur d'une donnée porte la médiane du résultat à une cible ?"
    ),
    page: "docs/methods/break-even.md"
  ) { (renderer, request, quantity, output) throws(WorkbenchError) in
    guard let input = request.quantities.first, let target = request.target else { return [] }
    let name = input.output ?? input.quantity
    // The quantity stands last; a second input stands between.
    let other = request.quantities.count > 2 ? request.quantities[1] : nil
    let question: AnalysisQuestion =
      other.map {
        .twoWayBreakEven(input: name, other: $0.output ?? $0.quantity, target: target)
      } ?? .breakEven(input: name, target: target)
    return try renderer.analyses.answer(question, quantity, output).blocks
  }
}
