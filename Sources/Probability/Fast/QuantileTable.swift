import CSpecialFunctions
import CVectorKernels

/// A quantile function as polynomials, built once and then evaluated over blocks.
///
/// With `w = min(u, 1 - u)` the cells are equal parts of the octaves of `w`, so that the grid is
/// graded towards both tails and a cell is read off the bits of `w` without a search. In each cell
/// stands a polynomial of degree 7 through the quantiles at Chebyshev nodes. Those come from the
/// density: between exact quantiles at the ends of the octaves the cdf is the integral of a
/// Chebyshev series of the density, which Newton steps invert (numerical inversion after
/// Derflinger, Hoermann and Leydold, on a grid of their probabilities instead of the values).
///
/// When a cell is built its error is measured where the error of Chebyshev interpolation is
/// greatest. A cell is used only if
///
/// ```
/// |F(x) - u| <= 1e-12 and |F(x) - u| <= 1e-10 min(u, 1 - u)
/// ```
///
/// Elsewhere (corners and gaps of a density), and beyond 2^-17 from either end, the exact quantile
/// function is called.
///
/// References: Derflinger, Hoermann and Leydold 2010, ACM TOMACS 20:18, doi:10.1145/1842722.1842723.
public struct QuantileTable: Sendable {
  /// The distribution whose quantiles the table holds.
  public let distribution: any Distribution
  /// The largest error in probability that was measured in any cell in use.
  public let largestError: Double
  /// The probability with which a point falls on the exact quantile function.
  public let exactShare: Double
  private let rows: TableRows
  private let mantissaBits: Int32
  private let exponentiate: Bool
  private let shift: Double

  /// Builds the table of a continuous distribution.
  ///
  /// It tries 8, 16 and 32 cells an octave, and the logarithm of the distance to a finite lower
  /// end where the quantile itself is too steep, and keeps what needs the exact function least.
  ///
  /// - Parameter distribution: A continuous distribution; its density and quantile function must
  ///   agree.
  public init(_ distribution: some Distribution) {
    let low = distribution.support.lowerBound
    var best: QuantileTableBuilder?
    for (bits, logarithmic) in [
      (3, false), (3, true), (4, false), (4, true), (5, false), (5, true),
    ] {
      if logarithmic && !low.isFinite { continue }
      var candidate = QuantileTableBuilder(mantissaBits: bits, low: logarithmic ? low : nil)
      candidate.build(distribution, unlessExactExceeds: best?.exactShare ?? 2)
      if candidate.exactShare < best?.exactShare ?? 2 { best = candidate }
      if let best, best.exactShare <= QuantileTableBuilder.tailShare { break }
    }
    self.init(best ?? QuantileTableBuilder(mantissaBits: 3, low: nil), distribution)
  }

  /// Builds the table of a count whose quantiles are those of the table, rounded up.
  init(counts: SmoothedCount) {
    var best: QuantileTableBuilder?
    for (bits, logarithmic) in [
      (3, false), (3, true), (4, false), (4, true), (5, false), (5, true),
    ] {
      let low = logarithmic ? counts.count.support.lowerBound - 1 : nil
      var candidate = QuantileTableBuilder(mantissaBits: bits, low: low)
      candidate.build(counts, unlessExactExceeds: best?.exactShare ?? 2)
      if candidate.exactShare < best?.exactShare ?? 2 { best = candidate }
      if let best, best.exactShare <= QuantileTableBuilder.tailShare { break }
    }
    self.init(best ?? QuantileTableBuilder(mantissaBits: 3, low: nil), counts.count)
  }

  private init(_ chosen: QuantileTableBuilder, _ distribution: any Distribution) {
    self.distribution = distribution
    rows = TableRows(chosen.rows)
    largestError = chosen.largestError
    exactShare = min(1, chosen.exactShare)
    mantissaBits = Int32(chosen.mantissaBits)
    exponentiate = chosen.low != nil
    shift = chosen.low ?? 0
  }

  /// The number of polynomials.
  public var cellCount: Int { 2 * (16 << Int(mantissaBits)) }

  /// Replaces probabilities by quantiles in place.
  ///
  /// The result for one probability does not depend on its place in the block.
  ///
  /// - Parameter block: Probabilities strictly between 0 and 1 on entry, quantiles on return.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    rows.withPointer { pointer in
      var table = quantile_table(
        rows: pointer,
        mantissa_bits: mantissaBits,
        exponentiate: exponentiate ? 1 : 0,
        first_cell: Int64((0x1p-17).bitPattern >> UInt64(52 - mantissaBits)),
        cells_per_side: 16 << Int64(mantissaBits),
        shift: shift
      )
      transformInParts(block, exact: distribution) { part, count, places, probabilities in
        quantile_by_table(&table, part, count, places, probabilities)
      }
    }
  }
}

/// Runs a kernel that may miss probabilities over parts of a block, and fills in what it missed
/// with exact quantiles.
func transformInParts(
  _ block: UnsafeMutableBufferPointer<Double>,
  exact: some Distribution,
  _ kernel: (
    UnsafeMutablePointer<Double>, Int, UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<Double>
  ) -> Int
) {
  guard let base = block.baseAddress else { return }
  let length = 512
  withUnsafeTemporaryAllocation(of: UInt32.self, capacity: length) { places in
    withUnsafeTemporaryAllocation(of: Double.self, capacity: length) { probabilities in
      guard let place = places.baseAddress, let probability = probabilities.baseAddress else {
        return
      }
      var start = 0
      while start < block.count {
        let count = min(length, block.count - start)
        let missed = kernel(base + start, count, place, probability)
        for index in 0..<missed {
          base[start + Int(place[index])] = exact.quantile(probability[index])
        }
        start += count
      }
    }
  }
}

/// Rows of 8 coefficients, each on a cache line of its own; written once.
private final class TableRows: @unchecked Sendable {
  private let storage: UnsafeMutablePointer<Double>

  init(_ values: [Double]) {
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(64, values.count * MemoryLayout<Double>.stride),
      alignment: 64
    )
    storage = raw.bindMemory(to: Double.self, capacity: max(8, values.count))
    storage.initialize(from: values, count: values.count)
  }

  deinit { UnsafeMutableRawPointer(storage).deallocate() }

  func withPointer(_ body: (UnsafePointer<Double>) -> Void) {
    withExtendedLifetime(self) { body(storage) }
  }
}
