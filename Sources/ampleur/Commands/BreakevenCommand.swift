import ArgumentParser
import Workbench

/// `ampleur breakeven`.
struct BreakevenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breakeven",
    abstract: "Find the value of one input at which a result meets a target."
  )

  @Argument(help: "The study file.")
  var study: String
  @Option(help: "The quantity, such as revenue; default: the headline.")
  var of: String?
  @Option(help: "The target, such as 20 or \"20 MEUR/year\".")
  var at: String
  @Option(help: "The input to move, such as ads or price[top].")
  var by: String
  @Option(help: "Also write the curve to this SVG file.")
  var figure: String?
  @OptionGroup var draw: DrawOptions
  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try Terminal.run {
      let evaluation = try Evaluation(
        path: study,
        dataFolder: data.dataFolder,
        settings: draw.settings,
        progress: Terminal.progress()
      )
      let target = try evaluation.number(at, for: of)
      let answer = try evaluation.analyse(.breakEven(input: by, target: target), of: of)
      Terminal.result(json ? answer.json : answer.text)
      if let figure, let chart = answer.figures.first {
        try WholeFiles.write([(figure, chart.svg)])
        Terminal.message("\(figure): written.")
      }
    }
  }
}
