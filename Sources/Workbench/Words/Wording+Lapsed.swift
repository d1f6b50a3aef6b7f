import StudyLanguage

extension Wording {
  /// Which correlations of the study do not hold in a scenario, as sentences; empty for none.
  ///
  /// - Parameters:
  ///   - lapsed: What the scenario has lost.
  ///   - scenario: The label of the scenario.
  func lapsed(_ lapsed: [LapsedCorrelation], in scenario: String) -> String {
    let name = language.quoted(scenario)
    return lapsed.map { one in
      let others = language.list(one.others)
      return self(
        "In \(name), \(one.fixed) is a certain number: its correlation with \(others) does not hold"
          + " there.",
        "Dans \(name), \(one.fixed) est un nombre certain : sa corrélation avec \(others) n'y vaut"
          + " pas."
      )
    }.joined(separator: " ")
  }
}
