/// A running sum that carries its own rounding error along.
///
/// The value is as accurate as if the sum had been formed in twice the working precision and
/// rounded once. It depends on the order of the terms alone: feeding the same terms in blocks of
/// any size gives the same bits.
///
/// Reference: Neumaier (1974), Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
/// Summen, ZAMM 54, doi:10.1002/zamm.19740540106; products after Ogita, Rump and Oishi (2005).
public struct CompensatedSum: Sendable, Equatable {
  @usableFromInline var sum: Double
  @usableFromInline var compensation: Double

  /// An empty sum, whose value is 0.
  @inlinable
  public init() {
    sum = 0
    compensation = 0
  }

  /// The sum of the elements of a sequence, in their order.
  ///
  /// - Parameter terms: Any numbers; infinities and NaN propagate as in plain addition.
  @inlinable
  public init(_ terms: some Sequence<Double>) {
    self.init()
    for term in terms { add(term) }
  }

  /// The sum so far, rounded to a double.
  @inlinable public var value: Double {
    let total = sum + compensation
    // With an infinite term the compensation is NaN; the plain sum is then the answer.
    return sum.isFinite ? total : sum
  }

  /// The sum so far, as an unevaluated pair: the rounded value and what it leaves out.
  @inlinable public var parts: (value: Double, remainder: Double) {
    guard sum.isFinite else { return (sum, 0) }
    let (value, remainder) = ErrorFree.sum(sum, compensation)
    return (value, remainder)
  }

  /// Adds one term.
  ///
  /// - Parameter term: Any number.
  @inlinable
  public mutating func add(_ term: Double) {
    let (next, error) = ErrorFree.sum(sum, term)
    compensation += error
    sum = next
  }

  /// Adds a product without losing what rounding the product would leave out.
  ///
  /// - Parameters:
  ///   - a: One factor.
  ///   - b: The other factor.
  @inlinable
  public mutating func add(product a: Double, _ b: Double) {
    let (product, error) = ErrorFree.product(a, b)
    add(product)
    compensation += error
  }

  /// Adds another running sum, keeping both errors.
  ///
  /// - Parameter other: A sum formed elsewhere. Merging in another order may change the last bit.
  @inlinable
  public mutating func add(_ other: CompensatedSum) {
    add(other.sum)
    compensation += other.compensation
  }

  /// Adds one term.
  ///
  /// - Parameters:
  ///   - total: The sum to change.
  ///   - term: Any number.
  @inlinable
  public static func += (total: inout CompensatedSum, term: Double) {
    total.add(term)
  }
}
