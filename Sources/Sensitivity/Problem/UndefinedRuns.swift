import Uncertainty

/// The rule for evaluations without a finite result: counted, left out up to 5 %, refused beyond.
enum UndefinedRuns {
  /// The largest share that may be left out.
  static let limit = 0.05

  static func check(_ count: Int, of total: Int, method: String) throws(SensitivityError) {
    guard Double(count) <= limit * Double(total) else {
      throw .tooManyUndefinedRuns(count: count, total: total, method: method)
    }
  }
}
