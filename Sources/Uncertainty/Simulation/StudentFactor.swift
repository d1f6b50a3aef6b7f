import Probability

/// The factor from a standard error to a 95 % half-width.
package enum StudentFactor {
  /// The 97.5 % quantile of Student's distribution.
  ///
  /// - Parameter degreesOfFreedom: 1 or more; less counts as 1.
  package static func half(degreesOfFreedom: Int) -> Double {
    let student = try? Student(
      degreesOfFreedom: Double(max(1, degreesOfFreedom)),
      location: 0,
      scale: 1
    )
    return student?.quantile(0.975) ?? 1.96
  }
}
