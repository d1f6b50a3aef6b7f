/// Rows of a data set that a sum or mean leaves out, because there is no number for them.
public struct StudyOmission: Sendable, Equatable {
  /// The quantity that sums, or the text of an unnamed formula.
  public let quantity: String
  /// The name of the data set.
  public let dataset: String
  /// The column.
  public let column: String
  /// The number of rows on file.
  public let rows: Int
  /// The rows that hold no number, by their key, in the order of the file.
  public let empty: [String]
  /// The years or months between the first and the last row for which there is no row.
  public let absent: [String]
}
