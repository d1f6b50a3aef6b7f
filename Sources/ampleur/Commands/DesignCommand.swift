import ArgumentParser
import Workbench

/// How the points of plain samples are chosen.
enum SamplingOption: String, ExpressibleByArgument, CaseIterable {
  case quasi
  case monteCarlo = "monte-carlo"
}

/// `ampleur design`.
struct DesignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "design",
    abstract: "Write the runs that another model should make, as a CSV file.",
    discussion: """
      Each row is a run: its number, and a value for every uncertain input of the study in the unit \
      that the header names. Run your model for every row and give the results to `ampleur analyse`. \
      The file DESIGN.csv.json beside the design holds method and seed; keep the two together.
      """
  )

  @Argument(help: "The study file.")
  var study: String
  @Option(
    help: """
      sobol (shares of the variance), morris (screening), samples (plain draws), or a method that \
      analyses draws: rank, borgonovo, pawn, hsic, regression, perturbed-law.
      """
  )
  var method: String = "sobol"
  @Option(help: "The most runs that your model can make.")
  var runs: Int?
  @Option(
    parsing: .unconditional,
    help: "Instead: the draws, as `ampleur sensitivity` counts them for the method.",
    transform: NumberOption.draws
  )
  var draws: Int?
  @Option(
    parsing: .unconditional,
    help: "The seed; default: the study's own, else 1.",
    transform: NumberOption.seed
  )
  var seed: UInt64?
  @Option(help: "For samples: quasi (evenly spread points) or monte-carlo.")
  var sampling: SamplingOption = .quasi
  @Option(help: "Only the inputs of this quantity; default: all uncertain inputs of the study.")
  var of: String?
  @Option(name: .shortAndLong, help: "Where the design goes, such as design.csv.")
  var output: String
  @OptionGroup var data: DataOptions

  func validate() throws {
    guard !output.isEmpty, !output.hasSuffix("/") else {
      throw ValidationError("-o needs the name of a file, such as design.csv; got \"\(output)\".")
    }
  }

  func run() throws {
    try Terminal.run {
      let loaded = try LoadedStudy(path: study, dataFolder: data.dataFolder, trust: data.trust)
      if !loaded.warnings.isEmpty { Terminal.message(loaded.warnings) }
      let request = DesignRequest(
        method: method,
        runs: runs,
        draws: draws,
        seed: seed,
        isMonteCarlo: sampling == .monteCarlo,
        quantity: of
      )
      let design = try loaded.design(request, at: output)
      try WholeFiles.write(design.files, sparing: loaded.protected)
      Terminal.message(design.message)
    }
  }
}
