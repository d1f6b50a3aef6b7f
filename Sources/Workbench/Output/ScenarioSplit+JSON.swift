import StudyLanguage
import Uncertainty

extension ScenarioSplit {
  /// The split as JSON: the parts, or in `notSplit` why there are none.
  ///
  /// `low` and `high` beside a `value` are its numerical error (95 %); `interval` holds 90 % of the
  /// draws.
  func json() -> JSONValue {
    var fields: [String: JSONValue] = [:]
    if !others.isEmpty { fields["withoutEffect"] = .array(others.map { .text($0.text) }) }
    switch outcome {
    case .nothing: fields["notSplit"] = .text("The scenario changes nothing.")
    case .unreached:
      fields["notSplit"] = .text("The output does not depend on what the scenario changes.")
    case .single: fields["notSplit"] = .text("One change makes the whole difference.")
    case .refused(let refusal): fields["notSplit"] = .text(Self.sentence(refusal))
    case .parts(let split):
      fields["statistic"] = .text(split.statistic.description)
      fields["orders"] = .text(split.orders.rawValue)
      fields["models"] = .integer(split.models)
      fields["draws"] = .integer(split.draws)
      fields["undefinedDraws"] = .integer(split.undefinedRuns)
      fields["baseline"] = .index(split.baseline)
      fields["scenario"] = .index(split.scenario)
      fields["difference"] = .index(split.difference)
      fields["parts"] = .array(
        split.contributions.map { part in
          .object([
            "change": .text(part.name), "text": .text(change(part.name)?.text ?? part.name),
            "contribution": .index(part.value), "alone": .index(part.alone),
            "last": .index(part.last),
            "interval": .object([
              "0.05": .finite(part.spread.low), "0.95": .finite(part.spread.high),
            ]),
          ])
        }
      )
    }
    return .object(fields)
  }

  private static func sentence(_ refusal: Refusal) -> String {
    switch refusal {
    case .tooMany(let count):
      "The scenario makes \(count) changes; a split takes at most \(mostChanges)."
    case .invalid(let changes, let message):
      "With only \(changes.joined(separator: ", ")) the study has a mistake: \(message)"
    case .numerics(let message): message
    case .undefined: "With some of the changes neither mean nor median is a number."
    }
  }
}
