import NumericCore
import Uncertainty

/// What is asked about an output: its mean or a quantile, over the draws.
public enum OutputStatistic: Sendable, Hashable, CustomStringConvertible {
  /// The mean.
  case mean
  /// The quantile of a probability strictly between 0 and 1.
  case quantile(Double)

  /// The quantile of probability 1/2.
  public static let median = OutputStatistic.quantile(0.5)

  /// The name, such as `mean` or `5 % quantile`.
  public var description: String {
    switch self {
    case .mean: "mean"
    case .quantile(0.5): "median"
    case .quantile(let probability): "\((probability * 1e6).rounded() / 1e4) % quantile"
    }
  }

  /// Refuses a probability outside its range.
  func validate() throws(SensitivityError) {
    guard case .quantile(let probability) = self else { return }
    guard probability > 0 && probability < 1 else {
      throw .invalidSetting(
        name: "The quantile of the output",
        requirement: "strictly between 0 and 1",
        value: "\(probability)"
      )
    }
  }

  /// The statistic of all draws and of each replicate, over the draws that are defined.
  func estimate(_ values: [Double], replicates: Int) -> StatisticEstimate {
    values.withUnsafeBufferPointer { values in
      let length = values.count / replicates
      let parts = (0..<replicates).map { replicate in
        of(UnsafeBufferPointer(rebasing: values[(replicate * length)..<((replicate + 1) * length)]))
      }
      return StatisticEstimate(
        pooled: of(values).value,
        replicates: parts.map(\.value),
        undefined: parts.reduce(0) { $0 + $1.undefined }
      )
    }
  }

  private func of(_ values: UnsafeBufferPointer<Double>) -> (value: Double, undefined: Int) {
    var undefined = 0
    for index in 0..<values.count where values[index].isNaN { undefined += 1 }
    guard undefined > 0 else { return (ofDefined(values), 0) }
    let kept = values.filter { !$0.isNaN }
    return (kept.isEmpty ? .nan : kept.withUnsafeBufferPointer { ofDefined($0) }, undefined)
  }

  private func ofDefined(_ values: UnsafeBufferPointer<Double>) -> Double {
    guard !values.isEmpty else { return .nan }
    switch self {
    case .mean: return values.compensatedSum() / Double(values.count)
    case .quantile(let probability): return values.quantile(probability)
    }
  }
}

/// A statistic of an output from all draws and from each replicate.
struct StatisticEstimate: Sendable {
  let pooled: Double
  let replicates: [Double]
  let undefined: Int

  var index: IndexEstimate { IndexEstimate(around: pooled, replicates: replicates) }
}
