#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The exponential function of the C library, for bounds.
enum Exponential {
  static func exp(_ x: Double) -> Double {
    #if canImport(Glibc)
      return Glibc.exp(x)
    #else
      return Darwin.exp(x)
    #endif
  }
}
