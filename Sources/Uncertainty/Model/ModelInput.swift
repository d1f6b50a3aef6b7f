import Probability

/// An uncertain quantity of a model, drawn once in each world.
public struct ModelInput: Sendable {
  /// How an input is drawn.
  public enum Kind: String, Sendable {
    /// From one distribution with fixed parameters.
    case fixed
    /// From a distribution whose parameters are values of the same draw.
    case parametric
    /// Shares that sum to 1.
    case dirichlet
  }

  /// The name; inputs of different models with the same name share their coordinates in a plan.
  public let name: String
  /// How the input is drawn.
  public let kind: Kind
  /// The distribution of a fixed input, `nil` for the other kinds.
  public let distribution: (any Distribution)?
  /// The concentration parameters of a Dirichlet input, empty for the other kinds.
  public let concentration: [Double]
  /// The names of a Dirichlet input's shares, empty for the other kinds.
  public let components: [String]
  /// The coordinates of the unit cube that the input takes, in order.
  public internal(set) var coordinates: [Int] = []
  /// One node for a univariate input, one for each share of a Dirichlet.
  public let nodes: [NodeID]

  /// The name under which a plan keeps its coordinates: its own, or the one given by
  /// ``ModelBuilder/place(_:)``.
  var place: String
  /// The number of coordinates it takes.
  let coordinateCount: Int
  /// The nodes that give a parametric input's parameters.
  package let parameters: [NodeID]
  /// The family of a parametric input.
  package let family: (@Sendable ([Double]) throws(DistributionError) -> any Distribution)?
  /// The stick-breaking distributions of a Dirichlet input, one fewer than its shares.
  package let fractions: [any Distribution]

  /// The number of values the input has in a draw: 1, or the number of shares.
  public var componentCount: Int { nodes.count }

  /// The name of one component: the input's own, or `mix[top]` for a share.
  ///
  /// - Parameter component: The component, in `0 ..< componentCount`.
  public func label(of component: Int) -> String {
    kind == .dirichlet ? "\(name)[\(components[component])]" : name
  }

  /// The marginal distribution of one component: a beta for a share, `nil` for a parametric input.
  ///
  /// - Parameter component: The component, in `0 ..< componentCount`.
  public func marginal(of component: Int) -> (any Distribution)? {
    guard kind == .dirichlet, nodes.count > 1 else { return distribution }
    let own = concentration[component]
    var others = 0.0
    for (index, value) in concentration.enumerated() where index != component { others += value }
    return try? Beta(alpha: own, beta: others)
  }

  /// The means of a Dirichlet input's shares, which sum to 1; empty for the other kinds.
  public var meanShares: [Double] {
    let total = concentration.reduce(0, +)
    return concentration.map { $0 / total }
  }
}
