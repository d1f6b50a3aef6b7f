import Probability
import Uncertainty

/// Every input at its median or mean, Dirichlet inputs at their mean shares.
struct CentralPoint {
  /// The value of each component of each input that the output depends on.
  let values: [Int: [Double]]
  /// The distributions of these components at the point.
  let distributions: [Int: [any Distribution]]

  /// Finds the point of one output.
  ///
  /// A parametric input has the distribution that its parameters give at the point.
  init(_ model: Model, output: Int, at centre: CentralValue) throws(SensitivityError) {
    var values: [Int: [Double]] = [:]
    var distributions: [Int: [any Distribution]] = [:]
    var known: [Int: Double] = [:]
    for node in Self.needed(model, root: model.outputs[output].node.index) {
      switch model.nodes[node] {
      case .constant(let bits): known[node] = Double(bitPattern: bits)
      case .operation(let operation, let operands):
        known[node] = BlockKernels.value(operation, operands.map { known[$0] ?? .nan })
      case .component(let index, let component):
        let input = model.inputs[index]
        if values[index] == nil {
          if input.kind == .dirichlet {
            values[index] = input.meanShares
            distributions[index] = (0..<input.componentCount).compactMap { input.marginal(of: $0) }
          } else {
            let distribution = try Self.distribution(of: input, known)
            let value = centre == .mean ? distribution.mean : distribution.quantile(0.5)
            guard value.isFinite else {
              throw .invalidSetting(
                name: "The \(centre.rawValue) of the input \"\(input.name)\"",
                requirement: "finite for sensitivities at the \(centre.rawValue)s",
                value: "\(value)"
              )
            }
            values[index] = [value]
            distributions[index] = [distribution]
          }
        }
        known[node] = values[index]?[component]
      }
    }
    self.values = values
    self.distributions = distributions
  }

  private static func distribution(
    of input: ModelInput,
    _ known: [Int: Double]
  ) throws(SensitivityError) -> any Distribution {
    if let distribution = input.distribution { return distribution }
    let parameters = input.parameters.map { known[$0.index] ?? .nan }
    do throws(DistributionError) {
      if let distribution = try input.family?(parameters) { return distribution }
    } catch {
      throw .simulation(
        .invalidParameter(input: input.name, message: "\(error)", draw: 0)
      )
    }
    throw .simulation(.missingInput(name: input.name))
  }

  /// The nodes an output needs, those of distributions' parameters included, operands first.
  private static func needed(_ model: Model, root: Int) -> [Int] {
    var seen: Set<Int> = []
    var open = [root]
    while let node = open.popLast() {
      guard seen.insert(node).inserted else { continue }
      switch model.nodes[node] {
      case .constant: break
      case .component(let input, _): open += model.inputs[input].parameters.map(\.index)
      case .operation(_, let operands): open += operands
      }
    }
    return seen.sorted()
  }
}
