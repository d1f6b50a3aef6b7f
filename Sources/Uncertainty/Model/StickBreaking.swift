import CVectorKernels
import Probability

/// The construction of Dirichlet shares from independent beta fractions.
enum StickBreaking {
  /// The distributions of the fractions: what share `i` takes of what the earlier ones leave.
  ///
  /// - Parameter alpha: The concentration parameters.
  /// - Returns: One distribution fewer than there are shares.
  /// - Throws: `DistributionError` where a parameter is not above 0 or none is given.
  static func fractions(alpha: [Double]) throws(DistributionError) -> [any Distribution] {
    var result: [any Distribution] = []
    var rest = [Double](repeating: 0, count: alpha.count)
    for index in alpha.indices.dropLast().reversed() {
      rest[index] = rest[index + 1] + alpha[index + 1]
    }
    for index in alpha.indices.dropLast() {
      result.append(try Beta(alpha: alpha[index], beta: rest[index]))
    }
    if alpha.count < 2 { _ = try Beta(alpha: alpha.first ?? 0, beta: 1) }
    return result
  }

  /// Turns fractions into shares, in place.
  ///
  /// - Parameters:
  ///   - shares: One register for each share; the last holds nothing on entry, the others a
  ///     fraction each.
  ///   - file: The registers.
  ///   - count: The number of draws.
  static func run(_ shares: [Int], in file: borrowing RegisterFile, count: Int) {
    let last = file[shares[shares.count - 1]]
    for draw in 0..<count { last[draw] = 1 }
    for index in 0..<(shares.count - 1) {
      block_break_rest(file[shares[index]], last, count)
    }
  }
}
