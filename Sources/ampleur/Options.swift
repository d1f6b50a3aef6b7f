import ArgumentParser
import TextCore
import Workbench

/// Where data sets are, and what a study may read.
struct DataOptions: ParsableArguments {
  @Option(name: .customLong("data"), help: "The folder of data sets; default: datasets/ nearby.")
  var dataFolder: String?
  @Flag(help: "Let the study read files outside its folder; only for studies you trust.")
  var trust = false
}

extension DataOptions {
  /// The data sets.
  func sets() throws -> DataSets { try DataSets(dataFolder: dataFolder, trust: trust) }
}

/// How many draws, from which seed, on how many threads.
struct DrawOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Draws, rounded up to whole replicates of a power of two; default: 100000.",
    transform: NumberOption.draws
  )
  var draws: Int?
  @Option(
    parsing: .unconditional,
    help: "The seed; default: the study's own, else 1.",
    transform: NumberOption.seed
  )
  var seed: UInt64?
  @Option(help: "Threads; the result does not depend on them; default: all cores.")
  var threads: Int?

  @Option(help: "Draw until the headline's numerical half-width is below this share, as 0.5%.")
  var precision: String?
  @Option(help: "Compute only this quantity; may be given again. Long runs then need less memory.")
  var only: [String] = []

  func validate() throws {
    _ = try share()
    if let threads {
      guard threads >= 1, threads <= 1024 else {
        throw ValidationError("--threads needs a whole number from 1 to 1024; got \(threads).")
      }
    }
  }

  private func share() throws -> Double? {
    guard let precision else { return nil }
    let percent = precision.hasSuffix("%")
    let text = (percent ? String(precision.dropLast()) : precision).filter { $0 != " " }
    guard let number = Double(text), number > 0, number < (percent ? 100 : 1) else {
      throw ValidationError(
        "--precision needs a share between 0 and 100%, such as 0.5% or 0.005; got \(precision)."
      )
    }
    return percent ? number / 100 : number
  }

  var settings: RunSettings {
    RunSettings(
      draws: draws,
      seed: seed,
      threads: threads,
      precision: (try? share()) ?? nil,
      only: only
    )
  }
}

extension Language: ExpressibleByArgument {
  /// A language by its code, in small or large letters.
  public init?(argument: String) { self.init(rawValue: argument.lowercased()) }
}
