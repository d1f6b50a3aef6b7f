import NumericCore
import Probability
import Uncertainty

/// One input, or one share of a Dirichlet input, on the scale of its quantiles.
struct InputScale: Sendable {
  let label: String
  let input: Int
  let component: Int?
  let isDiscrete: Bool
  /// The smallest value that the distribution allows.
  let lowerBound: Double
  private let distribution: (any Distribution)?
  /// Draws in order, where the distribution has parameters that are drawn themselves.
  private let sorted: [Double]
  /// The drawn shares of the Dirichlet input that a share belongs to.
  private let shares: [[Double]]

  /// Finds an input by its name, or a share by its label such as `mix[top]`.
  init(_ label: String, in run: ReplicateRun) throws(SensitivityError) {
    for (index, input) in run.model.inputs.enumerated() where !input.coordinates.isEmpty {
      for component in 0..<input.componentCount where input.label(of: component) == label {
        self.label = label
        self.input = index
        let isShare = input.kind == .dirichlet
        self.component = isShare ? component : nil
        distribution = input.marginal(of: component)
        isDiscrete = distribution?.isDiscrete ?? false
        lowerBound = distribution?.support.lowerBound ?? -.infinity
        let needsDraws = isShare || distribution == nil
        let drawn = needsDraws ? try run.evaluate(outputs: [], inputs: [index]) : []
        shares = isShare ? drawn : []
        sorted = distribution == nil ? (drawn.first ?? []).sorted() : []
        return
      }
    }
    throw .unknownInput(name: label)
  }

  /// The value of a probability.
  func quantile(_ probability: Double) -> Double {
    if let distribution { return distribution.quantile(probability) }
    return sorted.isEmpty ? .nan : sorted.quantile(probability)
  }

  /// The probability of values up to one.
  func cdf(_ value: Double) -> Double {
    if let distribution { return distribution.cdf(value) }
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return Double(low) / Double(max(sorted.count, 1))
  }

  /// The setting of the input to one value; the other shares of a Dirichlet input keep their
  /// proportions.
  func setting(_ value: Double) -> ReplicateRun.Setting {
    guard let component else { return ReplicateRun.Setting(input: input, columns: [[value]]) }
    let own = shares[component]
    let columns = shares.indices.map { index -> [Double] in
      guard index != component else { return [Double](repeating: value, count: own.count) }
      return zip(shares[index], own).map { share, taken in share / (1 - taken) * (1 - value) }
    }
    return ReplicateRun.Setting(input: input, columns: columns)
  }
}
