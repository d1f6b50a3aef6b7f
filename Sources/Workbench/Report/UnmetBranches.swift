import StudyLanguage
import Uncertainty

/// Which results hold a branch that no draw took, or all did, as sentences.
struct UnmetBranches {
  let context: ReportContext

  /// One sentence for each such result of the study.
  func sentences() -> [String] {
    context.results.namedQuantities.flatMap { quantity in
      quantity.cells.compactMap { sentence(quantity, $0) }
    }
  }

  /// The sentence for one result; `nil` where its draws took every branch.
  func sentence(_ quantity: Quantity, _ cell: Quantity.Cell) -> String? {
    let summary = context.summary(cell)
    guard let reason = summary.meanErrorReason, reason == .unmetBranch else { return nil }
    let words = context.words
    return words(
      "The mean of \(context.labels.label(quantity, cell)): ",
      "La moyenne de \(context.labels.label(quantity, cell)) : "
    )
      + words.unknownError(
        reason,
        draws: summary.draws,
        inputs: summary.unmetInputs.map { context.labels.label(ofInput: $0) }
      )
  }
}
