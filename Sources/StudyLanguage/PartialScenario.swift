import StudySyntax
import Uncertainty
import Units

/// A scenario from which models with only some of its changes can be built.
struct PartialScenario: Sendable {
  let run: CheckRun
  /// The name of the scenario.
  let scenario: String
  /// What it changes, with what those change that it starts from.
  let changes: ScenarioChanges
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
      let elaborator = run.elaborate(scenario, changes, baselineUnits, plan) {
        names.contains($0)
      }
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
    for override in changes.all {
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
}
