import StudySyntax

/// What a scenario changes, together with those it starts from; a later line holds against an
/// earlier one.
struct ScenarioChanges: Sendable {
  /// The names of the quantities in the order of first mention.
  private(set) var order: [String] = []
  /// The lines that count for each name, in order.
  ///
  /// Where one replaces the quantity as a whole it is the first, and those after it replace cells.
  private var lines: [String: [(override: Override, file: SourceFile)]] = [:]

  /// Takes a line of a scenario.
  mutating func add(_ override: Override, _ file: SourceFile) {
    let name = override.name.name
    if lines[name] == nil { order.append(name) }
    guard !override.cells.isEmpty else {
      lines[name] = [(override, file)]
      return
    }
    let labels = override.cells.map(\.label)
    lines[name, default: []].removeAll { $0.override.cells.map(\.label) == labels }
    lines[name, default: []].append((override, file))
  }

  /// All lines that count.
  var all: [Override] { order.flatMap { (lines[$0] ?? []).map(\.override) } }

  /// The changes: the cells of one quantity together, and a quantity that is replaced as a whole
  /// with the cells replaced after it.
  var named: [ScenarioChange] {
    order.flatMap { name -> [ScenarioChange] in
      let own = lines[name] ?? []
      let texts = own.map { $0.file.text($0.override.name.span.union($0.override.value.span)) }
      if own.first?.override.cells.isEmpty ?? true {
        return [
          ScenarioChange(quantity: name, labels: [], text: texts.joined(separator: "; "))
        ]
      }
      return zip(own, texts).map {
        ScenarioChange(quantity: name, labels: $0.override.cells.map(\.label), text: $1)
      }
    }
  }

  /// The lines by name, of those changes that are made.
  ///
  /// - Parameter isMade: Whether a change, by its name, is made.
  func overrides(
    where isMade: (String) -> Bool
  ) -> [String: [(override: Override, file: SourceFile)]] {
    var result: [String: [(override: Override, file: SourceFile)]] = [:]
    for name in order {
      let own = lines[name] ?? []
      let isWhole = own.first?.override.cells.isEmpty ?? true
      let made = own.filter { line in
        let labels = isWhole ? [] : line.override.cells.map(\.label)
        return isMade(ScenarioChange(quantity: name, labels: labels, text: "").name)
      }
      if !made.isEmpty { result[name] = made }
    }
    return result
  }
}
