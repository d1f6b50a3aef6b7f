import Reporting
import Sensitivity
import StudyLanguage
import TextCore
import Uncertainty

extension Question {
  static let range = Question.ofNumber(
    RequestForm("range", names: 1...1, example: "show range revenue"),
    summary: LocalText(
      "How much wider is \"all low, all high\" than the joint 90% interval?",
      "De combien « tout au plus bas, tout au plus haut » dépasse-t-il l'intervalle conjoint à 90 % ?"
    ),
    page: "docs/methods/tornado.md"
  ) { (renderer, _, quantity, output) throws(WorkbenchError) in
    try renderer.extremes(quantity, output: output)
  }
}

extension RequestRenderer {
  /// The contrast between "all low / all high" and the joint interval.
  func extremes(_ quantity: Quantity, output: String) throws(WorkbenchError) -> [Block] {
    // A certain number has no extremes, nor has one that was left out of the run.
    guard let samples = context.results.samples, samples.outputIndex(named: output) != nil else {
      return []
    }
    let range: ExtremeRange
    do throws(SimulationError) {
      range = try ExtremeRange(
        model: study.model,
        output: output,
        samples: samples
      )
    } catch {
      throw .cannotRun(error.description)
    }
    let moving = Set(range.tornado.bars.filter { $0.swing > 0 }.map(\.input))
    guard moving.count > 1, range.coverage.isFinite else { return [] }
    let printer = context.labels.printer(quantity)
    let low = min(range.allLow, range.allHigh)
    let high = max(range.allLow, range.allHigh)
    let summary = context.results.summary(output)
    let wide = printer.format.range(
      IntervalDigits(
        low: low * printer.factor,
        high: high * printer.factor,
        decimals: printer.digits(summary).decimals
      ),
      unit: printer.symbol
    )
    let joint = printer.with(symbol: printer.interval(summary))
    let share = printer.format.percent(range.coverage, decimals: 1)
    // One input that outweighs the others, such as shares of a whole, leaves nothing to overstate.
    guard range.coverage > 0.91 else {
      return [
        .heading(2, words.extremes),
        .paragraph(
          words(
            "Setting every input to its low or its high end at once gives \(wide), and the joint 90%"
              + " interval is \(joint). Here the two nearly agree: the first holds \(share) of the"
              + " draws, because one input outweighs the others.",
            "Mettre toutes les données à la fois à leur borne basse ou haute donne \(wide), et"
              + " l'intervalle conjoint à 90\u{202F}% est \(joint). Ici les deux s'accordent à peu"
              + " près : la première plage contient \(share) des tirages, car une donnée l'emporte sur"
              + " les autres."
          )
        ),
      ]
    }
    return [
      .heading(2, words.extremes),
      .paragraph(
        words(
          "Setting every input to its low or its high end at once gives \(wide). Inputs are rarely all"
            + " low or all high together: the joint 90% interval is \(joint), and the wider range holds"
            + " \(share) of the draws. Adding up extremes overstates the uncertainty when inputs vary"
            + " independently, and is nearer the truth the more they move together.",
          "Mettre toutes les données à la fois à leur borne basse ou haute donne \(wide). Il est rare"
            + " que toutes soient basses ou hautes ensemble : l'intervalle conjoint à 90\u{202F}% est"
            + " \(joint), et la plage large contient \(share) des tirages. Cumuler les extrêmes exagère"
            + " l'incertitude quand les données varient indépendamment, et s'en rapproche d'autant plus"
            + " qu'elles varient ensemble."
        )
      ),
    ]
  }
}
