import Reporting
import StudyLanguage

/// Turns the `show` requests of a study into tables and charts.
struct RequestRenderer {
  let composer: ReportComposer

  var context: ReportContext { composer.context }
  var labels: Labels { context.labels }
  var words: Wording { context.words }
  var study: CheckedStudy { context.study }
  var tables: ReportTables { ReportTables(context: context) }
  var charts: ReportCharts { ReportCharts(context: context) }
  var analyses: Analyses { Analyses(labels: labels, settings: composer.settings) }

  /// The blocks of one request.
  ///
  /// - Throws: `WorkbenchError.cannotRun` for a request that the language knows and this version
  ///   has no answer to, rather than a report with a gap.
  func blocks(_ request: StudyRequest) throws(WorkbenchError) -> [Block] {
    guard let question = QuestionCatalogue.question(of: request) else {
      throw .cannotRun("`show \(request.form.word)` has no answer in this version; leave it out.")
    }
    return try question.answer(self, request)
  }

  /// The quantity that a request about one number is about, and its output; `nil` where it names
  /// none.
  ///
  /// - Throws: `WorkbenchError.usage` for a quantity that is several numbers.
  func number(_ request: StudyRequest) throws(WorkbenchError) -> (Quantity, String)? {
    guard let target = request.quantities.last,
      let quantity = study.quantity(named: target.quantity)
    else { return nil }
    guard let output = ReportComposer.output(target, in: study) else {
      throw .usage(
        "`show \(request.form.word) \(quantity.name)` needs one number; \(quantity.name) varies over"
          + " \(quantity.indexes.map(\.name).joined(separator: ", ")). Name a cell."
      )
    }
    return (quantity, output)
  }
}
