import Reporting
import TextCore

/// The fixed sentences of a report in one language.
struct Wording {
  let language: Language

  /// One of two texts.
  func callAsFunction(_ english: String, _ french: String) -> String {
    language == .fr ? french : english
  }

  /// A text in the language.
  func callAsFunction(_ text: LocalText) -> String { text[language] }

  // MARK: Headings

  var summary: String { self("Summary", "En bref") }
  var results: String { self("Results", "Résultats") }
  var inputs: String { self("Inputs", "Données d'entrée") }
  var drivers: String { self("What drives the result", "Ce dont le résultat dépend") }
  var scenarios: String { self("Scenarios", "Scénarios") }
  var checks: String {
    self("Checks against published figures", "Comparaison avec les chiffres publiés")
  }
  var turning: String {
    self("What would change the conclusion", "Ce qui changerait la conclusion")
  }
  var extremes: String {
    self("All low, all high", "Tout au plus bas, tout au plus haut")
  }
  var methods: String { self("Methods", "Méthode") }
  var formulas: String { self("Formulas", "Formules") }
  var sources: String { self("Sources", "Sources") }
  var reproducibility: String { self("Reproducing this report", "Reproduire ce rapport") }

  // MARK: Column titles

  var quantity: String { self("Quantity", "Grandeur") }
  var median: String { self("Median", "Médiane") }
  var interval90: String {
    self("90% interval", "Intervalle à 90\u{202F}%")
  }
  var mean: String { self("Mean", "Moyenne") }
  var unit: String { self("Unit", "Unité") }
  var numericalError: String { self("Numerical error", "Erreur numérique") }
  var value: String { self("Value", "Valeur") }
  var shape: String { self("Given as", "Forme") }
  var source: String { self("Source", "Source") }
  var date: String { self("As of", "Date") }
  var scenario: String { self("Scenario", "Scénario") }
  var difference: String { self("Difference from the baseline", "Écart à la référence") }
  var changes: String { self("What changes", "Ce qui change") }
  var baseline: String { self("baseline", "référence") }
  var computed: String { self("Computed", "Calculé") }
  var published: String { self("Published", "Publié") }
  var outcome: String { self("Outcome", "Résultat") }
  var formula: String { self("Formula", "Formule") }
  var input: String { self("Input", "Donnée") }

  // MARK: Words

  var assumption: String { self("assumption", "hypothèse") }
  var exact: String { self("exact", "exact") }
  var holds: String { self("holds", "vérifié") }
  var fails: String { self("does not hold", "non vérifié") }
  var undefined: String { NumberFormat(language: language).undefined }
}
