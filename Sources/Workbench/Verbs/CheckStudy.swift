import StudyLanguage

extension LoadedStudy {
  /// What `check` says of a study in order: its quantities with units, sources and assumptions.
  public func checkText() -> String {
    let named = study.quantities.filter(\.isNamed)
    let inputs = named.filter { $0.role != .derived }
    let assumed = inputs.filter(\.isAssumption)
    var text = "\(path): names and units hold.\n"
    text +=
      "  \(count(named.count, "quantity", "quantities")), \(count(inputs.count, "input", "inputs"))"
    text += ", \(count(study.scenarios.count, "scenario", "scenarios"))"
    text += ", \(count(study.checks.count, "check", "checks"))"
    text += ", \(count(study.sources.count, "source", "sources")).\n"
    for quantity in named {
      let indexes = quantity.indexes.map(\.name).joined(separator: ", ")
      let unit = quantity.unit.isOne ? "1" : quantity.unit.description
      text += "  \(quantity.name)\(indexes.isEmpty ? "" : "[\(indexes)]"): \(unit)"
      text += quantity.isAssumption ? " (assumption: no source)\n" : "\n"
      for group in study.sharedDraws(quantity) {
        let cells =
          group.count == quantity.cells.count
          ? "its \(group.count) cells" : group.map(\.output).joined(separator: ", ")
        text += "    \(cells) are one draw: the same number stands in each"
        text += quantity.sharesDraw ? "; `each` after the formula gives each its own.\n" : ".\n"
      }
    }
    if !assumed.isEmpty {
      text += "  \(count(assumed.count, "input has", "inputs have")) no source.\n"
    }
    return text
  }

  /// The same as JSON.
  public func checkJSON() throws(WorkbenchError) -> String {
    struct Entry: Encodable {
      let name: String
      let unit: String
      let role: String
      let indexes: [String]
      let line: Int
      let assumption: Bool
      let sources: [String]
    }
    struct Whole: Encodable {
      let study: String
      let version: String
      let valid: Bool
      let quantities: [Entry]
      let scenarios: [String]
      let sources: [String]
      let datasets: [String]
    }
    return try JSONText.of(
      Whole(
        study: path,
        version: AmpleurVersion.current,
        valid: true,
        quantities: study.quantities.filter(\.isNamed).map {
          Entry(
            name: $0.name,
            unit: $0.unit.description,
            role: $0.role.rawValue,
            indexes: $0.indexes.map(\.name),
            line: $0.line,
            assumption: $0.isAssumption,
            sources: $0.metadata.sources.map(\.key)
          )
        },
        scenarios: study.scenarios.map(\.name),
        sources: study.sources,
        datasets: study.datasets
      )
    )
  }

  private func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }
}
