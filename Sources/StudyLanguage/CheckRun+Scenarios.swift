import StudySyntax
import Uncertainty
import Units

extension CheckRun {
  /// A scenario once the baseline's coordinates are known.
  typealias MakeScenario = (CheckRun, CoordinatePlan) -> (
    scenario: StudyScenario?, diagnostics: [Diagnostic]
  )

  /// Reads the scenarios; mistakes that need no model are reported at once.
  mutating func readScenarios(
    baseline: Elaborator,
    quantities: [Quantity]
  ) -> [MakeScenario] {
    var result: [MakeScenario] = []
    var baselineUnits: [String: Unit] = [:]
    for (name, value) in baseline.values { baselineUnits[name] = value.unit }
    for scenario in declarations.scenarios {
      guard let chain = chain(of: scenario) else { continue }
      guard checkTargets(scenario) else { continue }
      let units = baselineUnits
      // A first run finds mistakes even when the baseline has some of its own.
      let trial = elaborate(chain, units, CoordinatePlan())
      let known = Set(baseline.diagnostics)
      diagnostics += trial.diagnostics.filter { $0.severity == .error && !known.contains($0) }
      result.append { run, plan in
        let elaborator = run.elaborate(chain, units, plan)
        var run = run
        let model: Model
        do throws(ModelError) {
          model = try run.model(elaborator, quantities, [])
        } catch {
          run.diagnostics = []
          run.reportModel(error)
          return (nil, run.diagnostics + elaborator.diagnostics)
        }
        let texts = scenario.overrides.map { override in
          scenario.file.text(override.name.span.union(override.value.span))
        }
        let changes = PartialScenario.changes(chain)
        var changed: [String] = []
        for change in changes where !changed.contains(change.quantity) {
          changed.append(change.quantity)
        }
        return (
          StudyScenario(
            name: scenario.name,
            base: scenario.base?.name,
            changed: changed,
            texts: texts,
            changes: changes,
            model: model,
            metadata: StudyMetadata(scenario.clauses),
            partial: PartialScenario(
              run: run,
              chain: chain,
              baselineUnits: units,
              quantities: quantities,
              plan: model.coordinatePlan
            )
          ), []
        )
      }
    }
    return result
  }

  /// The scenario with those it starts from, the outermost first.
  private mutating func chain(of scenario: ScenarioDeclaration) -> [ScenarioDeclaration]? {
    var chain = [scenario]
    while let base = chain[0].base {
      guard let next = declarations.scenarios.first(where: { $0.name == base.name }) else {
        let near = Suggestion.nearest(to: base.name, in: declarations.scenarios.map(\.name))
        report(
          "unknown-scenario",
          "There is no scenario \"\(base.name)\".",
          base.span,
          chain[0].file,
          "unknown scenario",
          help: near.map { "did you mean \"\($0)\"?" }
        )
        return nil
      }
      guard !chain.contains(where: { $0.name == next.name }) else {
        report(
          "circular-definition",
          "The scenario \"\(scenario.name)\" starts from itself.",
          base.span,
          chain[0].file,
          "closes the circle"
        )
        return nil
      }
      chain.insert(next, at: 0)
    }
    return chain
  }

  private mutating func checkTargets(_ scenario: ScenarioDeclaration) -> Bool {
    var good = true
    for override in scenario.overrides
    where declarations.definitions[override.name.name] == nil {
      let near = Suggestion.nearest(to: override.name.name, in: declarations.definitions.keys)
      report(
        "unknown-input",
        "The scenario \"\(scenario.name)\" changes `\(override.name.name)`, which the study does"
          + " not define.",
        override.name.span,
        scenario.file,
        "unknown name",
        help: near.map { "did you mean `\($0)`?" }
          ?? "define it in the study first; a scenario changes what exists"
      )
      good = false
    }
    return good
  }

  /// Reads every definition with the overrides of a chain of scenarios.
  ///
  /// - Parameter isMade: Whether a change, by its name, is made.
  func elaborate(
    _ chain: [ScenarioDeclaration],
    _ baselineUnits: [String: Unit],
    _ plan: CoordinatePlan,
    where isMade: (String) -> Bool = { _ in true }
  ) -> Elaborator {
    let elaborator = makeElaborator(plan: plan)
    elaborator.baselineUnits = baselineUnits
    let changes = PartialScenario.changes(chain)
    for scenario in chain {
      for override in scenario.overrides
      where PartialScenario.name(of: override, in: changes).map(isMade) ?? true {
        elaborator.overrides[override.name.name, default: []].append((override, scenario.file))
      }
    }
    elaborator.elaborateAll()
    var copy = self
    copy.correlate(elaborator)
    var results = ResultReader(run: self, elaborator: elaborator, quantities: [])
    results.readFormulas()
    return elaborator
  }
}
