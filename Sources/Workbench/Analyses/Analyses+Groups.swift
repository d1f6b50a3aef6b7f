import Reporting
import TextCore
import Uncertainty

/// Groups of inputs and the indices of pairs.
extension Analyses {
  /// Stops where a method cannot do what is asked.
  func accept(
    _ method: SensitivityMethod,
    groups: [InputGroup],
    secondOrder: Bool
  ) throws(WorkbenchError) {
    let names = { (can: (SensitivityMethod) -> Bool) in
      Language.en.list(SensitivityMethod.all.filter(can).map(\.name))
    }
    if !groups.isEmpty, !method.acceptsGroups {
      throw .usage(
        "The method \(method.name) does not take groups of inputs; the methods that do are"
          + " \(names(\.acceptsGroups))."
      )
    }
    if secondOrder, !method.givesPairs {
      throw .usage(
        "The method \(method.name) gives no indices of pairs; the methods that do are"
          + " \(names(\.givesPairs))."
      )
    }
  }

  /// What each group holds.
  func groupList(_ groups: [(name: String, inputs: [String])]) -> [Block] {
    guard !groups.isEmpty else { return [] }
    return [
      .list(
        groups.map { group in
          [
            .strong([.text(label(group.name))]),
            .text(labels.language.colon + " " + group.inputs.map(label).joined(separator: "; ")),
          ]
        }
      )
    ]
  }

  /// The most pairs that are printed.
  private static let mostPairs = 20

  /// The second order of the pairs, the largest first.
  func pairTable(_ indices: IndexTable, isAsked: Bool) -> [Block] {
    guard isAsked else { return [] }
    guard !indices.pairs.isEmpty else {
      return [
        .paragraph(
          words(
            "There is one input or group, so no pair.",
            "Il n'y a qu'une donnée ou qu'un groupe : aucune paire."
          )
        )
      ]
    }
    var table = ReportTable(columns: [
      .init(words("Pair", "Paire")),
      .init(words("Second order", "Deuxième ordre"), alignment: .right),
      .init(words("95% interval", "Intervalle à 95\u{202F}%"), alignment: .right),
    ])
    let order = indices.pairs.enumerated().sorted { first, second in
      let sizes = [first, second].map { $0.element.index.value.magnitude }
      return sizes[0] == sizes[1] ? first.offset < second.offset : !(sizes[0] <= sizes[1])
    }.map(\.element)
    for pair in order.prefix(Self.mostPairs) {
      table.append(
        [[.text("\(label(pair.first)) \u{D7} \(label(pair.second))")]]
          + number(pair.index, isShare: true)
      )
    }
    let format = NumberFormat(language: labels.language)
    let count = format.integer(order.count)
    var text = words(
      "The second order of a pair is the share that only their interaction explains, beyond the first"
        + " orders of the two.",
      "Le deuxième ordre d'une paire est la part que seule leur interaction explique, en plus de leurs"
        + " premiers ordres."
    )
    if order.count > Self.mostPairs {
      text += words(
        " The table shows the \(Self.mostPairs) largest of \(count); --json gives all.",
        " Le tableau montre les \(Self.mostPairs) plus grands de \(count) ; --json les donne tous."
      )
    }
    return [.table(table), .paragraph(text)]
  }

  // MARK: JSON

  /// The groups as JSON.
  func groupJSON(_ groups: [(name: String, inputs: [String])]) -> JSONValue {
    .array(
      groups.map {
        .object(["name": .text($0.name), "inputs": .array($0.inputs.map { .text($0) })])
      }
    )
  }

  /// All pairs as JSON.
  func pairJSON(_ indices: IndexTable) -> JSONValue {
    .array(
      indices.pairs.map {
        .object([
          "inputs": .array([.text($0.first), .text($0.second)]), "index": .index($0.index),
        ])
      }
    )
  }
}
