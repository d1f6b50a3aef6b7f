import Uncertainty

/// Why a sensitivity analysis cannot be made.
public enum SensitivityError: Error, Sendable, CustomStringConvertible {
  /// The model has no output of this name.
  case unknownOutput(name: String)
  /// The model has no input of this name.
  case unknownInput(name: String)
  /// An input stands in two groups.
  case repeatedInput(name: String)
  /// The output depends on no uncertain input.
  case certainOutput(name: String)
  /// The method assumes independent inputs, and some are correlated.
  case dependentInputs(method: String, instead: String)
  /// The method draws inputs anew given others, which it can do under a Gaussian copula only.
  case studentCopula(method: String)
  /// A setting is outside its range.
  case invalidSetting(name: String, requirement: String, value: String)
  /// Too many evaluations are undefined for the method to say anything.
  case undefinedRuns(count: Int, total: Int, method: String)
  /// More than the share of evaluations that a method can leave out, 5 %, are undefined.
  case tooManyUndefinedRuns(count: Int, total: Int, method: String)
  /// The numbers are spread so widely that their distances are no numbers any more.
  case tooWide(name: String, method: String)
  /// The output has no variance to split.
  case noVariance(name: String)
  /// The output varies, but a polynomial finds nothing in it.
  case noPolynomial(name: String)
  /// The model cannot be evaluated.
  case simulation(SimulationError)

  /// A sentence for the user.
  public var description: String {
    switch self {
    case .unknownOutput(let name): "The model has no output \"\(name)\"."
    case .unknownInput(let name): "The model has no input \"\(name)\"."
    case .repeatedInput(let name): "The input \"\(name)\" stands in two groups; it may be in one."
    case .certainOutput(let name): "\"\(name)\" depends on no uncertain input."
    case .dependentInputs(let method, let instead):
      "The method \(method) assumes independent inputs, and some of these are correlated: its"
        + " indices would not add up to anything. Use \(instead)."
    case .studentCopula(let method):
      "The method \(method) draws correlated inputs given each other, which it can do under a"
        + " Gaussian copula and not under a Student copula. Use borgonovo, pawn, hsic, regression or"
        + " rank, which work on any draws."
    case .invalidSetting(let name, let requirement, let value):
      "\(name) needs to be \(requirement); got \(value)."
    case .undefinedRuns(let count, let total, let method):
      "\(count) of \(total) evaluations are undefined; \(method) needs them all."
    case .tooManyUndefinedRuns(let count, let total, let method):
      "\(count) of \(total) evaluations are undefined (not a number or infinite); \(method) leaves"
        + " out at most 5 %, since what is left would describe another question."
    case .tooWide(let name, let method):
      "The draws of \"\(name)\" are spread so widely that \(method) cannot compute their distances"
        + " (the largest number is about 1.8e308). Use rank, which looks at their order alone."
    case .noVariance(let name): "\"\(name)\" does not vary: there is nothing to share out."
    case .noPolynomial(let name):
      "No polynomial in the inputs explains anything of \"\(name)\": few evaluations differ from the"
        + " rest, as with a rare event, or it jumps or swings too fast. Use sobol."
    case .simulation(let error): error.description
    }
  }
}
