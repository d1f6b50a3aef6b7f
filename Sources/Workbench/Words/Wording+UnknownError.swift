import Reporting
import Uncertainty

extension Wording {
  /// Why a numerical error is not given, and what helps.
  ///
  /// - Parameters:
  ///   - reason: The reason.
  ///   - draws: The number of draws.
  ///   - inputs: What the condition of an unseen branch depends on.
  func unknownError(_ reason: UnknownErrorReason, draws: Int, inputs: [String] = []) -> String {
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
    case .unmetBranch:
      let names = language.list(inputs.map { language.quoted($0) })
      return self(
        "a condition on \(names) came out the same in all \(number) draws, so that one branch of its"
          + " formula was not seen and its numerical error cannot be known; take more draws with"
          + " --draws, or study that branch by itself.",
        "une condition sur \(names) a la même issue dans les \(number) tirages, si bien qu'une branche"
          + " de sa formule n'a pas été vue et que son erreur numérique ne peut être connue ;"
          + " augmenter le nombre de tirages avec --draws, ou étudier cette branche à part."
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
