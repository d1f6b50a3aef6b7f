import Foundation
import StudyLanguage
import Uncertainty

/// How many draws, from which seed, on how many threads.
public struct RunSettings: Sendable {
  /// The number of draws asked for; `nil` for the study's own, else ``defaultDraws``.
  public var draws: Int?
  /// The seed; `nil` for the study's own, else ``defaultSeed``.
  public var seed: UInt64?
  /// The number of threads; `nil` for all cores.
  public var threads: Int?
  /// Draws until the numerical half-width of the headline is below this share of it.
  public var precision: Double?
  /// The names of the quantities to compute; empty for all.
  public var only: [String]

  /// The draws when nobody says: printed in every output.
  public static let defaultDraws = 100_000
  /// The most draws that a wanted precision may lead to.
  public static let mostDraws = 1 << 24
  /// The seed when nobody says: printed in every output.
  public static let defaultSeed: UInt64 = 1

  /// Makes settings.
  public init(
    draws: Int? = nil,
    seed: UInt64? = nil,
    threads: Int? = nil,
    precision: Double? = nil,
    only: [String] = []
  ) {
    self.draws = draws
    self.seed = seed
    self.threads = threads
    self.precision = precision
    self.only = only
  }

  /// The settings of the engine for a study.
  func simulation(for study: CheckedStudy) -> SimulationSettings {
    SimulationSettings(
      draws: draws ?? study.document.frontMatter.draws ?? Self.defaultDraws,
      seed: seed ?? study.document.frontMatter.seed ?? Self.defaultSeed,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
    )
  }
}
