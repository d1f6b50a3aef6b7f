import StudyLanguage

/// Draws until the headline is as precise as wanted.
///
/// The number of draws starts at the study's own and is multiplied by 4 until the 95 % numerical
/// half-width of the headline's median and interval ends is within the wanted share of the median,
/// or ``RunSettings/mostDraws`` is reached, which the note then says.
struct PrecisionSearch {
  let results: StudyResults
  /// The settings of the last run.
  let settings: RunSettings
  /// What came of it; `nil` when no precision was asked for.
  let note: String?

  init(
    _ study: CheckedStudy,
    settings: RunSettings,
    keepsDraws: Bool,
    progress: ((Double) -> Bool)?
  ) throws(WorkbenchError) {
    var settings = settings
    var results = try StudyResults(
      study,
      settings: settings,
      keepsDraws: keepsDraws,
      progress: progress
    )
    guard let wanted = settings.precision, let cell = study.headline?.cells.first else {
      self.results = results
      self.settings = settings
      note = nil
      return
    }
    while Self.share(results.summary(cell.output)) > wanted,
      results.record.draws < RunSettings.mostDraws
    {
      settings.draws = min(RunSettings.mostDraws, results.record.draws * 4)
      results = try StudyResults(
        study,
        settings: settings,
        keepsDraws: keepsDraws,
        progress: progress
      )
    }
    let reached = Self.share(results.summary(cell.output))
    self.results = results
    self.settings = settings
    let name = study.headline?.name ?? ""
    let percent = (reached * 1e6).rounded() / 1e4
    note =
      reached <= wanted
      ? "Precision: the numerical half-width of \(name) is \(percent) % of it after"
        + " \(results.record.draws) draws."
      : "Precision not reached: the numerical half-width of \(name) is"
        + (reached.isFinite ? " \(percent) % of it" : " not a share of it (its median is 0)")
        + " after \(results.record.draws) draws, the most that are made."
  }

  private static func share(_ summary: ResultSummary) -> Double {
    let half = summary.numericalHalfWidth
    guard half > 0 else { return 0 }
    let centre = abs(summary.median)
    return centre > 0 ? half / centre : .infinity
  }
}
