import Reporting
import Uncertainty

extension Wording {
  /// Why a numerical error is not given, and what helps.
  ///
  /// - Parameters:
  ///   - reason: The reason.
  ///   - draws: The number of draws.
  func unknownError(_ reason: UnknownErrorReason, draws: Int) -> String {
    let number = NumberFormat(language: language).integer(draws)
    switch reason {
    case .oneValue:
      return self(
        "all \(number) draws give the same value, so that its numerical error cannot be known; what"
          + " happens less often than in 3 of \(number) draws would not be seen.",
        "les \(number) tirages donnent la même valeur, si bien que son erreur numérique ne peut être"
          + " connue ; ce qui arrive moins de 3 fois sur \(number) tirages ne se verrait pas."
      )
    case .fewDraws:
      return self(
        "so few of the \(number) draws carry it that its numerical error cannot be known; take more"
          + " draws with --draws.",
        "si peu des \(number) tirages la portent que son erreur numérique ne peut être connue ;"
          + " augmenter le nombre de tirages avec --draws."
      )
    case .heavyTail:
      return self(
        "the tail is so heavy that it settles too slowly for a numerical error; read the median and"
          + " the interval.",
        "la queue est si lourde qu'elle se fixe trop lentement pour une erreur numérique ; lire la"
          + " médiane et l'intervalle."
      )
    }
  }
}
