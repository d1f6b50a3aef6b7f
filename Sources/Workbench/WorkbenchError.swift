import StudySyntax

/// Why a verb did not give a result; each kind has its exit status.
public enum WorkbenchError: Error, CustomStringConvertible {
  /// The study has mistakes; the messages are rendered.
  case invalidStudy(messages: String, count: Int)
  /// Something outside the study failed: a file, the data, the numerics.
  case cannotRun(String)
  /// The command was used wrongly, such as a quantity that the study does not have.
  case usage(String)
  /// The user stopped the work.
  case cancelled

  /// The text for the user.
  public var description: String {
    switch self {
    case .invalidStudy(let messages, let count):
      messages
        + (count == 1 ? "1 error; nothing was computed." : "\(count) errors; nothing was computed.")
    case .cannotRun(let sentence), .usage(let sentence): sentence
    case .cancelled: "Stopped; nothing was written."
    }
  }

  /// The exit status that belongs to it.
  public var exitStatus: Int32 {
    switch self {
    case .invalidStudy: 1
    case .cannotRun: 2
    case .usage: 64
    case .cancelled: 130
    }
  }
}
