import Uncertainty
import Units

/// A function that a layer above gives to the study language, such as an estimator.
///
/// The language checks the arguments' units and indexes against what the built-in says, and hands
/// it numbers; the built-in answers with a distribution or a number.
public protocol BuiltIn: Sendable {
  /// The name in the language.
  var name: String { get }
  /// One sentence about what it gives.
  var summary: String { get }
  /// An example in the language.
  var example: String { get }

  /// Computes the result.
  ///
  /// - Parameter arguments: The arguments in order, with labels.
  /// - Returns: The result in terms of cells.
  /// - Throws: `BuiltInError` with a sentence for the user.
  func call(_ arguments: [BuiltInArgument]) throws(BuiltInError) -> BuiltInResult
}

/// An argument of a built-in: numbers that are certain, over at most one index.
public struct BuiltInArgument: Sendable {
  /// The label before the colon; `nil` without one.
  public let label: String?
  /// The unit of the numbers.
  public let unit: Unit
  /// The index, when there is one.
  public let index: StudyIndex?
  /// The numbers, one for each label, or a single one.
  public let values: [Double]
}
