/// One value a year, in the order of the years; years may be absent, none is interpolated.
public struct YearlySeries: Sendable, Equatable {
  /// Why years and values do not make a series.
  public enum Problem: Error, Equatable, CustomStringConvertible {
    /// There is no value.
    case empty
    /// There are not as many values as years.
    case lengthsDiffer(years: Int, values: Int)
    /// A year occurs twice.
    case duplicateYear(Int)
    /// A value is not finite.
    case notFinite(year: Int, value: Double)

    /// One sentence.
    public var description: String {
      switch self {
      case .empty: "a yearly series needs at least one value"
      case .lengthsDiffer(let years, let values):
        "a yearly series needs one value a year, got \(years) years and \(values) values"
      case .duplicateYear(let year): "the year \(year) has two values"
      case .notFinite(let year, let value): "the value of \(year) must be finite, got \(value)"
      }
    }
  }

  /// The years, strictly increasing.
  public let years: [Int]
  /// The values, one a year; all finite.
  public let values: [Double]

  /// Makes a series; the years may come in any order.
  ///
  /// - Parameters:
  ///   - years: All different.
  ///   - values: Finite, one a year.
  /// - Throws: ``Problem``.
  public init(years: [Int], values: [Double]) throws(Problem) {
    guard years.count == values.count else {
      throw .lengthsDiffer(years: years.count, values: values.count)
    }
    guard !years.isEmpty else { throw .empty }
    let order = years.indices.sorted { years[$0] < years[$1] }
    self.years = order.map { years[$0] }
    self.values = order.map { values[$0] }
    for (year, next) in zip(self.years, self.years.dropFirst()) where year == next {
      throw .duplicateYear(year)
    }
    for (year, value) in zip(self.years, self.values) where !value.isFinite {
      throw .notFinite(year: year, value: value)
    }
  }

  /// The number of years that have a value.
  public var count: Int { years.count }

  /// The years between the first and the last that have no value.
  public var gaps: [Int] {
    guard let first = years.first, let last = years.last else { return [] }
    let present = Set(years)
    return (first...last).filter { !present.contains($0) }
  }

  /// The value of a year, or nil where the year has none.
  ///
  /// - Parameter year: A calendar year.
  public subscript(year: Int) -> Double? {
    years.firstIndex(of: year).map { values[$0] }
  }
}
