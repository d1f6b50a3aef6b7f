import Probability
import StudySyntax
import Uncertainty

/// Compares the rank correlations that a study states with those that its laws can have.
///
/// Events and counts tie, so that less is attained than stated, and some correlations are impossible.
struct CorrelationLaws {
  let elaborator: Elaborator
  let placed: PlacedStatement

  /// The most pairs of one statement that are compared.
  private static let mostPairs = 1_000

  /// Refuses what is impossible, and says what is attained where it is not what is stated.
  func check() {
    guard case .correlate(let names, let matrix, let law, let span) = placed.statement.kind,
      let copula = CorrelationReader(elaborator: elaborator, placed: placed).copula(law)
    else { return }
    elaborator.scope = Elaborator.Scope(file: placed.file, owner: "correlate")
    let found = names.map { self.law($0) }
    let ties = found.map { $0.map { Self.mayTie($0) } ?? false }
    guard ties.contains(true) else { return }
    let laws = found.map { $0.map { AttainedRankCorrelation.Law($0) } }
    var left = Self.mostPairs
    let texts = names.map { placed.file.text($0.span) }
    for i in names.indices {
      for j in names.indices where j > i {
        guard ties[i] || ties[j], let first = laws[i], let second = laws[j],
          let stated = stated(matrix, i, j), stated != 0
        else { continue }
        left -= 1
        guard left >= 0 else {
          elaborator.report(
            "correlation-not-compared",
            "Only the first \(Self.mostPairs) correlations of events and counts are compared with"
              + " those that their laws can have.",
            span,
            label: "\(names.count) inputs",
            help: "state those that matter in a statement of their own",
            severity: .warning
          )
          return
        }
        guard
          let found = AttainedRankCorrelation(first, second, stated: stated, copula: copula)
        else { continue }
        let pair = [texts[i], texts[j]]
        guard stated <= found.most + 1e-6, stated >= found.least - 1e-6 else {
          refuse(pair, stated, found, copula, (first, second), span)
          continue
        }
        elaborator.attainedCorrelations[pair] = found.attained
        guard abs(found.attained - stated) >= 0.005 else { continue }
        elaborator.report(
          "correlation-not-reached",
          "The rank correlation \(Elaborator.short(stated)) of `\(pair[0])` and `\(pair[1])` is not"
            + " reached: with these laws the \(copula) gives \(Self.rounded(found.attained)).",
          span,
          label: Self.limits(found),
          help: "events and counts tie; the report states both numbers",
          severity: .warning
        )
      }
    }
  }

  private func refuse(
    _ pair: [String],
    _ stated: Double,
    _ found: AttainedRankCorrelation,
    _ copula: Copula,
    _ laws: (AttainedRankCorrelation.Law, AttainedRankCorrelation.Law),
    _ span: SourceSpan
  ) {
    let isHigh = stated > 0
    // Towards 0, so that the number advised is possible.
    let end =
      isHigh
      ? (found.most * 100).rounded(.down) / 100 : (found.least * 100).rounded(.up) / 100
    let there = AttainedRankCorrelation(laws.0, laws.1, stated: end, copula: copula)?.attained
    elaborator.report(
      "impossible-correlation",
      "`\(pair[0])` and `\(pair[1])` cannot have the rank correlation"
        + " \(Elaborator.short(stated)): with these laws it is \(Self.limits(found)).",
      span,
      label: "cannot be reached",
      help: "write \(Elaborator.short(end)) or \(isHigh ? "less" : "more")"
        + (there.map { "; with \(Elaborator.short(end)) the \(copula) gives \(Self.rounded($0))" }
          ?? "")
    )
  }

  /// The law of an input that a statement names; other formulas make inputs of their own.
  private func law(_ expression: Expression) -> (any Distribution)? {
    switch expression.kind {
    case .name: break
    case .subscripting(let base, _): guard case .name = base.kind else { return nil }
    default: return nil
    }
    guard let value = elaborator.evaluate(expression), value.indexes.isEmpty else { return nil }
    let node = elaborator.rescaledInput[value.cells[0]] ?? value.cells[0]
    return elaborator.inputOfNode[node]?.distribution
  }

  private func stated(_ matrix: [[Expression]], _ i: Int, _ j: Int) -> Double? {
    let isOne = matrix.count == 1 && matrix[0].count == 1
    guard isOne || (i < matrix.count && j < matrix[i].count) else { return nil }
    let number = elaborator.number(isOne ? matrix[0][0] : matrix[i][j], "A rank correlation")?.value
    return number.flatMap { abs($0) <= 1 ? $0 : nil }
  }

  private static func mayTie(_ law: any Distribution) -> Bool {
    law.isDiscrete || law is Mixture || law is Affine || law is Truncated
  }

  private static func limits(_ found: AttainedRankCorrelation) -> String {
    "at most \(rounded(found.most)), at least \(rounded(found.least))"
  }

  private static func rounded(_ value: Double) -> String {
    Elaborator.short((value * 100).rounded() / 100)
  }
}
