import Reporting
import StudyLanguage
import Uncertainty

/// The tables of a report.
struct ReportTables {
  let context: ReportContext

  private var words: Wording { context.words }

  // MARK: Results

  /// Quantities with their cells: median, interval, mean, numerical error.
  func results(_ targets: [(Quantity, output: String?)]) -> Block {
    var table = ReportTable(columns: [
      .init(words.quantity), .init(words.unit), .init(words.median, alignment: .right),
      .init(words.interval90, alignment: .right), .init(words.mean, alignment: .right),
      .init(words.numericalError, alignment: .right),
    ])
    for (quantity, output) in targets {
      let printer = context.labels.printer(quantity)
      for cell in quantity.cells where output == nil || cell.output == output {
        let summary = context.summary(cell)
        let mean = quantity.isCondition ? "" : printer.mean(summary)
        table.append([
          [.text(context.labels.label(quantity, cell))], [.text(printer.symbol)],
          [.text(printer.centre(summary, given: context.labels.stated(cell)))],
          [.text(quantity.isCondition ? "" : printer.interval(summary))], [.text(mean)],
          [.text(error(summary, printer))],
        ])
      }
    }
    return .table(table)
  }

  private func error(_ summary: ResultSummary, _ printer: QuantityPrinter) -> String {
    if summary.isExact { return words.exact }
    if printer.isCondition {
      // An event that no draw met, or few: with 95 % its chance is below 3 in their number, about.
      let half =
        summary.meanErrorReason != nil
        ? max(3 / Double(summary.draws), 2 * min(summary.mean, 1 - summary.mean))
        : summary.meanStandardError * StudentFactor.half(degreesOfFreedom: summary.replicates - 1)
      return "\u{B1}" + printer.format.percent(half, uncertainty: max(half / 10, 1e-6))
    }
    let own = "\u{B1}" + printer.error(summary.numericalHalfWidth)
    guard summary.mean.isFinite else { return own }
    // Each error names its figure: the first is that of the median and the ends.
    guard !summary.isMeanExact else { return own + words(", mean exact", ", moyenne exacte") }
    guard summary.meanHalfWidth.isFinite else {
      return own + words(", that of the mean not known", ", celle de la moyenne inconnue")
    }
    let mean = printer.error(summary.meanHalfWidth)
    return own + words(", mean \u{B1}\(mean)", ", moyenne \u{B1}\(mean)")
  }

  // MARK: Inputs

  /// Inputs: value, shape, unit, source, date; assumptions marked.
  func inputs() -> [Block] {
    var table = ReportTable(columns: [
      .init(words.input), .init(words.value, alignment: .right), .init(words.unit),
      .init(words.shape), .init(words.source), .init(words.date),
    ])
    var notes: [[Inline]] = []
    for quantity in context.study.quantities where quantity.isNamed && quantity.role != .derived {
      appendInput(quantity, to: &table)
      notes += remarks(quantity)
    }
    var blocks: [Block] = [.table(table)]
    if !notes.isEmpty { blocks.append(.list(notes)) }
    return blocks
  }

  private func appendInput(_ quantity: Quantity, to table: inout ReportTable) {
    let printer = context.labels.printer(quantity)
    let wording = InputWording(words: words, printer: printer)
    let source = self.source(quantity.metadata, isAssumption: quantity.isAssumption)
    let date = quantity.metadata.asOf.flatMap { ReportDate(iso: $0) }?.text(context.language) ?? ""
    if quantity.role == .data {
      table.append([
        [.text(context.labels.label(quantity))], [.text(dataRange(quantity, printer))],
        [.text(printer.symbol)], [.code(quantity.text)], source, [.text(date)],
      ])
      return
    }
    for cell in quantity.cells {
      let summary = context.summary(cell)
      let shownForm: [Inline]
      if let description = description(of: cell, in: quantity) {
        let form = wording.form(description)
        shownForm = form == description.text ? [.code(form)] : [.text(form)]
      } else {
        shownForm = [.code(quantity.text)]
      }
      let centre = printer.centre(summary, given: context.labels.stated(cell))
      let value =
        summary.isConstant || quantity.isCondition
        ? centre : centre + " (" + printer.interval(summary) + ")"
      table.append([
        [.text(context.labels.label(quantity, cell))], [.text(value)], [.text(printer.symbol)],
        shownForm,
        source, [.text(date)],
      ])
    }
  }

  /// How a cell was given, where it is a number or a distribution as it stands; `nil` for a cell that
  /// a formula makes of one or several, whose parts would not describe it.
  private func description(
    of cell: Quantity.Cell,
    in quantity: Quantity
  ) -> InputDescription? {
    quantity.inputs.first { description in
      if let input = cell.input { return description.inputName == input }
      return cell.constant.map { description.form == .constant($0) } == true
        && (description.labels == cell.labels || description.labels.isEmpty)
    }
  }

  private func dataRange(_ quantity: Quantity, _ printer: QuantityPrinter) -> String {
    guard let first = quantity.cells.first, let last = quantity.cells.last else { return "" }
    guard quantity.cells.count > 1 else { return printer.exact(first.constant ?? .nan) }
    return first.labels.joined(separator: ", ") + "\u{2013}"
      + last.labels.joined(separator: ", ") + context.language.colon + " "
      + printer.exact(first.constant ?? .nan) + " \u{2026} " + printer.exact(last.constant ?? .nan)
  }

  private func source(_ metadata: StudyMetadata, isAssumption: Bool) -> [Inline] {
    guard !isAssumption else { return [.emphasis([.text(words.assumption)])] }
    return metadata.sources.enumerated().flatMap { position, source -> [Inline] in
      let place = source.place.map { " (\($0))" } ?? ""
      return (position > 0 ? [.text("; ")] : [])
        + [.text(context.labels.shortSource(source.key) + place)]
    }
  }

  private func remarks(_ quantity: Quantity) -> [[Inline]] {
    let wording = InputWording(words: words, printer: context.labels.printer(quantity))
    let colon = context.language.colon + " "
    let notes = quantity.metadata.notes(
      in: context.language,
      studyLanguage: context.loaded.language
    )
    let remarks = quantity.inputs.compactMap { wording.remark($0) }
    return (notes + remarks).map { note in
      [.strong([.text(context.labels.label(quantity))]), .text(colon + note)]
    }
  }

  // MARK: Checks

  /// Comparisons with published figures and conditions.
  func checks() -> [Block] {
    var blocks: [Block] = []
    if !context.results.checks.isEmpty {
      var table = ReportTable(columns: [
        .init(words.quantity), .init(words.computed), .init(words.published), .init(words.source),
        .init(words.outcome),
      ])
      for result in context.results.checks { appendCheck(result, to: &table) }
      blocks.append(.table(table))
    }
    let conditions = zip(context.study.assertions, context.results.assertions)
    let format = NumberFormat(language: context.language)
    let draws = format.integer(context.results.record.draws)
    let items = conditions.map { condition, result -> [Inline] in
      let failed = format.integer(result.failedDraws)
      let first = format.integer(result.firstFailedDraw ?? 0)
      let outcome =
        result.holds
        ? words("holds in every draw", "vérifiée dans tous les tirages")
        : words(
          "fails in \(failed) of \(draws) draws, first in draw \(first)",
          "non vérifiée dans \(failed) tirages sur \(draws), d'abord au tirage \(first)"
        )
      return [
        .text("Condition "), statement(condition),
        .text(context.language.colon + " " + outcome + "."),
      ]
    }
    if !items.isEmpty { blocks.append(.list(items)) }
    return blocks
  }

  private func statement(_ condition: StudyAssertion) -> Inline {
    guard let quantity = condition.partition.flatMap({ context.study.quantity(named: $0) }) else {
      return .code(condition.text)
    }
    let label = context.language.quoted(context.labels.label(quantity))
    return .text(words("the shares of \(label) sum to 1", "les parts de \(label) ont pour somme 1"))
  }

  private func appendCheck(_ result: CheckResult, to table: inout ReportTable) {
    guard let quantity = context.study.quantity(named: result.check.quantity) else { return }
    let printer = context.labels.printer(quantity)
    let cell = quantity.cells.first { $0.output == result.check.output }
    let centre = printer.centre(result.computed, given: cell.flatMap { context.labels.stated($0) })
    let computed =
      result.computed.isConstant
      ? printer.with(symbol: centre)
      : centre + " (" + printer.with(symbol: printer.interval(result.computed)) + ")"
    let label = cell.map { context.labels.label(quantity, $0) } ?? context.labels.label(quantity)
    table.append([
      [.text(label)], [.text(computed)], [.text(published(result.check, printer))],
      source(result.check.metadata, isAssumption: false),
      [result.holds ? .text(words.holds) : .strong([.text(words.fails)])],
    ])
  }

  /// The published figure with the relation in words.
  func published(_ check: StudyCheck, _ printer: QuantityPrinter) -> String {
    let figure =
      check.low == check.high
      ? printer.with(symbol: printer.exact(check.low))
      : printer.with(
        symbol: words(
          "\(printer.exact(check.low)) to \(printer.exact(check.high))",
          "\(printer.exact(check.low)) à \(printer.exact(check.high))"
        )
      )
    switch check.relation {
    case .overlaps: return words("overlaps \(figure)", "recoupe \(figure)")
    case .contains: return words("contains \(figure)", "contient \(figure)")
    case .within(let share):
      let percent = printer.format.quantity(printer.format.exact(share * 100), unit: "%")
      return words("within \(percent) of \(figure)", "à \(percent) près de \(figure)")
    case .withinAmount(let amount):
      let width = printer.with(symbol: printer.exact(amount))
      return words("within \(width) of \(figure)", "à \(width) près de \(figure)")
    }
  }

  // MARK: Formulas and sources

  /// The derived quantities with their formulas.
  func formulas() -> Block? {
    let derived = context.study.quantities.filter { $0.isNamed && $0.role == .derived }
    guard !derived.isEmpty else { return nil }
    var table = ReportTable(columns: [
      .init(words.quantity), .init(words("Name", "Nom")), .init(words.formula), .init(words.unit),
    ])
    for quantity in derived {
      table.append([
        [.text(context.labels.label(quantity))], [.code(quantity.name)], [.code(quantity.text)],
        [.text(context.labels.printer(quantity).symbol)],
      ])
    }
    return .table(table)
  }

  /// The sources used, one line each.
  func sources() -> [Block] {
    let keys = context.study.sources
    guard !keys.isEmpty else {
      return [
        .paragraph(
          words(
            "This study names no source.",
            "Cette étude ne cite aucune source."
          )
        )
      ]
    }
    let items = keys.map { key -> [Inline] in
      guard let item = context.loaded.environment.source(key) else { return [.code(key)] }
      let citation = item.citation(in: context.language)
      return [.code(key), .text(context.language.colon + " ")] + linked(citation, item.url)
    }
    return [.list(items)]
  }

  /// A citation with its address as a link, shown by the name of the site.
  private func linked(_ citation: String, _ address: String) -> [Inline] {
    guard !address.isEmpty, let start = citation.firstRange(of: address) else {
      return [.text(citation)]
    }
    let rest = address.split(separator: "/", omittingEmptySubsequences: true)
    let site = rest.count > 1 ? String(rest[1]) : address
    return [
      .text(String(citation[..<start.lowerBound])),
      .link([.text(site)], destination: address),
      .text(String(citation[start.upperBound...])),
    ]
  }
}
