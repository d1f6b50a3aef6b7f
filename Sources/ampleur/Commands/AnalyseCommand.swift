import ArgumentParser
import Workbench

extension PointMeaning: ExpressibleByArgument {}

/// `ampleur analyse`.
struct AnalyseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyse",
    abstract: "Analyse the results of runs that `ampleur design` wrote and another model made.",
    discussion: """
      The results are a CSV file with the column `run` and a column for the result, or a column added \
      to the design. Rows may come in any order and may be missing; a failed run is an empty field, \
      NA, NaN or failed. All of these are counted, and up to 5 % of the runs may be without a result.
      """
  )

  @Argument(help: "The study file that the design was written from.")
  var study: String
  @Argument(help: "The design, with its description DESIGN.csv.json beside it.")
  var design: String
  @Argument(help: "The results; not needed where they stand in a column of the design.")
  var results: String?
  @Option(help: "The column of results; needed where there are several.")
  var output: String?
  @Option(help: "For samples: another method that analyses draws than the design names.")
  var method: String?
  @Option(help: "What a point in the results is, where all are like 1.759.")
  var point: PointMeaning?
  @OptionGroup var chart: FigureOption
  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try Terminal.run {
      let answer = try RunsAnalysis.answer(
        study: study,
        RunsRequest(
          design: design,
          results: results,
          output: output,
          method: method,
          point: point
        ),
        dataFolder: data.dataFolder,
        trust: data.trust
      )
      Terminal.result(json ? answer.json : answer.text)
      try chart.write(answer) { _ in
        .usage("This method draws no chart; nothing was written.")
      }
    }
  }
}
