import Reporting
import StudyLanguage
import StudySyntax

/// The prose of a study with its values printed.
struct WovenProse {
  let context: ReportContext

  /// The text of a piece with `{{ ... }}` replaced, and its heading one level lower at least 2.
  func text(_ prose: Prose) -> String {
    let file = context.study.document.file
    var result = ""
    var offset = prose.span.start
    for value in prose.values {
      result += file.text(SourceSpan(offset, value.span.start))
      result += printed(value)
      offset = value.span.end
    }
    result += file.text(SourceSpan(offset, prose.span.end))
    return result
  }

  /// One printed value.
  func printed(_ value: InlineValue) -> String {
    guard let quantity = context.study.quantity(for: value) else { return context.words.undefined }
    let renderer = MarkdownRenderer()
    return renderer.render([.text(plain(value, quantity))])
  }

  private func plain(_ value: InlineValue, _ quantity: Quantity) -> String {
    let printer = context.labels.printer(quantity)
    let cell: Quantity.Cell?
    if case .subscripting(_, let items) = value.value.kind, quantity.isNamed {
      let labels = items.map(\.label)
      cell = quantity.cells.first { Set(labels).isSubset(of: $0.labels) }
    } else {
      cell = quantity.cells.count == 1 ? quantity.cells.first : nil
    }
    guard let cell else {
      return quantity.cells.map { cell in
        "\(cell.labels.joined(separator: ", ")): " + styled(value.style?.name, cell, printer)
      }.joined(separator: "; ")
    }
    return styled(value.style?.name, cell, printer)
  }

  private func styled(
    _ style: String?,
    _ cell: Quantity.Cell,
    _ printer: QuantityPrinter
  ) -> String {
    let words = context.words
    let summary = context.summary(cell)
    let stated = context.labels.stated(cell)
    guard summary.median.isFinite else { return words.undefined }
    if printer.isCondition { return printer.condition(summary) }
    let known: (Double) -> String = { printer.with(words: printer.number($0, in: summary)) }
    switch style {
    case "mean":
      return summary.mean.isFinite ? printer.with(words: printer.mean(summary)) : words.undefined
    case "sd":
      return summary.standardDeviation.isFinite
        ? printer.with(
          words: printer.format.significant(summary.standardDeviation * printer.factor, digits: 2)
        )
        : words.undefined
    case "median": return known(summary.median)
    case "value": return printer.with(words: printer.centre(summary, given: stated))
    case "low": return known(summary.low)
    case "high": return known(summary.high)
    case "interval":
      return summary.isConstant ? known(summary.median) : printer.headline(summary)
    default:
      guard !summary.isConstant else {
        return printer.with(words: printer.centre(summary, given: stated))
      }
      return printer.with(words: printer.headlineCentre(summary, given: stated))
        + words(" (90% interval: ", " (intervalle à 90\u{202F}% : ")
        + printer.headlineRange(summary) + ")"
    }
  }
}
