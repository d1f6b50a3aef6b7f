import Foundation
import Reporting
import StudyLanguage
import StudySyntax

extension Question {
  /// What the result hangs on; the methods are in ``SensitivityMethod``, each with its question.
  static let sensitivity = Question(
    form: RequestForm("sensitivity", names: 1...1, example: "show sensitivity revenue by sobol"),
    faults: { (request, study) in unknownMethod(request, study) + unfitMethod(request, study) },
    answer: { (renderer, request) throws(WorkbenchError) in
      guard let (quantity, output) = try renderer.number(request) else { return [] }
      let method = request.method ?? SensitivityMethod.usual(for: renderer.study.model)
      return try renderer.analyses.answer(.sensitivity(method: method), quantity, output).blocks
    }
  )

  /// A request that names a sensitivity method there is not.
  private static func unknownMethod(_ request: StudyRequest, _ study: CheckedStudy) -> [Diagnostic]
  {
    guard let name = request.method, SensitivityMethod.named(name) == nil else { return [] }
    return [
      Diagnostic(
        .error,
        "unknown-method",
        "There is no sensitivity method `\(name)`.",
        file: study.document.file.name,
        at: request.span,
        label: "unknown method",
        help: near(name, in: study, request.span)
      )
    ]
  }

  /// Advice for a misspelt method.
  private static func near(_ name: String, in study: CheckedStudy, _ span: SourceSpan) -> Advice {
    let names = SensitivityMethod.all.map(\.name)
    guard let near = NearestQuantity.suggestion(name, names) else {
      return "the methods are \(names.joined(separator: ", "))"
    }
    let text = study.document.file.text(span)
    guard let place = text.range(of: "by \(name)") else { return "did you mean `\(near)`?" }
    let start = span.start + text[..<place.lowerBound].utf8.count + 3
    return .meant(near, at: SourceSpan(start, start + name.utf8.count))
  }

  /// A request for a method that takes inputs as independent which the study correlates.
  private static func unfitMethod(_ request: StudyRequest, _ study: CheckedStudy) -> [Diagnostic] {
    guard let method = request.method.flatMap(SensitivityMethod.named),
      let target = request.quantities.last
    else { return [] }
    let own = study.quantity(named: target.quantity)?.cells.map(\.output) ?? []
    guard let output = target.output ?? (own.count == 1 ? own[0] : nil),
      let refusal = DependenceRefusal.message(method, study: study, output: output)
    else { return [] }
    let sentences = refusal.split(separator: ". ", maxSplits: 1)
    let advice = sentences.count > 1 ? String(sentences[1]) : ""
    return [
      Diagnostic(
        .error,
        "unfit-method",
        "\(sentences[0]).",
        file: study.document.file.name,
        at: request.span,
        label: "needs independent inputs",
        help: Advice(advice.hasSuffix(".") ? String(advice.dropLast()) : advice)
      )
    ]
  }
}
