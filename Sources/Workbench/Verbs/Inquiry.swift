import Reporting
import StudyLanguage
import TextCore

/// A study that questions can be asked of.
///
/// Each question draws what it needs, and some need no draw: nothing is computed before one is asked.
public struct Inquiry: Sendable {
  /// The study.
  public let loaded: LoadedStudy
  /// What came of a wanted precision, as a sentence; `nil` when none was asked for.
  public let precisionNote: String?
  let settings: RunSettings

  /// Loads and checks a study.
  ///
  /// - Parameters:
  ///   - path: The path of the study.
  ///   - dataFolder: The folder of data sets; `nil` to look for one.
  ///   - trust: Whether the study may read files outside its folder.
  ///   - outputs: Files that will be written from it: refused before anything is computed where
  ///     they would replace the study or what it uses.
  ///   - settings: Draws, seed and threads of each question. A wanted precision is that of the
  ///     headline; the draws that reach it are found first, and are those of the questions.
  ///   - progress: Called with the share done of that search; returning false stops it.
  /// - Throws: `WorkbenchError`.
  public init(
    path: String,
    dataFolder: String? = nil,
    trust: Bool = false,
    outputs: [String] = [],
    settings: RunSettings = RunSettings(),
    progress: ((Double) -> Bool)? = nil
  ) throws(WorkbenchError) {
    let loaded = try LoadedStudy(path: path, dataFolder: dataFolder, trust: trust)
    for output in outputs { try loaded.protected.refuse(output) }
    try loaded.study.requireNamed(settings.only)
    guard settings.precision != nil else {
      self.init(loaded, settings: settings)
      return
    }
    let search = try PrecisionSearch(
      loaded.study,
      settings: settings,
      keepsDraws: false,
      progress: progress
    )
    self.init(loaded, settings: search.settings, precisionNote: search.note)
  }

  init(_ loaded: LoadedStudy, settings: RunSettings, precisionNote: String? = nil) {
    self.loaded = loaded
    self.settings = settings
    self.precisionNote = precisionNote
  }

  /// The language of the study as the report's language.
  public var language: Language { loaded.language }

  /// What the parts of the study are called in its own language.
  var labels: Labels { Labels(loaded: loaded, language: language, figurePrefix: "") }

  /// The quantity and the model output of a name typed by the user.
  ///
  /// - Parameters:
  ///   - name: A quantity or one of its cells; `nil` for the headline.
  ///   - purpose: What the output is wanted for, as in "to ask about".
  func output(
    named name: String?,
    purpose: String
  ) throws(WorkbenchError) -> (Quantity, String) {
    guard let target = name ?? loaded.study.headline?.name else {
      throw .usage("The study computes nothing \(purpose).")
    }
    return try loaded.study.output(named: target)
  }
}
