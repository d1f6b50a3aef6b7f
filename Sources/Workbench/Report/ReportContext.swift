import Reporting
import StudyLanguage
import TextCore

/// What every part of a report needs: the study, its results, the language.
struct ReportContext {
  let labels: Labels
  let results: StudyResults

  var loaded: LoadedStudy { labels.loaded }
  var study: CheckedStudy { labels.study }
  var language: Language { labels.language }
  var words: Wording { labels.words }

  func summary(_ cell: Quantity.Cell) -> ResultSummary { results.summary(cell.output) }

  func interval(_ summary: ResultSummary, factor: Double) -> ChartInterval {
    ChartInterval(
      p05: summary.quantile(0.05) * factor,
      p25: summary.quantile(0.25) * factor,
      p50: summary.quantile(0.5) * factor,
      p75: summary.quantile(0.75) * factor,
      p95: summary.quantile(0.95) * factor
    )
  }
}
