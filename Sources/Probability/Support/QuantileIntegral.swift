import CSpecialFunctions

/// The integral over 0 < p < 1 of a function of the quantile, by the tanh-sinh rule.
///
/// Both halves are taken from the end of their own tail, with the quantile of the lower tail and
/// of the upper one, so that singular ends (heavy tails, infinite density) keep full accuracy:
/// about 1e-13 relative for analytic quantile functions.
///
/// References: Takahasi and Mori 1974, Publ. RIMS 9:721.
func quantileIntegral(
  of distribution: some Distribution,
  _ function: (Double) -> Double
) -> Double {
  // p = 1 / (1 + exp(pi sinh t)), dp = pi cosh t p (1 - p) dt; step 1/16 to |t| = 5.3.
  let step = 1.0 / 16
  var sum = 0.0
  for index in stride(from: 85, through: 0, by: -1) {
    let t = Double(index) * step
    let e = exp(-Double.pi * sinh(t))
    let tail = e / (1 + e)
    let weight = Double.pi * cosh(t) * tail / (1 + e)
    guard weight > 0 && tail > 0 else { continue }
    let below = function(distribution.quantile(tail)) * weight
    if index == 0 {
      sum += below
    } else {
      sum += below + function(distribution.survivalQuantile(tail)) * weight
    }
  }
  return sum * step
}

/// The mean and the variance of a continuous distribution from its quantile function.
func quantileMoments(of distribution: some Distribution) -> (mean: Double, variance: Double) {
  let centre = distribution.quantile(0.5)
  let offset = quantileIntegral(of: distribution) { $0 - centre }
  let mean = centre + offset
  let variance = quantileIntegral(of: distribution) { ($0 - mean) * ($0 - mean) }
  return (mean, variance)
}
