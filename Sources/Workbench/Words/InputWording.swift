import Probability
import Reporting
import StudyLanguage

/// Says how an input was given: value, shape, interval.
struct InputWording {
  let words: Wording
  let printer: QuantityPrinter

  /// The way an input was given, in words.
  func form(_ description: InputDescription) -> String {
    switch description.form {
    case .constant: return words("exact number", "nombre exact")
    case .family(let name): return family(name, description)
    case .interval90(let low, let high, let shape):
      let range = ends(low, high)
      let name = self.shape(shape)
      return words(
        "90% interval \(range), \(name) shape",
        "intervalle à 90\u{202F}% de \(range), loi \(name)"
      )
    case .plusMinus(let mean, let deviation):
      return words(
        "mean \(printer.exact(mean)), standard deviation \(printer.exact(deviation)), normal shape",
        "moyenne \(printer.exact(mean)), écart-type \(printer.exact(deviation)), loi normale"
      )
    case .proportion(let count, let total):
      let k = printer.format.exact(count)
      let n = printer.format.exact(total)
      return words(
        "\(k) of \(n) (Jeffreys posterior)",
        "\(k) sur \(n) (loi a posteriori de Jeffreys)"
      )
    case .count(let count):
      let n = printer.format.exact(count)
      return words(
        "count of \(n) (Jeffreys posterior)",
        "dénombrement de \(n) (loi a posteriori de Jeffreys)"
      )
    case .rounded(let figure, let low, let high):
      return words(
        "about \(printer.exact(figure)), uniform over what rounds to it (\(ends(low, high)))",
        "environ \(printer.exact(figure)), loi uniforme sur ce qui s'arrondit ainsi (\(ends(low, high)))"
      )
    case .shares(let weights):
      let list = weights.map { printer.format.exact($0) }.joined(separator: ", ")
      return words(
        "shares that sum to 1, Dirichlet weights \(list)",
        "parts de somme 1, poids de Dirichlet \(list)"
      )
    case .dataset(let name): return words("data set \(name)", "jeu de données \(name)")
    }
  }

  private func ends(_ low: Double, _ high: Double) -> String {
    words(
      "\(printer.exact(low)) to \(printer.exact(high))",
      "\(printer.exact(low)) à \(printer.exact(high))"
    )
  }

  private func shape(_ name: String) -> String {
    switch name {
    case "lognormal": words("lognormal", "log-normale")
    case "normal": words("normal", "normale")
    default: name
    }
  }

  private func family(_ name: String, _ description: InputDescription) -> String {
    description.text.hasPrefix(name) ? description.text : "\(name) (\(description.text))"
  }

  /// A remark the report must pass on, in words.
  func remark(_ description: InputDescription) -> String? {
    switch description.remark {
    case nil: return nil
    case .aboveOne(let share):
      return words(
        "The lognormal shape puts \(percent(share)) of the draws above 100%; `beta(mean:, sd:)` would"
          + " not.",
        "La loi log-normale place \(percent(share)) des tirages au-dessus de 100\u{202F}% ;"
          + " `beta(mean:, sd:)` ne le ferait pas."
      )
    case .belowZero(let share):
      return words(
        "The normal shape puts \(percent(share)) of the draws below 0.",
        "La loi normale place \(percent(share)) des tirages au-dessous de 0."
      )
    case .fitted(let infeasibility, let mass):
      let curve = infeasibility.map {
        words(
          "no metalog distribution meets these quantiles (\($0)), so a monotone curve was drawn"
            + " through them",
          "aucune loi métalogique ne passe par ces quantiles : une courbe monotone a été tracée"
        )
      }
      let below = mass.map {
        words(
          "the fit gives \(percent($0)) to values below 0; a lower bound of 0 would prevent it",
          "l'ajustement donne \(percent($0)) à des valeurs négatives ; une borne basse de 0 l'évite"
        )
      }
      return [curve, below].compactMap(\.self).joined(separator: words("; ", " ; "))
    }
  }

  private func percent(_ share: Double) -> String {
    printer.format.quantity(printer.format.significant(share * 100, digits: 2), unit: "%")
  }
}
