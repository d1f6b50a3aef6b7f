import TextCore

/// The analyses that the tool offers; adding one adds its row here.
public enum MethodCatalogue {
  /// One analysis.
  public struct Row: Sendable {
    /// The name as typed.
    public let name: String
    /// The question it answers.
    public let summary: LocalText
    /// How it is asked for.
    public let example: String
    /// Where it is described.
    public let reference: String
  }

  /// All analyses in the order they are listed.
  public static let rows: [Row] =
    [
      Row(
        name: "tornado",
        summary: LocalText(
          "How far does each input alone move the result between its 5% and its 95% value?",
          "De combien chaque donnée, seule, déplace-t-elle le résultat entre ses valeurs à 5 % et 95 % ?"
        ),
        example: "show tornado revenue",
        reference: "docs/methods/tornado.md"
      ),
      Row(
        name: "range",
        summary: LocalText(
          "How much wider is \"all low, all high\" than the joint 90% interval?",
          "De combien « tout au plus bas, tout au plus haut » dépasse-t-il l'intervalle conjoint à 90 % ?"
        ),
        example: "show range revenue",
        reference: "docs/methods/tornado.md"
      ),
      Row(
        name: "scenarios",
        summary: LocalText(
          "What changes if some inputs are replaced, draw by draw?",
          "Qu'est-ce qui change si l'on remplace certaines données, tirage par tirage ?"
        ),
        example: "show scenarios revenue",
        reference: "docs/methods/scenarios.md"
      ),
    ] + questions + sensitivity

  private static let questions: [Row] = [
    Row(
      name: "breakeven",
      summary: LocalText(
        "Which value of one input brings the median of the result to a target?",
        "Quelle valeur d'une donnée porte la médiane du résultat à une cible ?"
      ),
      example: "show breakeven ads of revenue at 20 MEUR/year",
      reference: "docs/methods/break-even.md"
    ),
    Row(
      name: "budget",
      summary: LocalText(
        "The uncertainty budget in the format of the GUM",
        "Le bilan d'incertitude au format du GUM"
      ),
      example: "show budget revenue",
      reference: "docs/methods/uncertainty-budget.md"
    ),
    Row(
      name: "precision",
      summary: LocalText(
        "How precise must each input be to halve the interval of the result?",
        "Quelle précision faut-il sur chaque donnée pour diviser par deux l'intervalle du résultat ?"
      ),
      example: "show precision revenue",
      reference: "docs/methods/precision-needed.md"
    ),
    Row(
      name: "dependence",
      summary: LocalText(
        "What happens to the interval if the inputs move together?",
        "Que devient l'intervalle si les données varient ensemble ?"
      ),
      example: "show dependence revenue",
      reference: "docs/methods/dependence-stress.md"
    ),
    Row(
      name: "information",
      summary: LocalText(
        "What is it worth to know an input, or everything, before deciding?",
        "Que vaut-il de connaître une donnée, ou tout, avant de décider ?"
      ),
      example: "show information",
      reference: "docs/methods/value-of-information.md"
    ),
    Row(
      name: "discovery",
      summary: LocalText(
        "For which values of the inputs is the result mostly above a threshold?",
        "Pour quelles valeurs des données le résultat dépasse-t-il le plus souvent un seuil ?"
      ),
      example: "show discovery revenue at 20 MEUR/year",
      reference: "docs/methods/prim.md"
    ),
  ]

  private static let pages = [
    "rank": "rank-indices", "borgonovo": "borgonovo-delta", "regression": "regression-indices",
    "by-source": "variance-by-source", "by-assumption": "variance-by-source",
    "by-age": "variance-by-source",
  ]

  private static let sensitivity: [Row] = SensitivityMethod.all.map { method in
    Row(
      name: method.name,
      summary: method.question,
      example: "show sensitivity revenue by \(method.name)",
      reference: "docs/methods/\(pages[method.name] ?? method.name).md"
    )
  }
}
