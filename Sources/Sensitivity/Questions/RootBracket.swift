import Uncertainty

/// A root of a continuous function between two places where its signs differ.
enum RootBracket {
  /// Finds a root by interpolation safeguarded by bisection (Chandrupatla's method).
  ///
  /// Reference: Chandrupatla (1997), A new hybrid quadratic/bisection algorithm for finding the
  /// zero of a nonlinear function without using derivatives, Advances in Engineering Software
  /// 28(3), doi:10.1016/S0965-9978(96)00051-8.
  ///
  /// - Parameters:
  ///   - low: One end with the function's value there.
  ///   - high: The other end with a value of the other sign.
  ///   - tolerance: The largest width of the final bracket.
  ///   - function: The function; NaN ends the search.
  /// - Returns: The end of the final bracket at which the function is nearer to 0, and its value
  ///   there.
  static func solve<Failure: Error>(
    low: (x: Double, f: Double),
    high: (x: Double, f: Double),
    tolerance: Double,
    function: (Double) throws(Failure) -> Double
  ) throws(Failure) -> (x: Double, f: Double) {
    if low.f == 0 { return low }
    if high.f == 0 { return high }
    var (a, fa) = high
    var (b, fb) = low
    var (c, fc) = (a, fa)
    var t = 0.5
    for _ in 0..<80 {
      let x = a + t * (b - a)
      let fx = try function(x)
      guard !fx.isNaN else { return (.nan, .nan) }
      if (fx > 0) == (fa > 0) {
        (c, fc) = (a, fa)
      } else {
        (c, fc) = (b, fb)
        (b, fb) = (a, fa)
      }
      (a, fa) = (x, fx)
      let (best, value) = abs(fa) < abs(fb) ? (a, fa) : (b, fb)
      let limit = (2 * Double.ulpOfOne * abs(best) + tolerance / 2) / abs(b - a)
      if limit > 0.5 || value == 0 { return (best, value) }
      let xi = (a - b) / (c - b)
      let phi = (fa - fb) / (fc - fb)
      if phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi {
        t =
          fa / (fb - fa) * fc / (fb - fc)
          + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
      } else {
        t = 0.5
      }
      t = min(max(t, limit), 1 - limit)
    }
    return abs(fa) < abs(fb) ? (a, fa) : (b, fb)
  }
}
