import CSpecialFunctions

/// Doubles in the order of the numbers they stand for, as integers, so that a bisection can halve
/// the count of representable values between two ends whatever their scale.
private func ordinal(_ x: Double) -> Int64 {
  let bits = Int64(bitPattern: x.bitPattern)
  return bits >= 0 ? bits : Int64.min &- bits
}

private func value(_ ordinal: Int64) -> Double {
  Double(bitPattern: UInt64(bitPattern: ordinal >= 0 ? ordinal : Int64.min &- ordinal))
}

/// The smallest double in a bracket at which a rising function reaches 0.
///
/// Regula falsi steps (Illinois) alternate with bisection over the representable numbers, so that
/// steps, kinks and ends of very different scale cost at most twice the 64 halvings.
///
/// - Parameters:
///   - bracket: Ends, finite or not; the function is below 0 at the low end, unless the low end
///     is the answer, and at or above 0 at the high end.
///   - function: A non-decreasing function.
func monotoneRoot(in bracket: ClosedRange<Double>, of function: (Double) -> Double) -> Double {
  let finiteLow = max(bracket.lowerBound, -Double.greatestFiniteMagnitude)
  let finiteHigh = min(bracket.upperBound, Double.greatestFiniteMagnitude)
  var low = finiteLow
  var high = finiteHigh
  var atLow = function(low)
  if atLow >= 0 || atLow.isNaN { return atLow.isNaN ? .nan : low }
  var atHigh = function(high)
  if atHigh < 0 { return bracket.upperBound }
  var steps = 0
  while ordinal(high) &- ordinal(low) > 1 || ordinal(high) &- ordinal(low) < 0 {
    var middle: Double
    let secant = low - atLow * ((high - low) / (atHigh - atLow))
    if steps % 3 != 2, secant > low, secant < high, atHigh > 0 {
      middle = secant
    } else {
      let a = ordinal(low)
      let b = ordinal(high)
      middle = value((a >> 1) &+ (b >> 1) &+ (a & b & 1))
      if steps % 6 != 5 {
        let half = low + (high - low) / 2
        if half > low && half < high && (low > 0) == (high > 0) && high < 4 * low {
          middle = half
        }
      }
      if !(middle > low && middle < high) { middle = high.nextDown }
    }
    let there = function(middle)
    if there.isNaN { return .nan }
    if there < 0 {
      low = middle
      atLow = there
      if steps % 3 == 0 { atHigh /= 2 }
    } else {
      high = middle
      atHigh = there
      if steps % 3 == 1 { atLow /= 2 }
    }
    steps += 1
  }
  return high
}
