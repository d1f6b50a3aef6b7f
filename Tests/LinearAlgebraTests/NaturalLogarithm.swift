import Foundation

/// The natural logarithm, from the C library.
func naturalLogarithm(_ x: Double) -> Double { log(x) }
