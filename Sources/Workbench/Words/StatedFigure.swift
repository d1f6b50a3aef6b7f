import StudyLanguage

/// The figure by which a study states an input: a count, a proportion, a rounded or exact number.
///
/// It stands for the median of the input in print, so that readers find the figure of the source.
struct StatedFigure: Equatable {
  /// The figure, in the unit of the quantity.
  let value: Double
  /// Whether it has digits of its own, which are printed as they are; a proportion `k of n` has not.
  let isPrinted: Bool

  private init(_ value: Double, isPrinted: Bool = true) {
    self.value = value
    self.isPrinted = isPrinted
  }

  /// The figure of a description; `nil` where the input is stated in another way.
  private init?(_ form: InputDescription.Form) {
    switch form {
    case .constant(let number), .count(let number), .rounded(let number, _, _): self.init(number)
    case .proportion(let count, let total): self.init(count / total, isPrinted: false)
    case .family, .interval90, .plusMinus, .shares, .dataset: return nil
    }
  }

  /// The stated figures of a study by the model output that they stand for.
  ///
  /// A cell that converts its input, or computes with it, has none; a cell that is another name for
  /// an input has the same.
  static func all(in study: CheckedStudy) -> [String: StatedFigure] {
    var ofInput: [String: StatedFigure] = [:]
    for description in study.quantities.flatMap(\.inputs) {
      if let name = description.inputName { ofInput[name] = StatedFigure(description.form) }
    }
    var result: [String: StatedFigure] = [:]
    for quantity in study.quantities {
      for cell in quantity.cells {
        if let name = cell.input {
          result[cell.output] = ofInput[name]
        } else if let constant = cell.constant {
          result[cell.output] =
            quantity.inputs.contains { $0.form == .constant(constant) }
            ? StatedFigure(constant) : nil
        }
      }
    }
    return result
  }

  /// The figure by which a scenario states a cell: its own where it changes what the cell shows,
  /// that of the baseline where it does not.
  ///
  /// Another name for an input that the scenario changes has none.
  static func figure(
    of cell: Quantity.Cell,
    in scenario: StudyScenario,
    baseline: StatedFigure?
  ) -> StatedFigure? {
    if let form = scenario.forms[cell.output] { return StatedFigure(form) }
    let shown = [cell.output, cell.input ?? cell.output].map { name in
      String(name.prefix { $0 != "[" && $0 != "#" })
    }
    return shown.contains { scenario.changed.contains($0) } ? nil : baseline
  }
}
