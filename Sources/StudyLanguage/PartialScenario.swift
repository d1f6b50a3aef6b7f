import StudySyntax
import Uncertainty
import Units

/// A scenario from which models with only some of its changes can be built.
struct PartialScenario: Sendable {
  let run: CheckRun
  /// The scenario after those it starts from, the outermost first.
  let chain: [ScenarioDeclaration]
  let baselineUnits: [String: Unit]
  let quantities: [Quantity]
  /// The coordinates of the whole scenario, which extend the baseline's: an input has the same ones
  /// whichever changes are made.
  let plan: CoordinatePlan

  /// The model with some of the changes.
  ///
  /// - Parameter names: The names of the changes that are made.
  /// - Throws: `PartialScenarioError` where a change needs another one.
  func model(with names: Set<String>) throws(PartialScenarioError) -> Model {
    let result = DeepStack.run { () -> Result<Model, PartialScenarioError> in
      let elaborator = run.elaborate(chain, baselineUnits, plan) { names.contains($0) }
      let fault = { (message: String) in
        PartialScenarioError(changes: names.sorted(), description: message)
      }
      if let error = elaborator.diagnostics.first(where: { $0.severity == .error }) {
        return .failure(fault(error.message))
      }
      do throws(ModelError) {
        return .success(try run.model(elaborator, quantities, []))
      } catch {
        return .failure(fault(error.description))
      }
    }
    return try result.get()
  }

  /// The names of the quantities from which a quantity may be computed with any of the changes,
  /// itself included.
  func reach(of quantity: String) -> Set<String> {
    var uses: [String: [String]] = [:]
    for (name, definition) in run.declarations.definitions {
      uses[name] = NameCollector.names(in: definition.value).map(\.name)
    }
    for override in chain.flatMap(\.overrides) {
      uses[override.name.name, default: []] += NameCollector.names(in: override.value).map(\.name)
    }
    // What is correlated is drawn together.
    for placed in run.declarations.correlations {
      guard case .correlate(let names, _, _, _) = placed.statement.kind else { continue }
      let all = names.flatMap { NameCollector.names(in: $0).map(\.name) }
      for name in all { uses[name, default: []] += all }
    }
    var reached: Set<String> = [quantity]
    var open = [quantity]
    while let next = open.popLast() {
      for name in uses[next] ?? [] where reached.insert(name).inserted { open.append(name) }
    }
    return reached
  }

  /// What a chain of scenarios changes: quantities in the order of first mention, the cells of one
  /// together.
  ///
  /// A quantity that is replaced as a whole is one change, together with cells replaced after it.
  static func changes(_ chain: [ScenarioDeclaration]) -> [ScenarioChange] {
    var order: [String] = []
    var lines: [String: [(labels: [String], text: String)]] = [:]
    for scenario in chain {
      for override in scenario.overrides {
        let name = override.name.name
        if lines[name] == nil { order.append(name) }
        let text = scenario.file.text(override.name.span.union(override.value.span))
        lines[name, default: []].append((override.cells.map(\.label), text))
      }
    }
    return order.flatMap { name -> [ScenarioChange] in
      let own = lines[name] ?? []
      if let whole = own.lastIndex(where: { $0.labels.isEmpty }) {
        let text = own[whole...].map(\.text).joined(separator: "; ")
        return [ScenarioChange(quantity: name, labels: [], text: text)]
      }
      var seen: Set<[String]> = []
      return own.compactMap { line in
        guard seen.insert(line.labels).inserted else { return nil }
        let last = own.last { $0.labels == line.labels } ?? line
        return ScenarioChange(quantity: name, labels: line.labels, text: last.text)
      }
    }
  }

  /// The name of the change that a line of a scenario belongs to.
  static func name(of override: Override, in changes: [ScenarioChange]) -> String? {
    let labels = override.cells.map(\.label)
    return changes.first {
      $0.quantity == override.name.name && ($0.labels.isEmpty || $0.labels == labels)
    }?.name
  }
}
