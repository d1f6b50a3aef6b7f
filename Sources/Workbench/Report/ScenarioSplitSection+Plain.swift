import Reporting
import StudyLanguage
import Uncertainty

/// Where there is nothing to split.
extension ScenarioSplitSection {
  /// A sentence for each scenario without parts; those with one change share theirs.
  func plain(_ outcomes: [ScenarioOutcome]) -> [Block] {
    var sentences: [[Inline]] = []
    let alone = outcomes.filter { outcome in
      if case .single = outcome.split.outcome { return outcome.split.others.isEmpty }
      return false
    }
    if !alone.isEmpty {
      let names = language.list(alone.map(name))
      sentences.append([
        .text(
          words(
            alone.count == 1
              ? "\(names) makes one change, to which the whole difference is due."
              : "\(names) make one change each, to which the whole difference is due.",
            alone.count == 1
              ? "\(names) ne change qu'une chose : tout l'écart vient d'elle."
              : "\(names) ne changent qu'une chose chacun : tout l'écart vient d'elle."
          )
        )
      ])
    }
    let unreached = outcomes.filter { outcome in
      switch outcome.split.outcome {
      case .unreached: true
      case .parts(let split): isStill(split)
      default: false
      }
    }
    if !unreached.isEmpty {
      let names = language.list(unreached.map(name))
      sentences.append([
        .text(
          words(
            unreached.count == 1
              ? "What \(names) changes does not move \(label)."
              : "What \(names) change does not move \(label).",
            unreached.count == 1
              ? "Ce que change \(names) est sans effet sur \(label)."
              : "Ce que changent \(names) est sans effet sur \(label)."
          )
        )
      ])
    }
    for outcome in outcomes {
      switch outcome.split.outcome {
      case .parts, .unreached: continue
      case .nothing:
        sentences.append([
          .text(
            words(
              "\(name(outcome)) changes nothing: there is no difference to split.",
              "\(name(outcome)) ne change rien : il n'y a pas d'écart à répartir."
            )
          )
        ])
      case .single:
        guard !outcome.split.others.isEmpty, let only = outcome.split.changes.first else {
          continue
        }
        sentences.append([
          .text(
            words(
              "Of the changes of \(name(outcome)) only ",
              "Parmi les changements de \(name(outcome)), seul "
            )
          ), .code(only.text),
          .text(
            words(
              " reaches \(label): the whole difference is due to it.",
              " agit sur \(label) : tout l'écart en vient."
            )
          ),
        ])
      case .refused(let refusal): sentences.append(reason(refusal, outcome))
      }
    }
    return sentences.map { .paragraph($0) }
  }

  private func reason(_ refusal: ScenarioSplit.Refusal, _ outcome: ScenarioOutcome) -> [Inline] {
    let start = words(
      "The difference of \(name(outcome)) is not split between its changes",
      "L'écart de \(name(outcome)) n'est pas réparti entre ses changements"
    )
    switch refusal {
    case .tooMany(let count):
      return [
        .text(
          start
            + words(
              ": it makes \(count), and a split takes at most \(ScenarioSplit.mostChanges)."
                + " All cells of a quantity in one map count as one change.",
              " : il en fait \(count), et la répartition en admet \(ScenarioSplit.mostChanges) au"
                + " plus. Toutes les cases d'une grandeur données en une fois comptent pour un seul."
            )
        )
      ]
    case .invalid(let changes, let message):
      let texts = outcome.split.changes.filter { changes.contains($0.name) }.map(\.text)
      return [.text(start + words(", because with only ", ", car avec seulement "))]
        + texts.enumerated().flatMap { place, text -> [Inline] in
          (place > 0 ? [.text(", ")] : []) + [.code(text)]
        } + [
          .text(
            words(
              " the study has a mistake (\(Self.plain(message))). These changes hold only together.",
              " l'étude comporte une erreur (\(Self.plain(message))). Ces changements ne valent"
                + " qu'ensemble."
            )
          )
        ]
    case .numerics(let message):
      return [.text(start + language.colon + " \(message)")]
    case .undefined:
      return [
        .text(
          start
            + words(
              ": with some of them neither the mean nor the median of \(label) is a number.",
              " : avec certains d'entre eux, ni la moyenne ni la médiane de \(label) n'est un nombre."
            )
        )
      ]
    }
  }

  /// A message of the checker without its code marks and full stop, to stand in brackets.
  private static func plain(_ message: String) -> String {
    let text = message.filter { $0 != "`" }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
