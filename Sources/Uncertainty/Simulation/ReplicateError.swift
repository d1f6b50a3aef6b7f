import NumericCore

/// The numerical error of an estimate, from its spread over independent replicates.
enum ReplicateError {
  /// The standard deviation of the replicates' estimates over the root of their number.
  ///
  /// - Parameter estimates: One for each replicate; exactly 0 where all are equal, NaN where one
  ///   is undefined.
  static func standardError(_ estimates: [Double]) -> Double {
    guard let first = estimates.first else { return .nan }
    return estimates.allSatisfy { $0 == first } ? 0 : Moments(estimates).standardError
  }
}
