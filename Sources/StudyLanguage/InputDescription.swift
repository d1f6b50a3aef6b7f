import Probability
import Units

/// How an input was written, so that the report can state it back.
public struct InputDescription: Sendable {
  /// The way the value was given.
  public enum Form: Sendable, Equatable {
    /// A number.
    case constant(Double)
    /// A family of the catalogue by name.
    case family(String)
    /// `a to b`: a 90 % interval with the shape that was chosen for it.
    case interval90(low: Double, high: Double, shape: String)
    /// `m +- s`: a normal distribution by mean and standard deviation.
    case plusMinus(mean: Double, deviation: Double)
    /// `k of n`: the Jeffreys posterior of a proportion.
    case proportion(count: Double, total: Double)
    /// `count(n)`: the Jeffreys posterior of a Poisson count.
    case count(Double)
    /// `about x`: uniform over what rounds to it.
    case rounded(Double, low: Double, high: Double)
    /// Shares that sum to 1, with their weights.
    case shares([Double])
    /// A number from a data set.
    case dataset(String)
  }

  /// What a reader must be told of the shape of an input.
  public enum Remark: Sendable, Equatable {
    /// A lognormal shape that gives a share of the draws above 100 % to a quantity in percent.
    case aboveOne(share: Double)
    /// A normal shape that gives a share of the draws below an end of 0.
    case belowZero(share: Double)
    /// Quantiles that no metalog distribution meets, for a reason, so that they are interpolated; and
    /// the probability of values below 0 where all were positive.
    case fitted(infeasibility: String?, massBelowZero: Double?)
  }

  /// The name of the model input; `nil` for a constant.
  public let inputName: String?
  /// The labels of the cell it fills, in the order of the quantity's indexes.
  public let labels: [String]
  /// The way the value was given.
  public let form: Form
  /// The formula as written.
  public let text: String
  /// The unit of its drawn values, from which the definition may convert; `nil` for a constant.
  public let unit: Unit?
  /// The distribution in the unit of the quantity's definition; `nil` for constants and shares.
  public let distribution: (any Distribution)?
  /// A remark that the report must pass on.
  public let remark: Remark?
}
