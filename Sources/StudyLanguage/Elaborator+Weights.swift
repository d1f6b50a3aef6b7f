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
      // Below 1 they would look like fractions of another sum.
      let arePlain = weights.allSatisfy { $0 * 100 >= 1 || $0 == 0 } && total > 0
      report(
        "weight-sum",
        "The weights of `\(name)` sum to \(Self.short(total * 100, digits: 6))%; in percent they sum"
          + " to 100%.",
        whole.span,
        label: "sums to \(Self.short(total * 100, digits: 6))%",
        help: Advice(
          "correct them, or write them without `%` (\(plain.joined(separator: ", "))): plain"
            + " weights are taken in proportion",
          fixes: arePlain ? [zip(spans, plain).map { TextEdit($0, $1) }] : []
        )
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
        help: Self.wholeNumbers(weights, spans),
        severity: .warning
      )
    }
    return true
  }

  /// Advice to write fractions as whole numbers in the same proportion.
  private static func wholeNumbers(_ weights: [Double], _ spans: [SourceSpan]) -> Advice {
    for scale in [10.0, 100, 1_000, 10_000] {
      let whole = weights.map { ($0 * scale).rounded() }
      guard zip(weights, whole).allSatisfy({ abs($0 * scale - $1) <= 1e-9 * scale }),
        whole.count == spans.count
      else { continue }
      let texts = whole.map { short($0) }
      return Advice(
        "correct them, or write them as whole numbers (\(texts.joined(separator: ", "))) where only"
          + " their proportion is meant",
        fixes: [zip(spans, texts).map { TextEdit($0, $1) }]
      )
    }
    return "correct them, or write them as whole numbers where only their proportion is meant"
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
        help: Advice(
          "write `\(label): 0.5` where nobody was seen but somebody may be; a share that is"
            + " certainly 0 is no label of the index",
          fixes: entry.value.map { [[TextEdit($0.span, "0.5")]] } ?? []
        )
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
    var fixes: [[TextEdit]] = []
    if sums, case .call(let function, _, _) = whole.kind {
      fixes.append([TextEdit(function.span, "partition")])
    }
    fixes.append(
      zip(entries, weights).compactMap { entry, weight in
        entry.value.map { TextEdit($0.span, Self.short(weight * 100, digits: 6)) }
      }
    )
    report(
      "dirichlet-percent",
      "`dirichlet` takes how many were counted for each share, not the shares: with percentages"
        + " almost nothing would be known of them.",
      whole.span,
      label: "shares in percent",
      help: Advice(
        (sums
          ? "for certain shares write `partition({ \(shares.joined(separator: ", ")) })`; " : "")
          + "for shares seen among 100 persons, say, write `dirichlet({"
          + " \(counts.joined(separator: ", ")) })`",
        fixes: fixes
      )
    )
    return false
  }

  /// Reports certain shares of a partition that do not sum to 1.
  func reportShares(_ total: Double, _ shares: Expression) {
    let text = scope.file.text(shares.span)
    let help: Advice
    if case .name(let name) = shares.kind {
      help = .write(
        "\(name) / sum(\(name))",
        at: shares.span,
        "divide by the sum: `partition(\(name) / sum(\(name)))`"
      )
    } else {
      let free = declarations.definitions["w"] == nil && declarations.indexes["w"] == nil
      let place = free && scenario == nil ? definitionLine(of: shares.span) : nil
      help = Advice(
        "correct them, or give them a name, `w = \(text)`, and divide by the sum:"
          + " `partition(w / sum(w))`",
        fixes: place.map {
          [
            [
              TextEdit(SourceSpan($0, $0), "w = \(text)\n"),
              TextEdit(shares.span, "w / sum(w)"),
            ]
          ]
        } ?? []
      )
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
