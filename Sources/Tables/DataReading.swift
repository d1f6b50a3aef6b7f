/// A table and what its file was, taken from the same bytes.
public struct DataReading: Sendable {
  /// The table.
  public let table: Table
  /// The SHA-256 digest of the file, in hexadecimal digits.
  public let checksum: String
  /// How the file differs from what the description states; nil where it does not.
  public let difference: DataDifference?
}
