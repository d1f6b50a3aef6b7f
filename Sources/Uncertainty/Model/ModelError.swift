/// Why a model could not be built.
public enum ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Two inputs with one name.
  case duplicateInput(name: String)
  /// Two outputs with one name.
  case duplicateOutput(name: String)
  /// Two assertions with one name.
  case duplicateAssertion(name: String)
  /// A model that computes nothing.
  case noOutput
  /// Stated correlations that cannot hold together; see ``ModelBuilder/contradictions()``.
  case impossibleCorrelations(inputs: [String])

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .duplicateInput(let name):
      "A model needs a different name for each input; \"\(name)\" came twice."
    case .duplicateOutput(let name):
      "A model needs a different name for each output; \"\(name)\" came twice."
    case .duplicateAssertion(let name):
      "A model needs a different name for each assertion; \"\(name)\" came twice."
    case .noOutput: "A model needs at least one output or assertion; none came."
    case .impossibleCorrelations(let inputs):
      "The correlations stated for \(inputs.prefix(8).joined(separator: ", "))"
        + "\(inputs.count > 8 ? " and \(inputs.count - 8) more" : "") cannot hold together."
    }
  }
}
