import Reporting
import Sensitivity
import StudyLanguage
import Uncertainty

extension Analyses {
  /// The box of input values in which the result is mostly above a threshold.
  func discovery(
    _ quantity: Quantity,
    output: String,
    above threshold: Double
  ) throws(WorkbenchError) -> AnalysisOutcome {
    let given = try draws(quantity, output: output, above: threshold)
    let hits = given.values.count { $0 > threshold }
    let goal = labels.printer(quantity).with(symbol: labels.printer(quantity).exact(threshold))
    guard hits > 0 && hits < given.count else {
      return always(hits > 0, given.count, goal, quantity, output, threshold)
    }
    guard min(hits, given.count - hits) >= Self.fewestHits else {
      return tooFew(hits, given.count, goal, quantity, output, threshold)
    }
    let prim = try attempt {
      try PatientRuleInduction(
        given,
        interest: .above(threshold),
        leastMass: Self.leastMass(hits: hits, of: given.count)
      )
    }
    var blocks: [Block] = [.paragraph(summary(prim, goal, quantity))]
    if !prim.restrictions.isEmpty {
      blocks.append(.list(prim.restrictions.compactMap { item($0, prim) }))
      blocks.append(.figure(boxes(prim, goal, quantity, output)))
      if let text = alternatives(prim) { blocks.append(.paragraph(text)) }
      if prim.restrictions.contains(where: { $0.support < 0.7 }) {
        blocks.append(
          .paragraph(
            words(
              "A limit found in fewer than 70% of the resamples may be chance.",
              "Une limite retrouvée dans moins de 70\u{202F}% des rééchantillons peut être due au"
                + " hasard."
            )
          )
        )
      }
    }
    return AnalysisOutcome(blocks: blocks, fields: fields(prim, output, threshold))
  }

  /// The draws when nobody says how many.
  private static let usualDraws = 16_384
  /// The most draws that are made for a rare event.
  private static let mostDraws = 262_144
  /// The draws above the threshold from which a rare event is looked for with more draws.
  private static let wantedHits = 320
  /// The fewest draws on the rarer side that a search can say something about.
  private static let fewestHits = 32

  /// Draws of which enough lie above the threshold, as far as a rare event allows.
  private func draws(
    _ quantity: Quantity,
    output: String,
    above threshold: Double
  ) throws(WorkbenchError) -> GivenDraws {
    let request = request(quantity, output: output)
    var count = Self.usualDraws
    var given = try attempt { try request.givenDraws(count) }
    while request.draws == nil, count < Self.mostDraws,
      given.values.count(where: { $0 > threshold }) < Self.wantedHits
    {
      count *= 4
      given = try attempt { try request.givenDraws(count) }
    }
    return given
  }

  /// The smallest part of the draws that a box may hold: an event of 1 % is a box of its own.
  ///
  /// Half of the draws above the threshold, at most the usual 2 % and never fewer than 16 of the
  /// half of the draws that the search sees.
  private static func leastMass(hits: Int, of count: Int) -> Double {
    let prevalence = Double(hits) / Double(count)
    return max(min(0.02, prevalence / 2), 32 / Double(count))
  }

  /// What there is to say of so few draws on one side that any limit would be chance.
  private func tooFew(
    _ hits: Int,
    _ draws: Int,
    _ goal: String,
    _ quantity: Quantity,
    _ output: String,
    _ threshold: Double
  ) -> AnalysisOutcome {
    let format = NumberFormat(language: labels.language)
    let label = labels.label(quantity)
    let share = percent(Double(hits) / Double(draws))
    let (some, all) = (format.integer(hits), format.integer(draws))
    let more = draws <= 1 << 22 ? draws * 4 : draws
    return AnalysisOutcome(
      blocks: [
        .paragraph(
          words(
            "\(label) is above \(goal) in \(some) of \(all) draws (\(share)): too few on one side to tell"
              + " what sets them apart. Ask for more with --draws, such as --draws \(more).",
            "\(label) dépasse \(goal) dans \(some) tirages sur \(all) (\(share)) : trop peu d'un côté"
              + " pour dire ce qui les distingue. En demander plus avec --draws, par exemple --draws"
              + " \(more)."
          )
        )
      ],
      fields: [
        "output": .text(output), "above": .finite(threshold),
        "prevalence": .index(IndexEstimate(exactly: Double(hits) / Double(draws))),
        "restrictions": .array([]), "trajectory": .array([]),
      ]
    )
  }

  /// What there is to say where every draw is above the threshold, or none.
  private func always(
    _ isAbove: Bool,
    _ draws: Int,
    _ goal: String,
    _ quantity: Quantity,
    _ output: String,
    _ threshold: Double
  ) -> AnalysisOutcome {
    let count = NumberFormat(language: labels.language).integer(draws)
    let label = labels.label(quantity)
    let text =
      isAbove
      ? words(
        "\(label) is above \(goal) in all \(count) draws, so there is no condition to look for.",
        "\(label) dépasse \(goal) dans tous les \(count) tirages : il n'y a pas de condition à chercher."
      )
      : words(
        "\(label) is above \(goal) in none of \(count) draws, so there is no condition to look for.",
        "\(label) ne dépasse \(goal) dans aucun des \(count) tirages : il n'y a pas de condition à"
          + " chercher."
      )
    return AnalysisOutcome(
      blocks: [.paragraph(text)],
      fields: [
        "output": .text(output), "above": .finite(threshold),
        "prevalence": .index(IndexEstimate(exactly: isAbove ? 1 : 0)), "restrictions": .array([]),
        "trajectory": .array([]),
      ]
    )
  }

  // MARK: Words

  /// A share in percent that is printed as 0 % or 100 % only where it is.
  private func percent(_ value: Double) -> String {
    let format = NumberFormat(language: labels.language)
    let nearest = min(value, 1 - value)
    guard nearest > 0, nearest < 0.05 else { return format.percent(value, decimals: 0) }
    var decimals = 1
    var place = 0.001
    while nearest < place, decimals < 12 {
      decimals += 1
      place /= 10
    }
    if value > 0.5, nearest >= 0.005 { decimals = 0 }
    return format.percent(value, decimals: decimals)
  }

  private func summary(
    _ prim: PatientRuleInduction,
    _ goal: String,
    _ quantity: Quantity
  ) -> String {
    let label = labels.label(quantity)
    let start = words(
      "\(label) is above \(goal) in \(percent(prim.prevalence.value)) of the draws.",
      "\(label) dépasse \(goal) dans \(percent(prim.prevalence.value)) des tirages."
    )
    guard !prim.restrictions.isEmpty else {
      return start
        + words(
          " No limits of the inputs set these draws apart.",
          " Aucune limite sur les données ne distingue ces tirages."
        )
    }
    return start
      + words(
        " In the box below it is so in \(percent(prim.box.density.value)); the box holds"
          + " \(percent(prim.box.coverage.value)) of all such draws.",
        " Dans la boîte ci-dessous, c'est le cas dans \(percent(prim.box.density.value)) ; la boîte"
          + " contient \(percent(prim.box.coverage.value)) de ces tirages."
      )
  }

  private func item(
    _ restriction: PatientRuleInduction.Restriction,
    _ prim: PatientRuleInduction
  ) -> [Inline]? {
    guard let range = prim.ranges.first(where: { $0.label == restriction.label }) else {
      return nil
    }
    return [
      .strong([.text(label(restriction.label))]),
      .text(
        labels.language.colon + " " + text(restriction.low, restriction.high, in: range)
          + words(
            " (found in \(percent(restriction.support)) of the resamples)",
            " (retrouvé dans \(percent(restriction.support)) des rééchantillons)"
          )
      ),
    ]
  }

  /// A value of an input, with digits by where the input lies.
  private func value(_ x: Double, in range: PatientRuleInduction.InputRange) -> String {
    guard let own = labels.quantity(ofInput: range.label).map({ labels.printer($0.0) }) else {
      return NumberFormat(language: labels.language)
        .figure(x, in: .table(range.low, range.high))
    }
    return own.with(symbol: own.number(x, in: own.digits(range.low, range.high)))
  }

  private func text(
    _ low: Double?,
    _ high: Double?,
    in range: PatientRuleInduction.InputRange
  ) -> String {
    switch (low, high) {
    case (let low?, let high?):
      let ends = (value(low, in: range), value(high, in: range))
      return words("between \(ends.0) and \(ends.1)", "entre \(ends.0) et \(ends.1)")
    case (let low?, nil):
      return words(
        "at least \(value(low, in: range))",
        "au moins \(value(low, in: range))"
      )
    case (nil, let high?):
      return words(
        "at most \(value(high, in: range))",
        "au plus \(value(high, in: range))"
      )
    case (nil, nil): return words("anywhere", "partout")
    }
  }

  private func alternatives(_ prim: PatientRuleInduction) -> String? {
    let others = [wider(prim), denser(prim)].compactMap { $0 }
    guard !others.isEmpty else { return nil }
    let parts = others.map { box in
      let isWider = box.coverage.value > prim.box.coverage.value
      let (coverage, density) = (percent(box.coverage.value), percent(box.density.value))
      return words(
        "a \(isWider ? "wider" : "denser") box has \(coverage) and \(density)",
        "une boîte plus \(isWider ? "large" : "dense") a \(coverage) et \(density)"
      )
    }.joined(separator: ", ")
    return words(
      "Coverage, the part of such draws that a box holds, is bought with density, the part of its"
        + " draws that are such: \(parts).",
      "La couverture, part de ces tirages que contient une boîte, se paie en densité, part de ses"
        + " tirages qui en sont : \(parts)."
    )
  }

  // MARK: Boxes

  /// A box of the trajectory that covers clearly more than the chosen one.
  private func wider(_ prim: PatientRuleInduction) -> PatientRuleInduction.Box? {
    let coverage = prim.box.coverage.value
    let wanted = (1 + coverage) / 2
    return prim.trajectory.filter {
      !$0.limits.isEmpty && $0.coverage.value >= coverage + 0.05
        && $0.density.value < prim.box.density.value
    }.min { abs($0.coverage.value - wanted) < abs($1.coverage.value - wanted) }
  }

  /// A box of the trajectory that is clearly denser than the chosen one.
  private func denser(_ prim: PatientRuleInduction) -> PatientRuleInduction.Box? {
    let coverage = prim.box.coverage.value
    return prim.trajectory.filter {
      !$0.limits.isEmpty && $0.coverage.value <= coverage - 0.05
        && $0.density.value >= prim.box.density.value + 0.03
    }.min { abs($0.coverage.value - coverage / 2) < abs($1.coverage.value - coverage / 2) }
  }

  private func boxes(
    _ prim: PatientRuleInduction,
    _ goal: String,
    _ quantity: Quantity,
    _ output: String
  ) -> Figure {
    var boxes = [chartBox(prim.box, prim, words("The box", "La boîte"))]
    if let box = wider(prim) {
      boxes.append(chartBox(box, prim, words("A wider box", "Une boîte plus large")))
    }
    if let box = denser(prim) {
      boxes.append(chartBox(box, prim, words("A denser box", "Une boîte plus dense")))
    }
    let label = labels.label(quantity)
    let chart = BoxChart(
      caption: ChartCaption(
        title: words(
          "Where \(labels.language.quoted(label)) is above \(goal)",
          "Où \(labels.language.quoted(label)) dépasse \(goal)"
        ),
        description: words(
          "For each input that a box restricts, the part kept of where the input lies."
            + " \(summary(prim, goal, quantity))",
          "Pour chaque donnée que limite une boîte, la part retenue de l'étendue de la donnée."
            + " \(summary(prim, goal, quantity))"
        ),
        note: words(
          "Coverage: the part of the draws above \(goal) that a box holds. Density: the part of its"
            + " draws that are above. Pale bars hold 98% of the draws of an input.",
          "Couverture : part des tirages au-dessus de \(goal) que contient une boîte. Densité : part"
            + " de ses tirages qui sont au-dessus. Les barres claires contiennent 98\u{202F}% des"
            + " tirages d'une donnée."
        )
      ),
      language: labels.language,
      boxes: boxes
    )
    return Figure(chart, fileName: labels.fileName("discovery", output))
  }

  private func chartBox(
    _ box: PatientRuleInduction.Box,
    _ prim: PatientRuleInduction,
    _ name: String
  ) -> BoxChart.Box {
    // The inputs of the chosen box first, in their order of weight.
    let weight = prim.restrictions.map(\.label)
    let limits = box.limits.enumerated().sorted { first, second in
      let places = [first, second].map { weight.firstIndex(of: $0.element.label) ?? weight.count }
      return (places[0], first.offset) < (places[1], second.offset)
    }.map(\.element)
    let sides = limits.compactMap { limits -> BoxChart.Side? in
      guard let range = prim.ranges.first(where: { $0.label == limits.label }) else { return nil }
      return BoxChart.Side(
        label(limits.label),
        range: (range.low, range.high),
        rangeTexts: (value(range.low, in: range), value(range.high, in: range)),
        low: limits.low,
        high: limits.high,
        text: text(limits.low, limits.high, in: range)
      )
    }
    let colon = labels.language.colon
    let measures = words(
      "coverage \(percent(box.coverage.value)), density \(percent(box.density.value))",
      "couverture \(percent(box.coverage.value)), densité \(percent(box.density.value))"
    )
    return BoxChart.Box("\(name)\(colon) \(measures)", sides: sides)
  }

  // MARK: JSON

  private func fields(
    _ prim: PatientRuleInduction,
    _ output: String,
    _ threshold: Double
  ) -> [String: JSONValue] {
    let end = { (value: Double?) in value.map { JSONValue.finite($0) } ?? .null }
    return [
      "output": .text(output), "above": .finite(threshold),
      "prevalence": .index(prim.prevalence), "density": .index(prim.box.density),
      "coverage": .index(prim.box.coverage), "mass": .index(prim.box.mass),
      "restrictions": .array(
        prim.restrictions.map {
          .object([
            "input": .text($0.label), "low": end($0.low), "high": end($0.high),
            "support": .finite($0.support), "densityWithout": .finite($0.densityWithout),
          ])
        }
      ),
      "trajectory": .array(
        prim.trajectory.map { box in
          .object([
            "coverage": .index(box.coverage), "density": .index(box.density),
            "mass": .index(box.mass),
            "limits": .array(
              box.limits.map {
                .object(["input": .text($0.label), "low": end($0.low), "high": end($0.high)])
              }
            ),
          ])
        }
      ),
    ]
  }
}
