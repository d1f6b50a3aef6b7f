/// Why a simulation or an evaluation could not be carried out.
public enum SimulationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A setting outside its range.
  case invalidSetting(name: String, requirement: String, value: Int)
  /// Points of the unit cube that cannot be had, such as too many dimensions.
  case points(message: String)
  /// A draw in which the parameters of an input's distribution are invalid.
  case invalidParameter(input: String, message: String, draw: Int)
  /// A name that is no output of the model.
  case unknownOutput(name: String)
  /// A name that is no input of the model.
  case unknownInput(name: String)
  /// An input that has no value.
  case missingInput(name: String)
  /// An input with a wrong number of component values.
  case wrongComponentCount(input: String, needed: Int, given: Int)
  /// Columns of input values of different lengths.
  case unequalColumns(input: String, needed: Int, given: Int)
  /// A probability outside 0 ... 1, or a pair out of order.
  case invalidProbability(name: String, value: Double)
  /// The run was stopped by its progress handler.
  case cancelled

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .invalidSetting(let name, let requirement, let value):
      "A simulation needs \(name) \(requirement); got \(value)."
    case .points(let message): "The points of the simulation cannot be had: \(message)"
    case .invalidParameter(let input, let message, let draw):
      "Input \"\(input)\" has no distribution in draw \(draw): \(message)"
    case .unknownOutput(let name): "The model has no output \"\(name)\"."
    case .unknownInput(let name): "The model has no input \"\(name)\"."
    case .missingInput(let name): "Input \"\(name)\" needs a value; none was given."
    case .wrongComponentCount(let input, let needed, let given):
      "Input \"\(input)\" needs \(needed) value(s), one for each component; got \(given)."
    case .unequalColumns(let input, let needed, let given):
      "Input \"\(input)\" needs columns of \(needed) values, as the other inputs; got \(given)."
    case .invalidProbability(let name, let value):
      "The \(name) needs to be a probability strictly between 0 and 1; got \(value)."
    case .cancelled: "The simulation was cancelled."
    }
  }
}
