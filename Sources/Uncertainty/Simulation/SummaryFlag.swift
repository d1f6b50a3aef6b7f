/// What a reader of a ``Summary`` must be told.
public enum SummaryFlag: String, Sendable, CaseIterable {
  /// Some draws are undefined (NaN); the figures are those of the others.
  case undefinedDraws
  /// Some draws are infinite; moments are infinite or undefined.
  case infiniteDraws
  /// A tail so heavy that the variance is likely infinite, so that the standard deviation, and
  /// with a heavier tail the mean, do not settle with more draws.
  case infiniteVarianceSuspected
}
