import Reporting
import Sensitivity
import StudyLanguage
import Uncertainty

/// The sentences beside a tornado.
struct TornadoWords {
  let context: ReportContext
  let quantity: Quantity
  let tornado: Tornado

  private var words: Wording { context.words }
  private var printer: QuantityPrinter { context.labels.printer(quantity) }

  /// What the bars do not show, one item each.
  func items(_ rest: TornadoRest) -> [[Inline]] {
    rest.undefined.map { item($0.label, undefined($0)) }
      + rest.rare.map { item($0.input, sentence($0)) }
      + still(rest.still)
  }

  /// The input that moves the result most does so in rare cases only.
  func largest(_ rare: TornadoRest.Rare) -> String {
    let label = context.language.quoted(context.labels.label(ofInput: rare.input))
    let (share, from, to) = numbers(rare)
    return words(
      "The input that moves it most is \(label), in rare cases only: \(share) of its distribution takes"
        + " the result from \(from) to \(to).",
      "La donnée qui le déplace le plus est \(label), mais dans de rares cas seulement : \(share) de sa"
        + " distribution fait passer le résultat de \(from) à \(to)."
    )
  }

  /// Which result the line of the chart is, where the median in print is another.
  func centre(_ summary: ResultSummary) -> String? {
    guard tornado.base.isFinite, summary.median.isFinite, !quantity.isCondition else { return nil }
    let line = printer.number(tornado.base, in: summary)
    let median = printer.number(summary.median, in: summary)
    guard line != median else { return nil }
    let first = printer.with(symbol: line)
    let second = printer.with(symbol: median)
    let hasShares = tornado.bars.contains { $0.component != nil }
    let shares =
      hasShares ? words(", and shares at their means,", " et les parts à leur moyenne") : ""
    return words(
      "With every input at its median\(shares) the result is \(first), the line in the chart; the median"
        + " of the draws, the central estimate of this report, is \(second).",
      "Avec chaque donnée à sa médiane\(shares), le résultat est \(first), le trait du graphique ; la"
        + " médiane des tirages, estimation centrale de ce rapport, est \(second)."
    )
  }

  // MARK: Items

  private func item(_ input: String, _ text: String) -> [Inline] {
    [
      .strong([.text(context.labels.label(ofInput: input))]),
      .text(context.language.colon + " " + text),
    ]
  }

  private func undefined(_ bar: Tornado.Bar) -> String {
    let ends = [bar.lowOutput, bar.highOutput]
    guard let defined = ends.first(where: \.isFinite) else {
      return words(
        "the result is undefined at its 5% and at its 95% value.",
        "le résultat n'est défini ni à sa valeur à 5\u{202F}% ni à celle à 95\u{202F}%."
      )
    }
    let isLow = !bar.lowOutput.isFinite
    let value = printer.with(symbol: printer.format.significant(defined * printer.factor))
    return words(
      "the result is undefined at its \(isLow ? 5 : 95)% value; at its \(isLow ? 95 : 5)% value it is"
        + " \(value).",
      "le résultat n'est pas défini à sa valeur à \(isLow ? 5 : 95)\u{202F}% ; à celle à"
        + " \(isLow ? 95 : 5)\u{202F}%, il est \(value)."
    )
  }

  private func numbers(_ rare: TornadoRest.Rare) -> (share: String, from: String, to: String) {
    let share = printer.format.share(rare.probability)
    let ends = [tornado.base, rare.output]
    let digits = printer.digits(ends.min() ?? .nan, ends.max() ?? .nan)
    let texts = ends.map { printer.with(symbol: printer.number($0, in: digits)) }
    return (share, texts[0], texts[1])
  }

  private func sentence(_ rare: TornadoRest.Rare) -> String {
    let (share, from, to) = numbers(rare)
    return words(
      "moves the result in rare cases only, so that it has no bar: \(share) of its distribution takes"
        + " the result from \(from) to \(to).",
      "ne déplace le résultat que dans de rares cas et n'a donc pas de barre : \(share) de sa"
        + " distribution fait passer le résultat de \(from) à \(to)."
    )
  }

  private func still(_ bars: [Tornado.Bar]) -> [[Inline]] {
    guard !bars.isEmpty else { return [] }
    let names = context.language.list(
      bars.map { context.language.quoted(context.labels.label(ofInput: $0.label)) }
    )
    return [
      [
        .text(
          words(
            "Without effect on the result while the other inputs are at their medians, though not"
              + " always without effect: \(names).",
            "Sans effet sur le résultat tant que les autres données sont à leur médiane, mais pas"
              + " toujours sans effet : \(names)."
          )
        )
      ]
    ]
  }
}
