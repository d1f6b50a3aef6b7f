import StudySyntax
import TextCore
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
    let units = baselineUnits
    let known = Set(baseline.diagnostics)
    var byName: [String: ScenarioDeclaration] = [:]
    for scenario in declarations.scenarios where byName[scenario.name] == nil {
      byName[scenario.name] = scenario
    }
    var all: [String: ScenarioChanges] = [:]
    for scenario in declarations.scenarios {
      guard let changes = changes(of: scenario, byName, &all) else { continue }
      guard checkTargets(scenario) else { continue }
      // A first run finds mistakes even when the baseline has some of its own.
      let trial = elaborate(scenario.name, changes, units, CoordinatePlan())
      diagnostics += trial.diagnostics.filter {
        ($0.severity == .error || $0.code == "lapsed-correlation") && !known.contains($0)
      }
      result.append { run, plan in
        let elaborator = run.elaborate(scenario.name, changes, units, plan)
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
        return (
          StudyScenario(
            name: scenario.name,
            base: scenario.base?.name,
            changed: changes.order,
            texts: texts,
            changes: changes.named,
            model: model,
            forms: Self.forms(of: changes.named.map(\.quantity), elaborator),
            lapsed: elaborator.lapsed,
            metadata: StudyMetadata(scenario.clauses),
            partial: PartialScenario(
              run: run,
              scenario: scenario.name,
              changes: changes,
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

  /// How the cells of quantities that are inputs were written, by their outputs.
  private static func forms(
    of names: [String],
    _ elaborator: Elaborator
  ) -> [String: InputDescription.Form] {
    var result: [String: InputDescription.Form] = [:]
    for name in names {
      guard let value = elaborator.values[name] else { continue }
      let descriptions = elaborator.descriptions[name] ?? []
      var ofInput: [String: InputDescription.Form] = [:]
      for description in descriptions {
        if let input = description.inputName { ofInput[input] = description.form }
      }
      for cell in cells(name, value, elaborator) {
        if let input = cell.input {
          result[cell.output] = ofInput[input]
        } else if let constant = cell.constant,
          descriptions.contains(where: { $0.form == .constant(constant) })
        {
          result[cell.output] = .constant(constant)
        }
      }
    }
    return result
  }

  /// What a scenario changes, with what those change that it starts from.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - byName: All scenarios.
  ///   - known: What is known of others, which grows.
  private mutating func changes(
    of scenario: ScenarioDeclaration,
    _ byName: [String: ScenarioDeclaration],
    _ known: inout [String: ScenarioChanges]
  ) -> ScenarioChanges? {
    var chain = [scenario]
    var seen: Set<String> = [scenario.name]
    var result = ScenarioChanges()
    while let last = chain.last, let base = last.base {
      guard let next = byName[base.name] else {
        let near = NearestName.nearest(to: base.name, in: declarations.scenarios.map(\.name))
        report(
          "unknown-scenario",
          "There is no scenario \"\(base.name)\".",
          base.span,
          last.file,
          "unknown scenario",
          help: near.map { .write("\"\($0)\"", at: base.span, "did you mean \"\($0)\"?") }
        )
        return nil
      }
      guard seen.insert(next.name).inserted else {
        report(
          "circular-definition",
          "The scenario \"\(scenario.name)\" starts from itself.",
          base.span,
          last.file,
          "closes the circle"
        )
        return nil
      }
      if let found = known[next.name] {
        result = found
        break
      }
      chain.append(next)
    }
    for part in chain.reversed() {
      for override in part.overrides { result.add(override, part.file) }
      if byName[part.name]?.nameSpan == part.nameSpan { known[part.name] = result }
    }
    return result
  }

  private mutating func checkTargets(_ scenario: ScenarioDeclaration) -> Bool {
    var good = true
    for override in scenario.overrides
    where declarations.definitions[override.name.name] == nil {
      let near = NearestName.nearest(to: override.name.name, in: declarations.definitions.keys)
      report(
        "unknown-input",
        "The scenario \"\(scenario.name)\" changes `\(override.name.name)`, which the study does"
          + " not define.",
        override.name.span,
        scenario.file,
        "unknown name",
        help: near.map { Advice.meant($0, at: override.name.span) }
          ?? "define it in the study first; a scenario changes what exists"
      )
      good = false
    }
    return good
  }

  /// Reads every definition with what a scenario changes.
  ///
  /// - Parameters:
  ///   - name: The name of the scenario.
  ///   - changes: What it changes.
  ///   - baselineUnits: The units that its values must have.
  ///   - plan: The coordinates of the inputs that are known.
  ///   - isMade: Whether a change, by its name, is made.
  func elaborate(
    _ name: String,
    _ changes: ScenarioChanges,
    _ baselineUnits: [String: Unit],
    _ plan: CoordinatePlan,
    where isMade: (String) -> Bool = { _ in true }
  ) -> Elaborator {
    let elaborator = makeElaborator(plan: plan)
    elaborator.baselineUnits = baselineUnits
    elaborator.overrides = changes.overrides(where: isMade)
    elaborator.scenario = name
    elaborator.elaborateAll()
    if hasSoundCorrelations { correlate(elaborator) }
    var results = ResultReader(run: self, elaborator: elaborator, quantities: [])
    results.readFormulas()
    return elaborator
  }
}
