// The elementary functions of the C library (exp, log, pow, sin, ...) for every target that computes,
// from one place: which library they come from decides the last bits, and is said here alone.
#if canImport(Glibc)
  @_exported import Glibc
#else
  @_exported import Darwin
#endif
