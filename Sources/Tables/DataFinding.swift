/// One fault of a data set, with its place.
public struct DataFinding: Sendable, Equatable, CustomStringConvertible {
  /// The name of the data set.
  public let dataSet: String
  /// The file within the data set.
  public let file: String
  /// The line of the file, counted from 1, where the fault has one.
  public let line: Int?
  /// The column, where the fault has one.
  public let column: String?
  /// What is wrong, in one sentence.
  public let sentence: String

  /// The place and the sentence on one line.
  public var description: String {
    "\(dataSet)/\(file)\(line.map { ":\($0)" } ?? ""): "
      + (column.map { "column '\($0)': " } ?? "") + sentence
  }
}
