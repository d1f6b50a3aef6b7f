import ArgumentParser
import Workbench

/// Where data sets are.
struct DataOptions: ParsableArguments {
  @Option(name: .customLong("data"), help: "The folder of data sets; default: datasets/ nearby.")
  var dataFolder: String?
}

/// How many draws, from which seed, on how many threads.
struct DrawOptions: ParsableArguments {
  @Option(help: "Draws, rounded up to 16 replicates of a power of two; default: 100000.")
  var draws: Int?
  @Option(help: "The seed; default: the study's own, else 1.")
  var seed: UInt64?
  @Option(help: "Threads; the result does not depend on them; default: all cores.")
  var threads: Int?

  func validate() throws {
    if let draws {
      guard draws >= 1, draws <= 1 << 32 else {
        throw ValidationError("--draws needs a whole number from 1 to 4294967296; got \(draws).")
      }
    }
    if let threads {
      guard threads >= 1, threads <= 1024 else {
        throw ValidationError("--threads needs a whole number from 1 to 1024; got \(threads).")
      }
    }
  }

  var settings: RunSettings { RunSettings(draws: draws, seed: seed, threads: threads) }
}

/// The language of the answer.
enum LanguageOption: String, ExpressibleByArgument, CaseIterable {
  case en
  case fr
}
