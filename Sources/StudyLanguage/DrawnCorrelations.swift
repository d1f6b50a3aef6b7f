import StudySyntax
import Uncertainty

/// Compares the rank correlations that a study states with those of the draws, for inputs whose laws
/// have uncertain parameters.
///
/// A statement holds given the parameters. Over all draws each input also moves with its parameters,
/// which the other does not know, so that less is reached: there is no law to compute it from.
struct DrawnCorrelations {
  let elaborator: Elaborator

  /// The most pairs that are compared: each takes a sort of the draws.
  private static let mostPairs = 40
  /// Enough for two digits: the error of a rank correlation is below 1 / sqrt(n) = 0.008.
  private static let draws = 16_384
  /// A difference that two digits show and the draws can tell.
  private static let least = 0.02

  private struct Pair {
    let texts: [String]
    let nodes: [NodeID]
    let stated: Double
    let statement: PlacedStatement
  }

  /// Says what is reached where it is not what is stated.
  ///
  /// - Parameter statements: The correlations as read into the model, all sound together.
  func check(_ statements: [CorrelationJudge.Stated]) {
    let pairs = Array(statements.flatMap { self.pairs($0.placed) }.prefix(Self.mostPairs))
    guard !pairs.isEmpty, let samples = samples(Set(pairs.flatMap(\.nodes))) else { return }
    for pair in pairs {
      let indexes = pair.nodes.compactMap { samples.outputIndex(named: Self.name($0)) }
      guard indexes.count == 2,
        let found = RankCorrelation.between(indexes[0], indexes[1], in: samples), found.isFinite
      else { continue }
      let attained = (found * 100).rounded() / 100
      guard abs(attained - pair.stated) >= Self.least else { continue }
      elaborator.drawnCorrelations[pair.texts] = attained
      elaborator.scope = Elaborator.Scope(file: pair.statement.file, owner: "correlate")
      guard case .correlate(_, _, _, let span) = pair.statement.statement.kind else { continue }
      elaborator.report(
        "correlation-not-reached",
        "The rank correlation \(Elaborator.short(pair.stated)) of `\(pair.texts[0])` and"
          + " `\(pair.texts[1])` is not reached: over all draws it is"
          + " \(Elaborator.short(attained)).",
        span,
        label: "holds given the parameters",
        help: "an input also moves with its uncertain parameters, which the other does not know;"
          + " the report states both numbers",
        severity: .warning
      )
    }
  }

  /// The pairs of a statement of which one input has uncertain parameters.
  private func pairs(_ placed: PlacedStatement) -> [Pair] {
    guard case .correlate(let names, let matrix, _, _) = placed.statement.kind else { return [] }
    elaborator.scope = Elaborator.Scope(file: placed.file, owner: "correlate")
    let texts = names.map { placed.file.text($0.span) }
    let nodes = names.map { name -> NodeID? in
      // Other formulas make an input of their own wherever they are read.
      switch name.kind {
      case .name: break
      case .subscripting(let base, _): guard case .name = base.kind else { return nil }
      default: return nil
      }
      guard let value = elaborator.evaluate(name), value.indexes.isEmpty else { return nil }
      return elaborator.rescaledInput[value.cells[0]] ?? value.cells[0]
    }
    let isParametric = nodes.map { node -> Bool in
      guard let node, let input = elaborator.inputOfNode[node] else { return false }
      return input.distribution == nil
    }
    guard isParametric.contains(true) else { return [] }
    var result: [Pair] = []
    for i in names.indices {
      for j in names.indices where j > i && (isParametric[i] || isParametric[j]) {
        let isOne = matrix.count == 1 && matrix[0].count == 1
        guard isOne || (i < matrix.count && j < matrix[i].count) else { continue }
        let cell = isOne ? matrix[0][0] : matrix[i][j]
        guard let first = nodes[i], let second = nodes[j], result.count < Self.mostPairs,
          let stated = elaborator.number(cell, "A rank correlation")?.value, stated != 0
        else { continue }
        result.append(
          Pair(
            texts: [texts[i], texts[j]],
            nodes: [first, second],
            stated: stated,
            statement: placed
          )
        )
      }
    }
    return result
  }

  /// Draws of the inputs alone; `nil` where they cannot be drawn, which the run itself will say.
  private func samples(_ nodes: Set<NodeID>) -> SampleSet? {
    var builder = elaborator.builder
    builder.place(elaborator.places)
    for node in nodes.sorted(by: { Self.name($0) < Self.name($1) }) {
      builder.output(Self.name(node), node)
    }
    guard let model = try? builder.build() else { return nil }
    return try? Simulation(
      model.keeping(outputs: Set(nodes.map { Self.name($0) })),
      settings: SimulationSettings(draws: Self.draws, seed: 0)
    ).run()
  }

  private static func name(_ node: NodeID) -> String { "\(node)" }
}
