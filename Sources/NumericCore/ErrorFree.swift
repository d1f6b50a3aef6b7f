/// Error-free transformations: a rounded result and its exact rounding error.
///
/// Reference: Ogita, Rump and Oishi (2005), Accurate sum and dot product, SIAM Journal on
/// Scientific Computing 26(6), doi:10.1137/030601818.
public enum ErrorFree {
  /// The sum of two numbers and the part that rounding left out.
  ///
  /// ```
  /// a + b = sum + error, exactly
  /// ```
  /// - Parameters:
  ///   - a: A finite number.
  ///   - b: A finite number, of any size beside `a`.
  /// - Returns: The rounded sum and its error; exact unless the sum overflows.
  @inlinable
  public static func sum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
    let sum = a + b
    let other = sum - a
    return (sum, (a - (sum - other)) + (b - other))
  }

  /// The product of two numbers and the part that rounding left out.
  ///
  /// ```
  /// a * b = product + error, exactly
  /// ```
  /// - Parameters:
  ///   - a: A finite number.
  ///   - b: A finite number.
  /// - Returns: The rounded product and its error; exact unless the product or its error
  ///   overflows or underflows.
  @inlinable
  public static func product(_ a: Double, _ b: Double) -> (product: Double, error: Double) {
    let product = a * b
    return (product, (-product).addingProduct(a, b))
  }
}
