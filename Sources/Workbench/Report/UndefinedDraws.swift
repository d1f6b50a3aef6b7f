import Reporting
import StudyLanguage

/// Which results are undefined in some of their draws, as sentences.
struct UndefinedDraws {
  let context: ReportContext

  /// One sentence for each result of the study that is undefined in some draws.
  func sentences() -> [String] {
    context.results.namedQuantities.flatMap { quantity in
      quantity.cells.compactMap { sentence(quantity, $0) }
    }
  }

  /// The sentence for one result; `nil` where all its draws are defined.
  func sentence(_ quantity: Quantity, _ cell: Quantity.Cell) -> String? {
    let summary = context.summary(cell)
    guard summary.undefinedDraws > 0 else { return nil }
    let format = NumberFormat(language: context.language)
    let label = context.labels.label(quantity, cell)
    let undefined = format.integer(summary.undefinedDraws)
    let draws = format.integer(summary.draws)
    return context.words(
      "\(label) is undefined in \(undefined) of \(draws) draws; the figures describe the others.",
      "\(label) n'est pas défini dans \(undefined) tirages sur \(draws) ; les chiffres décrivent les"
        + " autres."
    )
  }
}
