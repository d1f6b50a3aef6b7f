import CSpecialFunctions
import CVectorKernels

/// The fastest way to turn probabilities into quantiles of one distribution, prepared once.
///
/// Make one for each input and use it for every block. Whatever the way, the result has a cdf
/// within 1e-12 of the probability, and depends on that probability alone.
public struct QuantileSampler: Sendable {
  /// How quantiles are had.
  public enum Method: String, Sendable, CaseIterable {
    /// A closed formula in a vector kernel.
    case kernel
    /// Polynomials of a ``QuantileTable``.
    case table
    /// The cumulative probabilities of a ``GuideTable``.
    case guide
    /// The quantile function itself, one value at a time.
    case exact
  }

  private enum Plan: Sendable {
    case kernel(any Distribution)
    case table(QuantileTable)
    case guide(GuideTable)
    case counts(QuantileTable)
    case folded(QuantileTable, Student)
    case exact(any Distribution)
    indirect case affine(QuantileSampler, shift: Double, scale: Double)
  }

  private let plan: Plan

  /// Prepares the quantiles of a distribution; a table takes about a millisecond.
  ///
  /// - Parameter distribution: Any distribution.
  public init(_ distribution: any Distribution) {
    if distribution is any ClosedFormQuantile {
      plan = .kernel(distribution)
    } else if let moved = distribution as? Affine, moved.scale > 0 {
      plan = .affine(QuantileSampler(moved.base), shift: moved.shift, scale: moved.scale)
    } else if distribution.isDiscrete {
      plan = Self.discrete(distribution)
    } else {
      let table = QuantileTable(distribution)
      plan = Self.continuous(distribution, table)
    }
  }

  private static func continuous(_ distribution: any Distribution, _ table: QuantileTable) -> Plan {
    if let law = distribution as? Student, table.exactShare > 0x1p-7 {
      let folded = QuantileTable(FoldedStudent(degreesOfFreedom: law.degreesOfFreedom))
      if folded.exactShare < table.exactShare { return .folded(folded, law) }
    }
    return table.exactShare < 0.5 ? .table(table) : .exact(distribution)
  }

  private static func discrete(_ distribution: any Distribution) -> Plan {
    if let guide = GuideTable(distribution) { return .guide(guide) }
    if let counts = SmoothedCount(distribution) {
      let table = QuantileTable(counts: counts)
      if table.exactShare < 0.5 { return .counts(table) }
    }
    return .exact(distribution)
  }

  /// How quantiles are had.
  public var method: Method {
    switch plan {
    case .kernel: return .kernel
    case .table, .counts, .folded: return .table
    case .guide: return .guide
    case .exact: return .exact
    case .affine(let base, _, _): return base.method
    }
  }

  /// Replaces probabilities by quantiles in place.
  ///
  /// - Parameter block: Probabilities strictly between 0 and 1 on entry, quantiles on return.
  public func transform(_ block: UnsafeMutableBufferPointer<Double>) {
    switch plan {
    case .kernel(let distribution): distribution.transform(block)
    case .table(let table): table.transform(block)
    case .guide(let table): table.transform(block)
    case .folded(let table, let law): FoldedStudent.transform(block, law, table)
    case .counts(let table):
      table.transform(block)
      for index in block.indices { block[index] = block[index].rounded(.up) }
    case .exact(let distribution):
      for index in block.indices { block[index] = distribution.quantile(block[index]) }
    case .affine(let base, let shift, let scale):
      base.transform(block)
      quantile_affine(block.baseAddress, block.count, shift, scale)
    }
  }
}
