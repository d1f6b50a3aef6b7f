/// The analyses that the tool offers; adding one adds its row here.
public enum MethodCatalogue {
  /// One analysis.
  public struct Row: Sendable {
    /// The name as typed.
    public let name: String
    /// The question it answers, in English.
    public let summary: String
    /// The same in French.
    public let frenchSummary: String
    /// How it is asked for.
    public let example: String
    /// Where it is described.
    public let reference: String
  }

  /// All analyses in the order they are listed.
  public static let rows: [Row] = [
    Row(
      name: "tornado",
      summary: "How far does each input alone move the result between its 5% and its 95% value?",
      frenchSummary:
        "De combien chaque donnée, seule, déplace-t-elle le résultat entre ses valeurs à 5 % et 95 % ?",
      example: "show tornado revenue",
      reference: "docs/methods/tornado.md"
    ),
    Row(
      name: "range",
      summary: "How much wider is \"all low, all high\" than the joint 90% interval?",
      frenchSummary:
        "De combien « tout au plus bas, tout au plus haut » dépasse-t-il l'intervalle conjoint à 90 % ?",
      example: "show range revenue",
      reference: "docs/methods/tornado.md"
    ),
    Row(
      name: "scenarios",
      summary: "What changes if some inputs are replaced, draw by draw?",
      frenchSummary: "Qu'est-ce qui change si l'on remplace certaines données, tirage par tirage ?",
      example: "show scenarios revenue",
      reference: "docs/methods/scenarios.md"
    ),
  ]
}
