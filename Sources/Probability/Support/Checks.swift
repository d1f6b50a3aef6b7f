/// Throws unless a condition on one parameter holds; write it so that NaN fails.
@inline(__always)
func require(
  _ condition: Bool,
  _ family: String,
  _ parameter: String,
  _ requirement: String,
  _ value: Double
) throws(DistributionError) {
  guard condition else {
    throw .outsideDomain(
      family: family,
      parameter: parameter,
      requirement: requirement,
      value: value
    )
  }
}

/// Throws unless a parameter is a finite number.
@inline(__always)
func requireFinite(_ family: String, _ parameter: String, _ value: Double)
  throws(DistributionError)
{
  try require(value.isFinite, family, parameter, "finite", value)
}

/// Throws unless a parameter is positive and finite.
@inline(__always)
func requirePositive(_ family: String, _ parameter: String, _ value: Double)
  throws(DistributionError)
{
  try require(value > 0, family, parameter, "> 0", value)
  try requireFinite(family, parameter, value)
}

/// The smallest shape whose incomplete gamma and beta functions can be computed.
let smallestShape = 1e-300

/// Throws unless a shape is positive, finite and large enough for its functions to be computed.
func requireShape(_ family: String, _ parameter: String, _ value: Double)
  throws(DistributionError)
{
  try requirePositive(family, parameter, value)
  try require(value >= smallestShape, family, parameter, ">= 1e-300", value)
}

/// Throws unless a condition on several parameters holds.
@inline(__always)
func requireOrder(
  _ condition: Bool,
  _ family: String,
  _ requirement: String,
  _ values: [(name: String, value: Double)]
) throws(DistributionError) {
  guard condition else {
    throw .contradiction(
      family: family,
      requirement: requirement,
      values: values.map { DistributionError.ParameterValue($0.name, $0.value) }
    )
  }
}

extension Distribution {
  /// Handles the ends of the probability scale, and NaN, before an inner quantile function.
  @inline(__always)
  func lowerQuantile(_ p: Double, _ inner: (Double) -> Double) -> Double {
    guard p >= 0 && p <= 1 else { return .nan }
    if p == 0 { return support.lowerBound }
    if p == 1 { return support.upperBound }
    return inner(p)
  }

  /// Handles the ends of the probability scale, and NaN, before an inner upper-tail quantile.
  @inline(__always)
  func upperQuantile(_ q: Double, _ inner: (Double) -> Double) -> Double {
    guard q >= 0 && q <= 1 else { return .nan }
    if q == 0 { return support.upperBound }
    if q == 1 { return support.lowerBound }
    return inner(q)
  }

  /// The standard deviation; NaN or infinite where the variance is.
  public var standardDeviation: Double { variance.squareRoot() }
}
