/// What is wrong with the generated parts of a notebook; every case names a line, counted from 1.
public enum NotebookError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An output part that does not end before the file does.
  case unclosedOutput(line: Int)
  /// An end of an output part without a beginning.
  case unopenedOutput(line: Int)
  /// An output part that begins inside another one.
  case nestedOutput(line: Int, opened: Int)
  /// A range was given for a value that is none, overlaps another or goes over its line.
  case noValue(line: Int)
  /// Output was given for a line that does not end a fenced block of the source.
  case noSuchLine(line: Int, lineCount: Int)
  /// Output or a value that contains a marker.
  case markerInContent(line: Int)
  /// Another number of values than places in the prose.
  case wrongValueCount(expected: Int, actual: Int)

  /// The message for the author of the notebook.
  public var description: String {
    switch self {
    case .unclosedOutput(let line):
      "line \(line): the output part that begins here has no \(Marker.close)"
    case .unopenedOutput(let line):
      "line \(line): \(Marker.close) without an output part before it"
    case .nestedOutput(let line, let opened):
      "line \(line): an output part begins inside the one of line \(opened)"
    case .noValue(let line):
      "line \(line): a value was expected, as `{{ name }}` or between two comments on one line"
    case .noSuchLine(let line, let lineCount):
      "output was given for line \(line); it needs a line that ends a fenced block, among the"
        + " \(lineCount) lines of the notebook"
    case .markerInContent(let line):
      "the output for line \(line) contains a marker of generated parts"
    case .wrongValueCount(let expected, let actual):
      "the notebook has \(expected) places for values, \(actual) values were given"
    }
  }
}
