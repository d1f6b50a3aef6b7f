import Reporting
import Sensitivity
import StudyLanguage
import StudySyntax
import Uncertainty

/// Weaves a study and its results into a report.
struct ReportComposer {
  let context: ReportContext
  let settings: RunSettings
  /// Scenario results by output, evaluated once for all requests.
  let scenarioRun: ScenarioRun

  /// The model output that stands for a request's target: its cell, or its only cell.
  static func output(_ target: StudyRequest.Target, in study: CheckedStudy) -> String? {
    if let output = target.output { return output }
    guard let quantity = study.quantity(named: target.quantity), quantity.cells.count == 1 else {
      return nil
    }
    return quantity.cells[0].output
  }

  private var words: Wording { context.words }
  private var study: CheckedStudy { context.study }
  private var tables: ReportTables { ReportTables(context: context) }
  private var charts: ReportCharts { ReportCharts(context: context) }

  /// The report.
  ///
  /// - Returns: The document, and the number of prose pieces printed in the study's language for
  ///   want of a translation.
  func document() throws(WorkbenchError) -> (document: Document, untranslated: Int) {
    var blocks: [Block] = byline()
    blocks += try summarySection()
    let (woven, untranslated) = try body()
    blocks += woven
    blocks += try closingSections()
    let title =
      study.document.frontMatter.title.text(in: context.language) ?? context.loaded.path
    return (Document(title: title, language: context.language, blocks: blocks), untranslated)
  }

  private func byline() -> [Block] {
    let matter = study.document.frontMatter
    var parts = matter.authors
    if let date = matter.date.flatMap({ ReportDate(iso: $0) }) {
      parts.append(date.text(context.language))
    }
    return parts.isEmpty ? [] : [.paragraph([.emphasis([.text(parts.joined(separator: ", "))])])]
  }

  // MARK: Summary

  private func summarySection() throws(WorkbenchError) -> [Block] {
    guard let headline = study.headline, let cell = headline.cells.first else { return [] }
    var blocks: [Block] = [.heading(2, words.summary)]
    let sentences =
      headline.cells.count == 1
      ? [headlineSentence(headline, cell)]
      : headline.cells.prefix(6).map { headlineSentence(headline, $0) }
    blocks.append(.paragraph([.strong([.text(sentences.joined(separator: " "))])]))
    var notes: [[Inline]] = []
    if let text = driverSentence(headline) { notes.append([.text(text)]) }
    if let text = checkSentence() { notes.append([.text(text)]) }
    if let text = assumptionSentence() { notes.append([.text(text)]) }
    notes += warnings().map { [.text($0)] }
    notes += OmittedRows(context: context).sentences().map { [.text($0)] }
    if !notes.isEmpty { blocks.append(.list(notes)) }
    return blocks
  }

  /// The sentence of the summary: label, interval and central estimate in words.
  func headlineSentence(_ quantity: Quantity, _ cell: Quantity.Cell) -> String {
    let summary = context.summary(cell)
    let printer = context.labels.printer(quantity)
    let label = context.labels.label(quantity, cell)
    let colon = context.language.colon
    guard summary.median.isFinite else { return "\(label)\(colon) \(words.undefined)." }
    guard !summary.isConstant else {
      let number = printer.centre(summary, given: context.labels.stated(cell))
      return "\(label)\(colon) \(printer.with(words: number))."
    }
    guard !printer.isPoint(summary) else {
      return "\(label)\(colon) \(printer.headline(summary))"
        + words(
          ", the central estimate and both ends of the 90% interval.",
          " : l'estimation centrale et les deux bornes de l'intervalle à 90\u{202F}%."
        )
    }
    return "\(label)\(colon) \(printer.headline(summary))"
      + words(
        " (90% interval); central estimate ",
        " (intervalle à 90\u{202F}%) ; estimation centrale "
      )
      + printer.headlineCentre(summary, given: context.labels.stated(cell)) + "."
  }

  /// What moves the headline most, alone.
  private func driverSentence(_ quantity: Quantity) -> String? {
    guard quantity.cells.count == 1,
      let tornado = try? Tornado(model: study.model, output: quantity.cells[0].output),
      let rest = try? TornadoRest(tornado, study.model)
    else { return nil }
    let bars = tornado.bars.filter { $0.swing > 0 && $0.swing.isFinite }
    guard bars.count + rest.undefined.count + rest.rare.count > 1 else { return nil }
    if let rare = rest.rare.first, rare.deviation > (bars.first?.deviation ?? 0) {
      return TornadoWords(context: context, quantity: quantity, tornado: tornado)
        .largest(rare)
    }
    guard let first = bars.first else { return nil }
    let label = context.language.quoted(context.labels.label(ofInput: first.label))
    let printer = context.labels.printer(quantity)
    let digits = printer.digits(
      min(first.lowOutput, first.highOutput),
      max(first.lowOutput, first.highOutput)
    )
    let low = printer.with(symbol: printer.format.figure(digits.low, in: digits))
    let high = printer.with(symbol: printer.format.figure(digits.high, in: digits))
    guard rest.undefined.isEmpty else {
      return words(
        "Of the inputs at whose ends it is defined, the one that moves it most is \(label): alone, it"
          + " takes the result from \(low) to \(high).",
        "Parmi les données aux bornes desquelles il est défini, celle qui le déplace le plus est"
          + " \(label) : à elle seule, elle fait passer le résultat de \(low) à \(high)."
      )
    }
    return words(
      "The input that moves it most is \(label): alone, it takes the result from \(low) to \(high).",
      "La donnée qui le déplace le plus est \(label) : à elle seule, elle fait passer le résultat de"
        + " \(low) à \(high)."
    )
  }

  private func checkSentence() -> String? {
    let all = context.results.checks.count
    guard all > 0 else { return nil }
    let good = context.results.checks.filter(\.holds).count
    if good == all {
      return words(
        all == 1
          ? "The study agrees with the published figure it is compared with."
          : "The study agrees with all \(all) published figures it is compared with.",
        all == 1
          ? "L'étude s'accorde avec le chiffre publié auquel elle est comparée."
          : "L'étude s'accorde avec les \(all) chiffres publiés auxquels elle est comparée."
      )
    }
    let bad = all - good
    return words(
      all == 1
        ? "The comparison with a published figure does not hold: see below."
        : "\(bad) of \(all) comparisons with published figures \(bad == 1 ? "does" : "do") not"
          + " hold: see below.",
      all == 1
        ? "La comparaison avec un chiffre publié n'est pas vérifiée : voir plus bas."
        : "\(bad) \(bad == 1 ? "comparaison" : "comparaisons") sur \(all) avec des chiffres"
          + " publiés \(bad == 1 ? "n'est pas vérifiée" : "ne sont pas vérifiées") : voir plus bas."
    )
  }

  private func assumptionSentence() -> String? {
    let inputs = study.quantities.filter { $0.isNamed && $0.role != .derived }
    let assumed = inputs.filter(\.isAssumption)
    guard !assumed.isEmpty else { return nil }
    let names = context.language.list(
      assumed.map { context.language.quoted(context.labels.label($0)) }
    )
    let count = NumberFormat(language: context.language)
    return words(
      "\(count.integer(assumed.count)) of \(count.integer(inputs.count)) inputs "
        + (assumed.count == 1 ? "is an assumption" : "are assumptions")
        + " without a source: \(names).",
      "\(count.integer(assumed.count)) "
        + context.language.plural(assumed.count, one: "donnée", other: "données")
        + " sur \(count.integer(inputs.count)) "
        + (assumed.count == 1 ? "est une hypothèse" : "sont des hypothèses")
        + " sans source : \(names)."
    )
  }

  private func warnings() -> [String] {
    study.quantities.flatMap { quantity in
      quantity.cells.compactMap { cell -> String? in
        let summary = context.summary(cell)
        let label = context.labels.label(quantity, cell)
        if let undefined = UndefinedDraws(context: context).sentence(quantity, cell) {
          return undefined
        }
        if let tail = summary.tail { return sentence(label, tail) }
        if summary.suspectsInfiniteVariance, !summary.isConstant {
          return words(
            "\(label) has so heavy a tail that its mean and standard deviation may not exist: read"
              + " the median and the interval.",
            "La queue de \(label) est si lourde que sa moyenne et son écart-type pourraient ne pas"
              + " exister : lire la médiane et l'intervalle."
          )
        }
        if quantity.isCondition { return nil }
        if let unmet = UnmetBranches(context: context).sentence(quantity, cell) { return unmet }
        if let reason = summary.meanErrorReason {
          return words("The mean of \(label): ", "La moyenne de \(label) : ")
            + words.unknownError(reason, draws: summary.draws)
        }
        return nil
      }
    }
  }

  /// Why a result has no mean, or no standard deviation.
  private func sentence(_ label: String, _ tail: TailFinding) -> String {
    let reason: String
    switch tail.cause {
    case .input(let name):
      let input = context.labels.label(ofInput: name)
      let quoted = context.language.quoted(input)
      reason =
        input == label
        ? words("because its tail is so heavy", "tant sa queue est lourde")
        : words(
          "because the tail of \(quoted) is so heavy",
          "tant la queue de \(quoted) est lourde"
        )
    case .divisor(let name?):
      let divisor = context.language.quoted(context.labels.label(ofInput: name))
      reason = words(
        "because \(divisor), by which it is divided, can be 0 or come near it",
        "car \(divisor), par quoi il est divisé, peut être nul ou s'en approcher"
      )
    case .divisor(nil):
      reason = words(
        "because a divisor in its formula can be 0 or come near it",
        "car un diviseur de sa formule peut être nul ou s'en approcher"
      )
    }
    return tail.hasMean
      ? words(
        "\(label) has no finite standard deviation, \(reason): read the median and the interval.",
        "\(label) n'a pas d'écart-type fini, \(reason) : lire la médiane et l'intervalle."
      )
      : words(
        "\(label) has no mean, \(reason): read the median and the interval.",
        "\(label) n'a pas de moyenne, \(reason) : lire la médiane et l'intervalle."
      )
  }

  // MARK: The study's own text

  private func body() throws(WorkbenchError) -> (blocks: [Block], untranslated: Int) {
    var blocks: [Block] = []
    var untranslated = 0
    let prose = WovenProse(context: context)
    let parts = study.document.parts
    let own = context.loaded.language
    let title = study.document.frontMatter.title.text(in: own)
    for (position, part) in parts.enumerated() {
      switch part {
      case .prose(let text):
        if case .translation(let language, let other)? = parts[safe: position + 1],
          language == context.language
        {
          blocks.append(.markdown(prose.text(other)))
          continue
        }
        let written = prose.text(text)
        if text.headingLevel == 1, let title, written.dropFirst(2) == title[...] { continue }
        if own != context.language { untranslated += 1 }
        blocks.append(.markdown(written))
      case .translation: continue
      case .model(let block):
        for request in study.requests where request.blockLine == block.lastLine {
          blocks += try RequestRenderer(composer: self).blocks(request)
        }
      }
    }
    return (blocks, untranslated)
  }

  // MARK: What the study does not show itself

  private func isShown(_ question: Question) -> Bool {
    study.requests.contains { $0.asks(question) }
  }

  private func closingSections() throws(WorkbenchError) -> [Block] {
    var blocks: [Block] = []
    let renderer = RequestRenderer(composer: self)
    if let headline = study.headline {
      let shown = study.requests.contains {
        ($0.asks(.value) || $0.asks(.chart))
          && $0.quantities.contains { $0.quantity == headline.name }
      }
      if !shown {
        blocks.append(.heading(2, words.results))
        blocks += renderer.result(headline, output: nil)
      }
    }
    let hasInputs = study.quantities.contains { $0.isNamed && $0.role != .derived }
    if hasInputs, !isShown(.inputs) {
      blocks.append(.heading(2, words.inputs))
      blocks += tables.inputs()
    }
    if let headline = study.headline, headline.cells.count == 1 {
      let output = headline.cells[0].output
      if !isShown(.tornado), headline.role == .derived {
        let drivers = try renderer.tornado(headline, output: output)
        if !drivers.isEmpty { blocks += [.heading(2, words.drivers)] + drivers }
      }
      blocks += try renderer.extremes(headline, output: output)
      if !isShown(.scenarios), !study.scenarios.isEmpty {
        blocks += [.heading(2, words.scenarios)] + renderer.scenarios(headline, output: output)
      }
    }
    if !isShown(.checks), !(study.checks.isEmpty && study.assertions.isEmpty) {
      blocks += [.heading(2, words.checks)] + tables.checks()
    }
    blocks += try turningPoints()
    blocks += MethodsSection(context: context).blocks()
    if let formulas = tables.formulas() { blocks += [.heading(2, words.formulas), formulas] }
    if !isShown(.sources) { blocks += [.heading(2, words.sources)] + tables.sources() }
    blocks += ReproducibilitySection(context: context).blocks()
    return blocks
  }

  /// For each published figure: the value of one input that would change the outcome.
  private func turningPoints() throws(WorkbenchError) -> [Block] {
    var items: [[Inline]] = []
    for result in context.results.checks {
      guard let quantity = study.quantity(named: result.check.quantity) else { continue }
      let index = study.model.outputIndex(named: result.check.output)
      let inputs = index.map {
        study.model.inputs(reaching: $0).map { study.model.inputs[$0].name }
      }
      for bound in Set([result.check.low, result.check.high]).sorted() {
        let points = try TurningPoint.find(
          study.model,
          output: result.check.output,
          bound: bound,
          inputs: inputs ?? []
        )
        // That an input reaches a figure when it takes the value of that figure says nothing.
        items += points.filter {
          context.labels.quantity(ofInput: $0.input)?.0.name != quantity.name
        }
        .prefix(3).compactMap { sentence($0, quantity, bound, result) }
      }
    }
    guard !items.isEmpty else { return [] }
    return [
      .heading(2, words.turning),
      .paragraph(
        words(
          "Values of a single input, the others at their medians, at which a central estimate would"
            + " meet a published figure that it is compared with:",
          "Valeurs d'une seule donnée, les autres à leur médiane, pour lesquelles une estimation"
            + " centrale atteindrait un chiffre publié auquel elle est comparée :"
        )
      ),
      .list(items),
    ]
  }

  private func sentence(
    _ point: TurningPoint,
    _ quantity: Quantity,
    _ bound: Double,
    _ result: CheckResult
  ) -> [Inline]? {
    guard let (input, _) = context.labels.quantity(ofInput: point.input) else { return nil }
    let own = context.labels.printer(ofInput: point.input) ?? context.labels.printer(input)
    let printer = context.labels.printer(quantity)
    let cell = quantity.cells.first { $0.output == result.check.output }
    let name = context.language.quoted(
      cell.map { context.labels.label(quantity, $0) } ?? context.labels.label(quantity)
    )
    let value = own.with(
      symbol: own.estimate(IndexEstimate(exactly: point.value), in: point.range)
    )
    let target = printer.with(symbol: printer.exact(bound))
    let chance = own.format.percent(
      point.probability,
      uncertainty: max(point.probability / 4, 5e-4)
    )
    let who = end(bound, result.check)
    return [
      .strong([.text(context.labels.label(ofInput: point.input))]),
      .text(
        words(
          ": at \(value) or \(point.rises ? "more" : "less") (\(chance) of its distribution lies"
            + " beyond), the central estimate of \(name) would \(point.falls ? "fall" : "rise") to"
            + " \(target), \(who).",
          " : à \(value) ou \(point.rises ? "plus" : "moins") (\(chance) de sa distribution est"
            + " au-delà), l'estimation centrale de \(name)"
            + " \(point.falls ? "descendrait" : "monterait") à \(target), \(who)."
        )
      ),
    ]
  }

  /// Which published number a bound is, and whose.
  private func end(_ bound: Double, _ check: StudyCheck) -> String {
    let who = check.metadata.sources.map { context.labels.shortSource($0.key) }.joined(
      separator: "; "
    )
    let source = who.isEmpty ? "" : " (\(who))"
    guard check.low < check.high else {
      return words("the published figure", "le chiffre publié") + source
    }
    return bound == check.low
      ? words("the lower end of the published range", "le bas de la fourchette publiée") + source
      : words("the upper end of the published range", "le haut de la fourchette publiée") + source
  }
}

extension Array {
  /// The element at a place, where there is one.
  fileprivate subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
