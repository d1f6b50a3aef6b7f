import Sensitivity
import StudyLanguage
import Uncertainty

/// The inputs of a study that a design moves: all of them, or those of one quantity.
struct DesignScope: Sendable {
  let study: CheckedStudy
  /// The quantity as the user gave it; `nil` for all inputs.
  let quantity: String?
  /// The model output by whose size inputs are ordered.
  let output: String
  /// Places of the inputs in the model.
  let inputs: [Int]

  var model: Model { study.model }

  /// The number of numbers in a run.
  var componentCount: Int { inputs.reduce(0) { $0 + model.inputs[$1].componentCount } }

  /// The number of inputs that vary.
  var factorCount: Int { inputs.count { !model.inputs[$0].coordinates.isEmpty } }

  /// Finds the inputs.
  ///
  /// - Parameters:
  ///   - loaded: The study.
  ///   - quantity: The name of a quantity or cell; `nil` for all inputs of the study.
  /// - Throws: `WorkbenchError.usage` when there is no such quantity or nothing is uncertain.
  init(_ loaded: LoadedStudy, quantity: String?) throws(WorkbenchError) {
    study = loaded.study
    self.quantity = quantity
    let model = loaded.study.model
    if let quantity {
      let (_, output) = try loaded.study.output(named: quantity)
      let reaching = model.outputIndex(named: output).map { model.inputs(reaching: $0) } ?? []
      guard reaching.contains(where: { !model.inputs[$0].coordinates.isEmpty }) else {
        throw .usage("\(quantity) depends on no uncertain input: there is nothing to design.")
      }
      self.output = output
      inputs = reaching
      return
    }
    let cells = (loaded.study.headline.map { [$0] } ?? []) + loaded.study.quantities.reversed()
    let uncertain = cells.flatMap(\.cells).first { cell in
      model.outputIndex(named: cell.output).map { place in
        model.inputs(reaching: place).contains { !model.inputs[$0].coordinates.isEmpty }
      } ?? false
    }
    guard let uncertain else {
      throw .usage("The study has no uncertain input: there is nothing to design.")
    }
    output = uncertain.output
    inputs = Array(model.inputs.indices)
  }

  /// The question as the designs take it: each input is a factor.
  func problem(_ kind: DesignPlan.Kind) throws(WorkbenchError) -> SensitivityProblem {
    guard !model.hasDependence else {
      throw .usage(
        "A design for \(kind.rawValue) moves inputs one by one, as if they were independent, and this"
          + " study correlates some. Use --method samples, whose draws keep the correlations."
      )
    }
    let names = inputs.filter { !model.inputs[$0].coordinates.isEmpty }
      .map { model.inputs[$0].name }
    do throws(SensitivityError) {
      return try SensitivityProblem(
        model: model,
        output: output,
        groups: names.map { ($0, [$0]) }
      )
    } catch {
      throw .cannotRun("\(error)")
    }
  }

  /// The inputs' values at points of the unit cube: one column for each component.
  func values(cube: [[Double]], _ count: Int) throws(SensitivityError) -> [[Double]] {
    let evaluator = model.evaluator(outputs: [], inputs: inputs, checksAssertions: false)
    do throws(SimulationError) {
      return try evaluator.values(cube: cube, count: count)
    } catch {
      throw .simulation(error)
    }
  }

  // MARK: Words

  /// Columns with the names and units that a reader elsewhere understands.
  ///
  /// - Parameter values: One column for each component of each input, in order.
  func columns(_ values: [[Double]]) -> [RunDesign.Column] {
    var result: [RunDesign.Column] = []
    for index in inputs {
      let input = model.inputs[index]
      let (unit, meaning, definition) = described(input.name)
      for component in 0..<input.componentCount {
        let label = input.label(of: component)
        result.append(
          RunDesign.Column(
            header: "\(label) (\(unit))",
            input: input.name,
            label: label,
            component: input.kind == .dirichlet ? component : nil,
            varies: !input.coordinates.isEmpty,
            unit: unit,
            meaning: input.kind == .dirichlet
              ? "\(meaning), \(input.components[component])" : meaning,
            definition: definition,
            values: values[result.count]
          )
        )
      }
    }
    return result
  }

  /// The unit, the meaning and the definition of an input.
  private func described(_ name: String) -> (unit: String, meaning: String, definition: String) {
    let language = study.document.frontMatter.language ?? .en
    for quantity in study.quantities {
      guard let own = quantity.inputs.first(where: { $0.inputName == name }) else { continue }
      let isWhole = quantity.cells.contains { $0.input == name }
      let unit = isWhole ? quantity.unit : own.unit ?? quantity.unit
      let label = quantity.metadata.label.text(in: language) ?? quantity.name
      return (
        unit.isOne ? "1" : unit.description, ([label] + own.labels).joined(separator: ", "),
        own.text
      )
    }
    return ("1", name, name)
  }
}
