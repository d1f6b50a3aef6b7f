/// Whether two numbers agree within a relative tolerance, exactly where the expected one is 0.
///
/// - Parameters:
///   - actual: The computed value.
///   - expected: The reference value.
///   - relative: The largest allowed `|actual - expected| / |expected|`.
///   - absolute: The largest allowed `|actual - expected|` where the relative test fails.
public func isClose(
  _ actual: Double,
  _ expected: Double,
  relative: Double,
  absolute: Double = 0
) -> Bool {
  if actual == expected { return true }
  let difference = abs(actual - expected)
  return difference <= relative * abs(expected) || difference <= absolute
}

/// The number of correct significant digits: minus the decimal logarithm of the relative error.
public func correctDigits(_ actual: Double, _ expected: Double) -> Double {
  if actual == expected { return 16 }
  guard expected != 0 else { return -log10Magnitude(actual) }
  return -log10Magnitude((actual - expected) / expected)
}

private func log10Magnitude(_ x: Double) -> Double {
  #if canImport(Glibc)
    return Glibc.log10(abs(x))
  #else
    return Darwin.log10(abs(x))
  #endif
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
