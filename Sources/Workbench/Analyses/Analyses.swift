import Reporting
import Sensitivity
import StudyLanguage
import Uncertainty

/// Runs the analyses of a study and words their results.
struct Analyses {
  let labels: Labels
  let settings: RunSettings

  var words: Wording { labels.words }
  var study: CheckedStudy { labels.study }

  func request(
    _ quantity: Quantity,
    output: String,
    addsDummy: Bool = false
  ) -> AnalysisRequest {
    let simulation = settings.simulation(for: study)
    return AnalysisRequest(
      study: study,
      quantity: quantity,
      output: output,
      draws: settings.draws,
      seed: simulation.seed,
      threads: simulation.threads,
      addsDummy: addsDummy
    )
  }

  /// Runs a body; what the engine refuses becomes an error that the user reads.
  func attempt<Result>(_ body: () throws -> Result) throws(WorkbenchError) -> Result {
    do {
      return try body()
    } catch let error as WorkbenchError {
      throw error
    } catch {
      throw .cannotRun("\(error)")
    }
  }

  // MARK: Sensitivity

  /// The indices of a method, as a table and a chart.
  func sensitivity(
    _ method: SensitivityMethod,
    _ quantity: Quantity,
    output: String,
    addsDummy: Bool = false,
    groups: [InputGroup] = [],
    secondOrder: Bool = false
  ) throws(WorkbenchError) -> AnalysisOutcome {
    var request = request(quantity, output: output, addsDummy: addsDummy)
    try accept(method, groups: groups, secondOrder: secondOrder)
    let resolved = try GroupReader(study: study, output: output).read(groups)
    if let refusal = DependenceRefusal.message(
      method,
      study: study,
      output: output,
      groups: resolved
    ) {
      throw .usage(refusal)
    }
    request.groups = resolved.isEmpty ? nil : resolved
    request.secondOrder = secondOrder
    let asked = request
    let table = try attempt {
      try asked.problem().refuseConstant()
      try AnalysisLimit(method, asked).require()
      return try method.run(asked)
    }
    var outcome = outcome(
      method,
      table,
      title: labels.label(quantity),
      output: output,
      groups: resolved,
      secondOrder: secondOrder
    )
    outcome.fields["draws"] = .integer(request.draws ?? method.defaultDraws)
    return outcome
  }

  /// The indices of a method in print.
  ///
  /// - Parameters:
  ///   - title: What the chart calls the result.
  ///   - output: The name of the result.
  ///   - groups: The groups that were asked for.
  ///   - secondOrder: Whether indices of pairs were asked for.
  ///   - account: Sentences on runs made elsewhere; `nil` for evaluations of the study's model.
  func outcome(
    _ method: SensitivityMethod,
    _ table: IndexTable,
    title: String,
    output: String,
    groups: [(name: String, inputs: [String])] = [],
    secondOrder: Bool = false,
    account: String? = nil
  ) -> AnalysisOutcome {
    var blocks: [Block] = [.paragraph(words(method.question))]
    blocks += groupList(groups)
    blocks.append(.table(self.table(table)))
    if let figure = chart(table, method, title, output) { blocks.append(.figure(figure)) }
    blocks += pairTable(table, isAsked: secondOrder)
    blocks.append(.paragraph(remarks(table, account).joined(separator: " ")))
    var rows: [JSONValue] = []
    for row in table.rows {
      var entry: [String: JSONValue] = ["input": .text(row.name)]
      for (column, value) in zip(table.columns, row.values) {
        entry[column.key] = value.map { .index($0) } ?? .null
      }
      for (key, number) in row.numbers { entry[key] = .finite(number) }
      if let remark = row.remark { entry["remark"] = .text(remark.0) }
      rows.append(.object(entry))
    }
    let pairs = secondOrder ? ["pairs": pairJSON(table)] : [:]
    let groupFields = groups.isEmpty ? [:] : ["groups": groupJSON(groups)]
    return AnalysisOutcome(
      blocks: blocks,
      fields: [
        "method": .text(method.name), "output": .text(output),
        "evaluations": .integer(table.evaluations), "undefinedRuns": .integer(table.undefinedRuns),
        "indices": .array(rows), "notes": .array(table.notes.map { .text($0.0) }),
      ].merging(pairs) { own, _ in own }.merging(groupFields) { own, _ in own }
    )
  }

  private func table(_ indices: IndexTable) -> ReportTable {
    var columns: [ReportTable.Column] = [.init(words.input)]
    let hasInterval = indices.columns.indices.map { indices.hasInterval(column: $0) }
    for (column, hasInterval) in zip(indices.columns, hasInterval) {
      columns.append(.init(words(column.english, column.french), alignment: .right))
      guard hasInterval else { continue }
      columns.append(.init(words("95% interval", "Intervalle à 95\u{202F}%"), alignment: .right))
    }
    let extra = indices.rows.contains { $0.remark != nil || !$0.numbers.isEmpty }
    if extra { columns.append(.init(words("Remark", "Remarque"))) }
    var table = ReportTable(columns: columns)
    for row in indices.sortedRows {
      var cells: [[Inline]] = [[.text(label(row.name))]]
      for (value, hasInterval) in zip(row.values, hasInterval) {
        cells += number(value, isShare: indices.isShare).prefix(hasInterval ? 2 : 1)
      }
      if extra { cells.append([.text(remark(row))]) }
      table.append(cells)
    }
    return table
  }

  private func remark(_ row: IndexTable.Row) -> String {
    var parts: [String] = []
    if let remark = row.remark { parts.append(words(remark.0, remark.1)) }
    let format = NumberFormat(language: labels.language)
    for (key, value) in row.numbers.sorted(by: { $0.key < $1.key }) {
      let name = key == "pValue" ? "p" : key
      parts.append("\(name) = \(format.significant(value, digits: 2))")
    }
    return parts.joined(separator: "; ")
  }

  /// An index and its interval; one whose interval holds 0 says so by a star.
  func number(_ estimate: IndexEstimate?, isShare: Bool) -> [[Inline]] {
    guard let estimate, estimate.value.isFinite else { return [[], []] }
    let format = NumberFormat(language: labels.language)
    let factor = isShare ? 100.0 : 1
    let half = (estimate.high - estimate.low) / 2 * factor
    let unit = isShare ? "%" : ""
    guard estimate.hasInterval else {
      let digits = format.significant(estimate.value * factor, digits: 2)
      return [
        [.text(format.quantity(digits, unit: unit))], [.text(words("not known", "inconnu"))],
      ]
    }
    if !(half > 0) {
      return [
        [.text(format.quantity(format.significant(estimate.value * factor), unit: unit))], [],
      ]
    }
    let wanted = format.decimals(uncertainty: half, significantDigits: 1)
    let digits = IntervalDigits(
      low: estimate.low * factor,
      high: estimate.high * factor,
      // A hundredth of a percent is more than a share needs.
      decimals: isShare ? min(max(wanted, 0), 2) : max(wanted, -9),
      least: 1
    )
    let value = format.quantity(format.figure(estimate.value * factor, in: digits), unit: unit)
    return [
      [.text(value + (estimate.includesZero ? "*" : ""))],
      [.text(format.range(digits))],
    ]
  }

  private func remarks(_ indices: IndexTable, _ account: String?) -> [String] {
    let format = NumberFormat(language: labels.language)
    var result = indices.notes.map { words($0.0, $0.1) }
    let isIntervalGiven =
      (indices.rows.flatMap(\.values) + indices.pairs.map(\.index)).contains {
        $0.map { $0.low < $0.high } == true
      }
    if indices.rows.contains(where: { row in
      row.values.contains { $0?.includesZero == true && $0?.low != $0?.high }
    }) {
      result.append(
        words(
          "* The interval holds 0: the index cannot be told from 0, and a negative value is noise.",
          "* L'intervalle contient 0 : l'indice ne se distingue pas de 0, et une valeur négative est"
            + " du bruit."
        )
      )
    }
    let intervals = words(
      "Intervals come from independent replicates.",
      "Les intervalles viennent de répliques indépendantes."
    )
    if let account { return result + [account] + (isIntervalGiven ? [intervals] : []) }
    if indices.undefinedRuns > 0 {
      let count = format.integer(indices.undefinedRuns)
      result.append(
        words(
          "\(count) evaluations were undefined and left out.",
          "\(count) évaluations n'étaient pas définies et ont été écartées."
        )
      )
    }
    guard indices.evaluations > 0 else { return result }
    let count = words(
      format.count(indices.evaluations, one: "evaluation", other: "evaluations"),
      format.count(indices.evaluations, one: "évaluation", other: "évaluations")
    )
    guard isIntervalGiven else {
      result.append(words("\(count) of the model.", "\(count) du modèle."))
      return result
    }
    result.append(
      words(
        "\(count) of the model; intervals come from independent replicates.",
        "\(count) du modèle ; les intervalles viennent de répliques indépendantes."
      )
    )
    return result
  }

  /// The row of what groups explain only together.
  static let interactions = "interactions"

  /// The name of an input or group in words.
  func label(_ name: String) -> String {
    switch name {
    case "dummy": return words("(dummy: the noise)", "(donnée factice : le bruit)")
    case "assumption": return words("assumptions without a source", "hypothèses sans source")
    case "sourced": return words("sourced figures", "chiffres sourcés")
    case "undated": return words("undated", "sans date")
    case Self.interactions: return words("what they do together", "ce qu'ils font ensemble")
    default: break
    }
    if labels.quantity(ofInput: name) != nil { return labels.label(ofInput: name) }
    let keys = name.components(separatedBy: " + ")
    return keys.map { labels.loaded.environment.hasSource($0) ? labels.shortSource($0) : $0 }
      .joined(separator: " + ")
  }

  private func chart(
    _ indices: IndexTable,
    _ method: SensitivityMethod,
    _ result: String,
    _ output: String
  ) -> Figure? {
    let factor = indices.isShare ? 100.0 : 1
    let title = words(
      "\(result): \(method.name)",
      "\(result) : \(method.name)"
    )
    let rows = indices.sortedRows.prefix(25)
    let caption = ChartCaption(
      title: title,
      description: words(method.question)
    )
    let name = labels.fileName("sensitivity-\(method.name)", output)
    if let plane = method.plane {
      let points = rows.compactMap { row -> ScatterPlane.Point? in
        guard let x = row.values[plane.horizontal], let y = row.values[plane.vertical] else {
          return nil
        }
        return ScatterPlane.Point(label(row.name), x: x.value, y: y.value)
      }
      let scatter = ScatterPlane(
        caption: caption,
        language: labels.language,
        horizontalTitle: words("Mean absolute effect", "Effet absolu moyen"),
        verticalTitle: words("Spread of effects", "Dispersion des effets"),
        points: points
      )
      return Figure(scatter, fileName: name)
    }
    let shown = min(3, indices.columns.count)
    let bars = rows.map { row in
      BarChart.Row(
        label(row.name),
        row.values.prefix(shown).map { value in
          value.flatMap {
            $0.value.isFinite
              ? BarChart.Bar(
                $0.value * factor,
                low: $0.hasInterval ? $0.low * factor : nil,
                high: $0.hasInterval ? $0.high * factor : nil
              ) : nil
          }
        }
      )
    }
    let axis =
      indices.isShare
      ? words("Share (%)", "Part (%)") : words("Index", "Indice")
    let chart = BarChart(
      caption: caption,
      language: labels.language,
      axisTitle: axis,
      series: indices.columns.prefix(shown).map { words($0.english, $0.french) },
      rows: Array(bars)
    )
    return Figure(chart, fileName: name)
  }
}

extension String {
  /// The parts between a separator.
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: true).map(String.init)
  }
}
