/// Five quantiles of a result, in the unit of the axis.
public struct ChartInterval: Sendable, Hashable {
  /// The 5 % quantile: the lower end of the 90 % interval.
  public var p05: Double
  /// The 25 % quantile: the lower end of the 50 % interval.
  public var p25: Double
  /// The median.
  public var p50: Double
  /// The 75 % quantile: the upper end of the 50 % interval.
  public var p75: Double
  /// The 95 % quantile: the upper end of the 90 % interval.
  public var p95: Double

  /// Five quantiles from the lowest to the highest.
  public init(p05: Double, p25: Double, p50: Double, p75: Double, p95: Double) {
    self.p05 = p05
    self.p25 = p25
    self.p50 = p50
    self.p75 = p75
    self.p95 = p95
  }

  /// A value without uncertainty.
  public init(exactly value: Double) {
    self.init(p05: value, p25: value, p50: value, p75: value, p95: value)
  }

  var values: [Double] { [p05, p25, p50, p75, p95] }
  var isFinite: Bool { values.allSatisfy(\.isFinite) }
}
