import Reporting

/// What became of each run of a design, in words and in JSON.
struct RunAccount {
  private let results: RunResults
  private let design: RunDesign
  private let isIdentified: Bool
  private let rounded: Int

  /// - Parameters:
  ///   - rounded: How many values of the design were rounded by another program.
  init(_ results: RunResults, _ design: RunDesign, _ table: RunTable, rounded: Int) {
    self.results = results
    self.design = design
    isIdentified = table.hasMark || design.columns.contains { table.places[$0.header] != nil }
    self.rounded = rounded
  }

  /// The kinds of failed runs with their numbers, in alphabetical order.
  private var failures: [(String, Int)] { results.failed.sorted { $0.key < $1.key } }
  private var failed: Int { results.failed.values.reduce(0, +) }

  /// The runs as JSON.
  var json: JSONValue {
    .object([
      "design": .integer(results.runs), "analysed": .integer(results.values.count),
      "withResult": .integer(results.usable), "missing": .integer(results.missing),
      "failed": .object(Dictionary(uniqueKeysWithValues: failures.map { ($0, .integer($1)) })),
      "afterLastReplicate": .integer(results.later),
      "afterLastReplicateWithResult": .integer(results.laterWithResult),
      "replicates": .integer(results.replicates), "roundedValues": .integer(rounded),
      "identified": .bool(isIdentified),
    ])
  }

  /// How many runs came back, are missing, and failed.
  func counts(_ words: Wording) -> String {
    let format = NumberFormat(language: words.language)
    func number(_ count: Int) -> String { format.integer(count) }
    let all = number(results.values.count)
    if results.usable == results.values.count {
      return words(
        "All \(all) runs came back with a number.",
        "Les \(all) évaluations sont toutes revenues avec un nombre."
      )
    }
    var parts = [
      words(
        "Of \(all) runs \(number(results.usable)) came back with a number.",
        "Sur \(all) évaluations, \(number(results.usable)) sont revenues avec un nombre."
      )
    ]
    if results.missing > 0 {
      let count = number(results.missing)
      parts.append(
        results.missing == 1
          ? words("1 has no row.", "1 n'a pas de ligne.")
          : words("\(count) have no row.", "\(count) n'ont pas de ligne.")
      )
    }
    if failed > 0 {
      let colon = words(": ", " : ")
      let count = number(failed)
      let kinds = failures.map { "\(kind($0.0, words))\(colon)\(number($0.1))" }
        .joined(separator: ", ")
      parts.append(
        failed == 1
          ? words("1 failed (\(kinds)).", "1 a échoué (\(kinds)).")
          : words("\(count) failed (\(kinds)).", "\(count) ont échoué (\(kinds)).")
      )
    }
    return parts.joined(separator: " ")
  }

  /// The runs in sentences.
  func sentences(_ words: Wording) -> String {
    let format = NumberFormat(language: words.language)
    func number(_ count: Int) -> String { format.integer(count) }
    var parts = [counts(words)]
    if results.missing + failed > 0 {
      parts.append(
        words(
          "They were left out with what needs them; what is left speaks for runs that work.",
          "Elles ont été écartées avec ce qui en dépend ; le reste vaut pour les évaluations qui"
            + " aboutissent."
        )
      )
    }
    if results.later > 0 {
      let lost = number(results.laterWithResult)
      parts.append(
        words(
          "The last \(number(results.later)) runs of the design were not all made: the first"
            + " \(results.replicates) of its \(design.plan.replicates) replicates were analysed"
            + (results.laterWithResult > 0 ? ", and \(lost) results after them left out." : "."),
          "Les \(number(results.later)) dernières évaluations du plan n'ont pas toutes été faites : les"
            + " \(results.replicates) premières de ses \(design.plan.replicates) répliques ont été"
            + " analysées"
            + (results.laterWithResult > 0 ? ", et \(lost) résultats suivants écartés." : ".")
        )
      )
    }
    if rounded > 0 {
      parts.append(
        words(
          "\(number(rounded)) input values were rounded by another program, by less than a millionth of"
            + " their spread.",
          "\(number(rounded)) valeurs de données ont été arrondies par un autre programme, de moins d'un"
            + " millionième de leur étendue."
        )
      )
    }
    if !isIdentified {
      parts.append(
        words(
          "The results carry neither the mark of the design nor its values: that they belong to it"
            + " rests on the run numbers alone.",
          "Les résultats ne portent ni la marque du plan ni ses valeurs : seuls les numéros"
            + " d'évaluation disent qu'ils lui appartiennent."
        )
      )
    }
    return parts.joined(separator: " ")
  }

  private func kind(_ mark: String, _ words: Wording) -> String {
    switch mark {
    case RunResults.empty: words("empty field", "champ vide")
    case "infinite": words("infinite", "infini")
    case "spreadsheet error": words("spreadsheet error", "erreur de tableur")
    default: mark
    }
  }
}
