import Reporting
import TextCore

/// Pages that say which tool answers which question.
public enum Explain {
  /// The topics there are.
  public static let topics = ["sensitivity"]

  /// The page of a topic, in Markdown.
  ///
  /// - Parameters:
  ///   - topic: One of ``topics``.
  ///   - language: The language.
  /// - Throws: `WorkbenchError.usage` for another topic.
  public static func page(
    _ topic: String,
    language: Language
  ) throws(WorkbenchError) -> String {
    guard topic == "sensitivity" else {
      throw .usage(
        "There is no page on \(topic). The pages are: \(topics.joined(separator: ", "))."
      )
    }
    let words = Wording(language: language)
    var table = ReportTable(columns: [
      .init(words("Method", "Méthode")),
      .init(words("The question it answers", "La question à laquelle elle répond")),
      .init(words("Correlated inputs", "Données corrélées")),
    ])
    for method in SensitivityMethod.all {
      table.append([
        [.code(method.name)],
        [.text(words(method.question))],
        [.text(method.acceptsDependence ? words("yes", "oui") : words("no", "non"))],
      ])
    }
    let document = Document(
      title: words("Which sensitivity method?", "Quelle méthode de sensibilité ?"),
      language: language,
      blocks: [.list(ordered: true, steps(words).map { [.text($0)] }), .table(table)]
        + readings(words).map { .paragraph($0) }
    )
    return MarkdownRenderer().render(document)
  }

  private static func steps(_ words: Wording) -> [String] {
    [
      words(
        "Look at the tornado of the report first: it needs no draws and everyone can check it.",
        "Regarder d'abord le diagramme en tornade du rapport : il ne demande aucun tirage et chacun"
          + " peut le vérifier."
      ),
      words(
        "With many inputs, screen them with morris: inputs with small effects can be left out.",
        "S'il y a beaucoup de données, les trier avec morris : celles aux effets faibles peuvent être"
          + " écartées."
      ),
      words(
        "To say which share of the uncertainty comes from which input, use sobol; when inputs are"
          + " correlated, shapley.",
        "Pour dire quelle part de l'incertitude vient de quelle donnée : sobol ; si les données sont"
          + " corrélées : shapley."
      ),
      words(
        "To say how much rests on one source or on assumptions, use by-source, by-assumption, by-age.",
        "Pour dire combien repose sur une source ou sur des hypothèses : by-source, by-assumption,"
          + " by-age."
      ),
      words(
        "When the tails matter more than the variance, compare with borgonovo or pawn.",
        "Quand les extrêmes comptent plus que la variance, comparer avec borgonovo ou pawn."
      ),
      words(
        "Then ask what would change the answer: breakeven, precision, dependence, discovery; and,"
          + " with decisions in the study, information.",
        "Demander enfin ce qui changerait la réponse : breakeven, precision, dependence, discovery ;"
          + " et, si l'étude énonce des décisions, information."
      ),
      words(
        "When the result comes from another model, ampleur design writes the runs that it should"
          + " make, and ampleur analyse reads its results: sobol, morris, or plain draws for"
          + " \(drawMethods).",
        "Si le résultat vient d'un autre modèle, ampleur design écrit les évaluations qu'il doit"
          + " faire et ampleur analyse lit ses résultats : sobol, morris, ou de simples tirages pour"
          + " \(drawMethods)."
      ),
    ]
  }

  private static var groups: [String] {
    SensitivityMethod.all.filter(\.acceptsGroups).map(\.name)
  }

  private static var pairs: [String] {
    SensitivityMethod.all.filter(\.givesPairs).map(\.name)
  }

  private static var drawMethods: String {
    RunDesign.methods(.samples).map(\.name).joined(separator: ", ")
  }

  private static func readings(_ words: Wording) -> [String] {
    [
      words(
        "Reading the numbers. The first order is the share that would vanish if the input alone were"
          + " known; the total is the share that would remain if all others were. Their difference is"
          + " interaction. First orders add up to at most 100%, totals to at least 100%.",
        "Lire les nombres. Le premier ordre est la part qui disparaîtrait si la donnée seule était"
          + " connue ; le total est la part qui resterait si toutes les autres l'étaient. L'écart est"
          + " l'interaction. La somme des premiers ordres est d'au plus 100\u{202F}%, celle des totaux"
          + " d'au moins 100\u{202F}%."
      ),
      words(
        "Inputs that belong together can be asked about as one: --group \"demand: ads, online\", with"
          + " the methods \(Language.en.list(groups)). --second-order adds the interaction of each"
          + " pair, with \(Language.en.list(pairs)).",
        "Des données qui vont ensemble peuvent être prises comme une seule : --group"
          + " \"demande : annonces, en_ligne\", avec les méthodes"
          + " \(Language.fr.list(groups)). --second-order ajoute l'interaction de chaque paire,"
          + " avec \(Language.fr.list(pairs))."
      ),
      words(
        "An index with a star cannot be told from 0. A negative one is noise: more draws bring it to"
          + " 0. --dummy adds an input that does nothing, so that what it gets is the noise.",
        "Un indice suivi d'une étoile ne se distingue pas de 0. Un indice négatif est du bruit :"
          + " davantage de tirages l'amènent à 0. --dummy ajoute une donnée sans effet ; ce qu'elle"
          + " reçoit est le bruit."
      ),
    ]
  }
}
