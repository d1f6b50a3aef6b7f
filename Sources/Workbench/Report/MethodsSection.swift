import Reporting
import StudyLanguage
import Uncertainty
import Units

/// Two paragraphs on how the figures came about, and the rule for money where it applies.
struct MethodsSection {
  let context: ReportContext

  func blocks() -> [Block] {
    let words = context.words
    let record = context.results.record
    let format = NumberFormat(language: context.language)
    let draws = format.integer(record.draws)
    let replicates = format.integer(record.replicates)
    var blocks: [Block] = [.heading(2, words.methods)]
    let uncertain = context.study.quantities.contains { quantity in
      quantity.cells.contains { !context.summary($0).isConstant }
    }
    guard uncertain else {
      blocks.append(
        .paragraph(
          words(
            "Nothing in this study is uncertain: the figures follow from the inputs by arithmetic.",
            "Rien dans cette étude n'est incertain : les chiffres découlent des données par le calcul."
          )
        )
      )
      return blocks + money()
    }
    blocks.append(
      .paragraph(
        words(
          "Each uncertain input is described by a distribution, given in the table of inputs. All are"
            + " drawn together \(draws) times and the formulas are computed in each draw; a name is"
            + " drawn once in a draw, wherever it is used. The 90% interval leaves 5% of the draws on"
            + " either side; the median is the central estimate. The interval says what follows from"
            + " the stated inputs: it does not cover mistakes in the sources or in the formulas.",
          "Chaque donnée incertaine est décrite par une distribution, indiquée dans le tableau des"
            + " données. Toutes sont tirées ensemble \(draws) fois et les formules sont calculées dans"
            + " chaque tirage ; un nom n'est tiré qu'une fois par tirage, où qu'il serve. L'intervalle à"
            + " 90\u{202F}% laisse 5\u{202F}% des tirages de chaque côté ; la médiane est l'estimation"
            + " centrale. L'intervalle dit ce qui découle des données énoncées : il ne couvre pas les"
            + " erreurs des sources ou des formules."
        )
      )
    )
    blocks.append(
      .paragraph(
        words(
          "The draws are Owen-scrambled Sobol' points (randomised quasi-Monte Carlo) in \(replicates)"
            + " independent replicates. The numerical error is the 95% half-width that the spread of"
            + " the replicates implies: the first number is the largest among the median and the ends of"
            + " the interval, the second that of the mean. It is separate from the uncertainty of the"
            + " inputs and shrinks with more draws. \(dependence())",
          "Les tirages sont des points de Sobol' brouillés selon Owen (quasi-Monte-Carlo randomisé), en"
            + " \(replicates) répliques indépendantes. L'erreur numérique est la demi-largeur à"
            + " 95\u{202F}% qu'implique la dispersion des répliques : le premier nombre est le plus grand"
            + " parmi la médiane et les bornes de l'intervalle, le second est celui de la moyenne. Elle est"
            + " distincte de l'incertitude des données et diminue avec le nombre de tirages."
            + " \(dependence())"
        )
      )
    )
    if let means = exactMeans() { blocks.append(.paragraph(means)) }
    return blocks + money()
  }

  /// Which means follow from those of the inputs, beside figures that are drawn.
  private func exactMeans() -> String? {
    let words = context.words
    let shown = context.results.namedQuantities.filter { quantity in
      let summaries = quantity.cells.map { context.summary($0) }
      return summaries.contains { !$0.isExact }
        && summaries.allSatisfy { $0.isMeanExact && $0.mean.isFinite }
    }
    guard !shown.isEmpty else { return nil }
    let names = context.language.list(
      shown.prefix(8).map { context.language.quoted(context.labels.label($0)) }
    )
    let others = shown.count - min(shown.count, 8)
    let more = words(" and \(others) more", " et \(others) autres")
    return words(
      "The mean of \(names)\(others > 0 ? more : "") follows from those of the inputs by algebra and has no"
        + " numerical error; the median and the interval are drawn.",
      "La moyenne de \(names)\(others > 0 ? more : "") se déduit de celles des données par le calcul et n'a pas"
        + " d'erreur numérique ; la médiane et l'intervalle sont tirés."
    )
  }

  private func dependence() -> String {
    let words = context.words
    let shared = context.study.inputsOfSharedDraws.map { sentence($0.quantity, $0.groups) }
    guard !context.study.correlations.isEmpty else {
      let independent = words(
        "Inputs are taken to be independent; the study states no correlation.",
        "Les données sont supposées indépendantes ; l'étude n'énonce aucune corrélation."
      )
      return ([independent] + shared).joined(separator: " ")
    }
    var copulas: [Copula] = []
    for correlation in context.study.correlations where !copulas.contains(correlation.copula) {
      copulas.append(correlation.copula)
    }
    let lapsed = context.study.scenarios.filter { !$0.lapsed.isEmpty }.map {
      words.lapsed($0.lapsed, in: context.labels.label($0))
    }
    return (copulas.map { sentence($0) } + lapsed + shared).joined(separator: " ")
  }

  /// Which cells of an input are one draw.
  private func sentence(_ quantity: Quantity, _ groups: [[Quantity.Cell]]) -> String {
    let words = context.words
    let label = context.language.quoted(context.labels.label(quantity))
    if groups.count == 1, groups[0].count == quantity.cells.count {
      let count = NumberFormat(language: context.language).integer(groups[0].count)
      return words(
        "The \(count) cells of \(label) are one draw, not independent ones: in each draw the same number"
          + " stands in all.",
        "Les \(count) cases de \(label) sont un seul tirage et non des tirages indépendants : à chaque"
          + " tirage, le même nombre figure dans toutes."
      )
    }
    let lists = groups.map { group in
      context.language.list(group.map { $0.labels.joined(separator: ", ") })
    }.joined(separator: "; ")
    return words(
      "Some cells of \(label) are one draw, not independent ones: \(lists).",
      "Certaines cases de \(label) sont un seul tirage et non des tirages indépendants : \(lists)."
    )
  }

  /// What is correlated under one copula.
  private func sentence(_ copula: Copula) -> String {
    let words = context.words
    let format = NumberFormat(language: context.language)
    let pairs = context.study.correlations.filter { $0.copula == copula }
      .map { "\($0.first), \($0.second): \(format.exact($0.coefficient))\(attained($0))" }
      .joined(separator: "; ")
    guard let freedom = copula.degreesOfFreedom else {
      return words(
        "Rank correlations (Gaussian copula): \(pairs).",
        "Corrélations de rang (copule gaussienne) : \(pairs)."
      )
    }
    let number = format.exact(freedom)
    return words(
      "Rank correlations (Student copula with \(number) degree\(freedom == 1 ? "" : "s") of freedom,"
        + " under which extreme values come together): \(pairs).",
      "Corrélations de rang (copule de Student à \(number) degré\(freedom < 2 ? "" : "s") de liberté,"
        + " sous laquelle les valeurs extrêmes surviennent ensemble) : \(pairs)."
    )
  }

  /// What is attained, where it is not what is stated.
  private func attained(_ correlation: StudyCorrelation) -> String {
    guard abs(correlation.attained - correlation.coefficient) >= 0.005 else { return "" }
    let format = NumberFormat(language: context.language)
    let value = format.exact((correlation.attained * 100).rounded() / 100)
    guard !correlation.isGivenParameters else {
      return context.words(
        " (\(value) in the draws: the inputs also move with their uncertain parameters)",
        " (\(value) dans les tirages : les données varient aussi avec leurs paramètres incertains)"
      )
    }
    return context.words(
      " (\(value) in the draws: the values of an event or a count tie)",
      " (\(value) dans les tirages : les valeurs d'un événement ou d'un décompte sont ex aequo)"
    )
  }

  private func money() -> [Block] {
    guard !context.study.conversions.isEmpty else { return [] }
    let words = context.words
    let items = context.study.conversions.map { step -> [Inline] in
      [.text(words(step.text))]
    }
    return [
      .paragraph(words("Money was converted as follows:", "Conversions monétaires :")),
      .list(items),
    ]
  }
}
