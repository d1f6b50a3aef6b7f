/// Why the numerical error of a figure cannot be known from the draws.
public enum UnknownErrorReason: String, Sendable, CaseIterable {
  /// All draws are equal, so that nothing is known of values that are rarer than about 3 in the
  /// number of draws.
  case oneValue
  /// A few far or rare draws make up most of the figure; as many may be missing.
  case fewDraws
  /// A condition in the formula held in all draws or in none, so that a branch was not seen.
  case unmetBranch
  /// The tail is so heavy that the figure does not settle, or settles too slowly to be measured.
  case heavyTail
}

extension UnknownErrorReason {
  /// With fewer draws than this behind a figure its error is not given.
  ///
  /// A count of 25 has a standard deviation of a fifth, which the replicates can still show.
  public static let leastDraws = 25.0
  /// The order of moments up to which averages of draws settle too slowly for an error.
  ///
  /// The error of a mean needs the third moment for its interval to hold; that of a standard
  /// deviation, a mean of squares, twice as much.
  public static let slowMeanOrder = 3.0
  /// As ``slowMeanOrder``, for the standard deviation.
  public static let slowDeviationOrder = 6.0
}
