import Probability
import Reporting
import TextCore
import Units

/// What the language offers, read from the catalogues.
public enum Catalogues {
  /// The catalogues that can be listed.
  public enum Kind: String, CaseIterable, Sendable {
    /// The distributions.
    case distributions
    /// The units.
    case units
    /// The analyses of `sensitivity`, `estimate` and `project`.
    case methods
  }

  private struct Row: Encodable {
    let name: String
    let summary: String
    let example: String
    let reference: String
  }

  /// A catalogue as a table, or as JSON.
  public static func list(
    _ kind: Kind,
    language: Language,
    json: Bool
  ) throws(WorkbenchError) -> String {
    let rows = self.rows(kind, language)
    if json { return try JSONText.of(rows) }
    let words = Wording(language: language)
    var table = ReportTable(columns: [
      .init(words("Name", "Nom")), .init(words("What it is", "Ce que c'est")),
      .init(words("Example", "Exemple")),
    ])
    for row in rows {
      table.append([
        [.code(row.name)], [.text(row.summary)], row.example.isEmpty ? [] : [.code(row.example)],
      ])
    }
    return MarkdownRenderer().render([.table(table)])
  }

  private static func rows(_ kind: Kind, _ language: Language) -> [Row] {
    switch kind {
    case .distributions:
      let forms: [Row] = [
        Row(
          name: "a to b",
          summary: language == .fr
            ? "intervalle à 90 % ; log-normale si les deux bornes sont positives, sinon normale"
            : "90% interval; lognormal when both ends are positive, else normal",
          example: "110 to 500 EUR/ad/month",
          reference: ""
        ),
        Row(
          name: "m +- s",
          summary: language == .fr
            ? "moyenne et écart-type, loi normale" : "mean and standard deviation, normal",
          example: "120 +- 15",
          reference: ""
        ),
        Row(
          name: "k of n",
          summary: language == .fr
            ? "proportion : loi a posteriori de Jeffreys" : "a proportion: Jeffreys posterior",
          example: "178 of 163000",
          reference: ""
        ),
        Row(
          name: "count(n)",
          summary: language == .fr
            ? "dénombrement : loi a posteriori Gamma(n + 1/2)"
            : "a count: Gamma(n + 1/2) posterior",
          example: "count(8424) ad",
          reference: ""
        ),
        Row(
          name: "about x",
          summary: language == .fr
            ? "chiffre rond imprimé : uniforme sur ce qui s'arrondit ainsi"
            : "a printed round figure: uniform over what rounds to it",
          example: "about 13000 ad",
          reference: ""
        ),
      ]
      return forms
        + DistributionCatalogue.families.map {
          Row(
            name: $0.name,
            summary: $0.summary[language],
            example: $0.example,
            reference: $0.reference
          )
        }
    case .units:
      return UnitSystem.standard().entries.map { entry in
        let description = entry.about[language]
        let words = entry.words(in: language)
        return Row(
          name: ([entry.name] + entry.aliases).joined(separator: ", "),
          summary: description.isEmpty ? words.singular : description,
          example: entry.definition ?? "",
          reference: entry.source
        )
      }
    case .methods:
      return MethodCatalogue.rows.map {
        Row(
          name: $0.name,
          summary: $0.summary[language],
          example: $0.example,
          reference: $0.reference
        )
      }
    }
  }
}
