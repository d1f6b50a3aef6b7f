import Reporting
import StudyLanguage

extension Evaluation {
  /// The results as JSON.
  public func runJSON() throws(WorkbenchError) -> String {
    try JSONText.of(RunJSON(results, study: loaded.path))
  }

  /// The results as comma-separated values.
  public func runCSV() -> String { RunCSV.text(results) }

  /// The results as tables for a terminal.
  public func runText() -> String {
    let context = self.context(language, figurePrefix: "")
    let tables = ReportTables(context: context)
    let named = results.namedQuantities
    var blocks: [Block] = []
    if !named.isEmpty { blocks.append(tables.results(named.map { ($0, output: nil) })) }
    if !results.checks.isEmpty || !results.assertions.isEmpty {
      blocks.append(.heading(2, context.words.checks))
      blocks += tables.checks()
    }
    let remarks =
      UndefinedDraws(context: context).sentences() + UnmetBranches(context: context).sentences()
    if !remarks.isEmpty { blocks.append(.list(remarks.map { [.text($0)] })) }
    let title = loaded.study.document.frontMatter.title.text(in: loaded.language) ?? loaded.path
    let document = Document(title: title, language: language, blocks: blocks)
    return MarkdownRenderer().render(document) + "\n" + runLine + "\n"
  }

  /// The line that names version, seed, draws and engine.
  public var runLine: String {
    let record = results.record
    var draws = "\(record.draws) draws"
    if record.draws != results.drawsAsked { draws += " (\(results.drawsAsked) asked)" }
    return "ampleur \(AmpleurVersion.current), seed \(record.seed), \(draws), \(results.engine)"
  }
}
