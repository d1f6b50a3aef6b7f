#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }

/// The decimal logarithm.
func decimalLogarithm(_ x: Double) -> Double { log10(x) }
