import StudySyntax
import Units

/// Weights and shares that do not mean what the formula makes of them.
extension Elaborator {
  /// Stops where weights written in percent do not sum to 100 %, and says so where fractions do not
  /// sum to 1: both are divided by their sum.
  ///
  /// - Parameters:
  ///   - weights: The weights, percent divided by 100.
  ///   - spans: Where each is written.
  ///   - name: The function.
  ///   - whole: Its call.
  /// - Returns: Whether the weights may stand.
  func sumToOne(
    _ weights: [Double],
    _ spans: [SourceSpan],
    of name: String,
    _ whole: Expression
  ) -> Bool {
    let total = weights.reduce(0, +)
    guard !(abs(total - 1) <= 1e-9) else { return true }
    let texts = spans.map { scope.file.text($0) }
    if texts.contains(where: { $0.hasSuffix("%") }) {
      let plain = weights.map { Self.short($0 * 100, digits: 6) }
      report(
        "weight-sum",
        "The weights of `\(name)` sum to \(Self.short(total * 100, digits: 6))%; in percent they sum"
          + " to 100%.",
        whole.span,
        label: "sums to \(Self.short(total * 100, digits: 6))%",
        help: "correct them, or write them without `%` (\(plain.joined(separator: ", "))): plain"
          + " weights are taken in proportion"
      )
      return false
    }
    // 2, 1, 1 are proportions; 0.7 and 0.2 look like shares of which one is missing.
    if weights.allSatisfy({ $0 <= 1 }), weights.contains(where: { $0 > 0 && $0 < 1 }) {
      report(
        "weight-sum",
        "The weights of `\(name)` sum to \(Self.short(total, digits: 6)), not to 1; each is divided"
          + " by this sum.",
        whole.span,
        label: "taken in proportion",
        help: "correct them, or write them as whole numbers where only their proportion is meant",
        severity: .warning
      )
    }
    return true
  }

  /// Stops where the numbers of `dirichlet` are shares in percent, or one is not above 0.
  func areConcentrations(
    _ entries: [MapEntry],
    _ weights: [Double],
    _ whole: Expression
  ) -> Bool {
    for (entry, weight) in zip(entries, weights) where !(weight > 0) {
      let label = label(of: entry)
      report(
        "negative-weight",
        "A weight of `dirichlet` is above 0; got \(Self.short(weight)).",
        entry.value?.span ?? entry.keySpan,
        label: "not above 0",
        help: "write `\(label): 0.5` where nobody was seen but somebody may be; a share that is"
          + " certainly 0 is no label of the index"
      )
      return false
    }
    let texts = entries.map { entry in entry.value.map { scope.file.text($0.span) } ?? "" }
    guard texts.contains(where: { $0.hasSuffix("%") }) else { return true }
    let shares = zip(entries, weights).map { entry, weight in
      "\(label(of: entry)): \(Self.short(weight * 100, digits: 6))%"
    }
    let counts = zip(entries, weights).map { entry, weight in
      "\(label(of: entry)): \(Self.short(weight * 100, digits: 6))"
    }
    let sums = abs(weights.reduce(0, +) - 1) <= 1e-9
    report(
      "dirichlet-percent",
      "`dirichlet` takes how many were counted for each share, not the shares: with percentages"
        + " almost nothing would be known of them.",
      whole.span,
      label: "shares in percent",
      help: (sums
        ? "for certain shares write `partition({ \(shares.joined(separator: ", ")) })`; " : "")
        + "for shares seen among 100 persons, say, write `dirichlet({"
        + " \(counts.joined(separator: ", ")) })`"
    )
    return false
  }

  /// Reports certain shares of a partition that do not sum to 1.
  func reportShares(_ total: Double, _ shares: Expression) {
    let text = scope.file.text(shares.span)
    let help: Advice
    if case .name(let name) = shares.kind {
      help = "divide by the sum: `partition(\(name) / sum(\(name)))`"
    } else {
      help =
        "correct them, or give them a name, `w = \(text)`, and divide by the sum:"
        + " `partition(w / sum(w))`"
    }
    report(
      "partition-sum",
      "The shares of a partition sum to 1; these sum to \(Self.short(total)).",
      shares.span,
      label: "sums to \(Self.short(total))",
      help: help
    )
  }
}
