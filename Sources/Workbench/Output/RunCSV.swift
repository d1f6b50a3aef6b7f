import StudyLanguage
import Tables

/// The result of `run` as comma-separated values, one row for each number.
enum RunCSV {
  /// The text, with a header row.
  static func text(_ results: StudyResults) -> String {
    let probabilities = ResultSummary.probabilities.map { "\($0)" }
    var writer = DelimitedWriter(
      header: ["quantity", "cell", "unit", "mean", "sd"] + probabilities.map { "q\($0)" }
        + ["se_mean", "se_sd"] + probabilities.map { "se_q\($0)" }
    )
    for quantity in results.namedQuantities {
      for cell in quantity.cells {
        let summary = results.summary(cell.output)
        var row: [DelimitedWriter.Cell] = [
          .text(quantity.name), .text(cell.labels.joined(separator: ",")),
          .text(quantity.unit.description), number(summary.mean), number(summary.standardDeviation),
        ]
        row += summary.quantiles.map { number($0.value) }
        row += [
          number(summary.meanStandardError), number(summary.standardDeviationStandardError),
        ]
        row += summary.quantiles.map { number($0.standardError) }
        writer.append(row)
      }
    }
    return writer.text
  }

  private static func number(_ value: Double) -> DelimitedWriter.Cell {
    value.isFinite ? .number(value) : .missing
  }
}
