import Glibc

/// Adaptive Gauss-Kronrod-free quadrature for tests: 10-point Gauss-Legendre, halved until two
/// levels agree.
func integrate(
  _ f: (Double) -> Double,
  from a: Double,
  to b: Double,
  tolerance: Double,
  depth: Int = 30
) -> Double {
  let whole = gauss10(f, a, b)
  let middle = a > 0 && b > 4 * a ? (a * b).squareRoot() : a + (b - a) / 2
  let halves = gauss10(f, a, middle) + gauss10(f, middle, b)
  if depth == 0 || abs(whole - halves) <= tolerance { return halves }
  return integrate(f, from: a, to: middle, tolerance: tolerance / 2, depth: depth - 1)
    + integrate(f, from: middle, to: b, tolerance: tolerance / 2, depth: depth - 1)
}

/// Nodes and weights: Abramowitz and Stegun 1964, table 25.4, n = 10.
private func gauss10(_ f: (Double) -> Double, _ a: Double, _ b: Double) -> Double {
  let nodes = [
    (0.1488743389816312, 0.2955242247147529), (0.4333953941292472, 0.2692667193099963),
    (0.6794095682990244, 0.2190863625159820), (0.8650633666889845, 0.1494513491505806),
    (0.9739065285171717, 0.0666713443086881),
  ]
  let half = (b - a) / 2
  let middle = a + half
  var sum = 0.0
  for (x, w) in nodes { sum += w * (f(middle - half * x) + f(middle + half * x)) }
  return sum * half
}

/// The integral over 0 < p < 1 of a function given by its two tails, over the log odds.
///
/// With p = 1 / (1 + exp(-t)) the trapezoidal rule converges geometrically for smooth integrands;
/// tails that decay like exp(-|t| / 5) or faster are covered to |t| = 160.
func integrateOverProbability(_ lower: (Double) -> Double, _ upper: (Double) -> Double) -> Double {
  let step = 1.0 / 4
  var sum = 0.0
  for index in stride(from: 640, through: 0, by: -1) {
    let t = Double(index) * step
    let tail = exp(-t) / (1 + exp(-t))
    guard tail > 0 else { continue }
    let weight = tail / (1 + exp(-t))
    sum += weight * lower(tail)
    if index > 0 { sum += weight * upper(tail) }
  }
  return sum * step
}
