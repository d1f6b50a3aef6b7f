/// Why a table cannot be made or cannot give what is asked of it.
public enum TableError: Error, Equatable, CustomStringConvertible {
  /// The header of the file is not the list of columns of its description.
  case columnsDiffer(file: String, expected: [String], found: [String])
  /// A cell does not hold what its column needs; the sentence says what came.
  case invalidCell(file: String, line: Int, column: String, sentence: String)
  /// There is no column of this name.
  case unknownColumn(file: String, name: String, suggestion: String?, available: [String])
  /// A column of text was asked for numbers.
  case notNumeric(file: String, column: String)
  /// The rows do not make one value a year.
  case notYearly(file: String, column: String, line: Int?, sentence: String)

  /// One sentence with the file and, where there is one, the line.
  public var description: String {
    switch self {
    case .columnsDiffer(let file, let expected, let found):
      "\(file):1: expected the columns \(expected.joined(separator: ", ")); "
        + "found \(found.joined(separator: ", "))"
    case .invalidCell(let file, let line, _, let sentence):
      "\(file):\(line): \(sentence)"
    case .unknownColumn(let file, let name, let suggestion, let available):
      "\(file) has no column '\(name)'"
        + (suggestion.map { "; did you mean '\($0)'?" }
          ?? "; it has \(available.joined(separator: ", "))")
    case .notNumeric(let file, let column):
      "\(file): column '\(column)' holds text, numbers are needed"
    case .notYearly(let file, let column, let line, let sentence):
      "\(file)\(line.map { ":\($0)" } ?? ""): column '\(column)' is not a yearly series: "
        + sentence
    }
  }
}
