import StudyLanguage
import Uncertainty

/// Finds the inputs that the names of a group stand for.
struct GroupReader {
  let study: CheckedStudy
  /// The model outputs that are asked about.
  let outputs: [String]

  init(study: CheckedStudy, output: String) { self.init(study: study, outputs: [output]) }

  init(study: CheckedStudy, outputs: [String]) {
    self.study = study
    self.outputs = outputs
  }

  /// The groups with the names of the model's inputs.
  ///
  /// - Throws: `WorkbenchError.usage` for names there are not, an input in two places, or a group
  ///   whose name is taken.
  func read(
    _ groups: [InputGroup]
  ) throws(WorkbenchError) -> [(name: String, inputs: [String])] {
    guard !groups.isEmpty else { return [] }
    var result: [(name: String, inputs: [String])] = []
    var owner: [String: String] = [:]
    for group in groups {
      guard !result.contains(where: { $0.name == group.name }) else {
        throw .usage("There are two groups \(group.name); give one of them another name.")
      }
      guard group.name != "dummy" else {
        throw .usage("The name dummy is that of the input that --dummy adds; choose another.")
      }
      var inputs: [String] = []
      for member in group.members {
        for input in try self.inputs(member) {
          if let other = owner[input] {
            throw .usage(
              other == group.name
                ? "The group \(group.name) names \(input) twice."
                : "\(input) is in the groups \(other) and \(group.name); an input is in one group."
            )
          }
          owner[input] = group.name
          inputs.append(input)
        }
      }
      result.append((group.name, inputs))
    }
    // The name of a quantity is printed as its label, so it must stand for that quantity.
    for group in result {
      for input in names where input == group.name || Self.base(input) == group.name {
        guard owner[input] == group.name else {
          throw .usage(
            "The group \(group.name) has the name of a quantity and does not hold \(input); give it"
              + " another name."
          )
        }
      }
    }
    return result
  }

  /// The uncertain inputs of the outputs.
  private var names: [String] {
    let reaching = outputs.compactMap { study.model.outputIndex(named: $0) }
      .reduce(into: Set<Int>()) { $0.formUnion(study.model.inputs(reaching: $1)) }
    return reaching.sorted().map { study.model.inputs[$0] }
      .filter { !$0.coordinates.isEmpty }.map(\.name)
  }

  /// The outputs in print.
  private var subject: String {
    outputs.count == 1 ? outputs[0] : "The pay-off of the actions"
  }

  private func inputs(_ member: String) throws(WorkbenchError) -> [String] {
    let names = self.names
    if names.contains(member) { return [member] }
    let own = names.filter { Self.base($0) == member }
    guard own.isEmpty else { return own }
    let base = Self.base(member)
    if let quantity = study.quantity(named: base) {
      if quantity.role == .derived {
        let uses = quantity.dependencies.joined(separator: ", ")
        throw .usage("\(member) is computed, and a group takes inputs; it is made of: \(uses).")
      }
      if base != member, names.contains(base) {
        throw .usage("\(member) is a share of \(base), which is one input: name \(base).")
      }
      let cells = quantity.cells.filter { base == member || $0.output == member }
      if !cells.isEmpty {
        throw .usage(
          cells.allSatisfy { $0.constant != nil }
            ? "\(member) is certain; a group takes uncertain inputs. \(offer(names))"
            : "\(subject) does not depend on \(member). \(offer(names))"
        )
      }
    }
    let candidates = names + names.map(Self.base)
    let near = NearestQuantity.suggestion(member, candidates)
    throw .usage(
      "\(subject) depends on no uncertain input \(member). "
        + (near.map { "Did you mean \($0)?" } ?? offer(names))
    )
  }

  private func offer(_ names: [String]) -> String {
    "\(subject) depends on: \(names.joined(separator: ", "))."
  }

  /// The name of the quantity that an input belongs to.
  private static func base(_ name: String) -> String {
    String(name.prefix { $0 != "[" && $0 != "#" })
  }
}
