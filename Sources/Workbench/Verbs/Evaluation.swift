import Reporting
import StudyLanguage
import TextCore

/// A study loaded and evaluated: what `run`, `report` and `compare` start from.
public struct Evaluation: Sendable {
  /// The study.
  public let loaded: LoadedStudy
  /// Its results.
  public let results: StudyResults
  /// What came of a wanted precision, as a sentence; `nil` when none was asked for.
  public let precisionNote: String?
  let settings: RunSettings

  /// Loads, checks and evaluates a study.
  ///
  /// - Parameters:
  ///   - path: The path of the study.
  ///   - dataFolder: The folder of data sets; `nil` to look for one.
  ///   - trust: Whether the study may read files outside its folder.
  ///   - outputs: Files that will be written from it: refused before anything is computed where
  ///     they would replace the study or what it uses.
  ///   - settings: Draws, seed and threads.
  ///   - keepsDraws: Whether the draws are kept: charts need them, tables of results do not.
  ///   - progress: Called with the share done; returning false stops the work.
  /// - Throws: `WorkbenchError`.
  public init(
    path: String,
    dataFolder: String? = nil,
    trust: Bool = false,
    outputs: [String] = [],
    settings: RunSettings = RunSettings(),
    keepsDraws: Bool = true,
    progress: ((Double) -> Bool)? = nil
  ) throws(WorkbenchError) {
    loaded = try LoadedStudy(path: path, dataFolder: dataFolder, trust: trust)
    for output in outputs { try loaded.protected.refuse(output) }
    try loaded.study.requireNamed(settings.only)
    let search = try PrecisionSearch(
      loaded.study,
      settings: settings,
      keepsDraws: keepsDraws,
      progress: progress
    )
    results = search.results
    precisionNote = search.note
    self.settings = search.settings
  }

  /// The language of the study as the report's language.
  public var language: Language { loaded.language }

  /// The same study, to ask further questions of.
  public var inquiry: Inquiry {
    Inquiry(loaded, settings: settings, precisionNote: precisionNote)
  }

  func context(_ language: Language, figurePrefix: String) -> ReportContext {
    ReportContext(
      labels: Labels(loaded: loaded, language: language, figurePrefix: figurePrefix),
      results: results
    )
  }

  /// A composer with the scenarios that the report will show.
  func composer(
    _ language: Language,
    figurePrefix: String,
    progress: ((Double) -> Bool)? = nil
  ) throws(WorkbenchError) -> ReportComposer {
    var outputs: [String] = []
    let requests = loaded.study.requests.filter { $0.asks(.scenarios) }
    // A report that is not asked for scenarios shows those of the headline.
    if requests.isEmpty, let headline = loaded.study.headline, headline.cells.count == 1 {
      outputs.append(headline.cells[0].output)
    }
    for request in requests {
      for target in request.quantities {
        if let output = ReportComposer.output(target, in: loaded.study), !outputs.contains(output) {
          outputs.append(output)
        }
      }
    }
    let run = try ScenarioRun(results, settings: settings, outputs: outputs, progress: progress)
    return ReportComposer(
      context: context(language, figurePrefix: figurePrefix),
      settings: settings,
      scenarioRun: run
    )
  }
}
