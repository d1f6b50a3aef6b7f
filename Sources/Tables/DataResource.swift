/// One file of a data package, with the description of its columns.
public struct DataResource: Sendable, Equatable {
  /// The name within the package; the main table is called `data`.
  public let name: String
  /// The path relative to the folder of the package.
  public let path: String
  /// What the table holds, in a sentence; empty when not said.
  public let title: String
  /// The SHA-256 digest of the file, 64 hexadecimal digits, where it is stated.
  public let checksum: String?
  /// The size of the file in bytes, where it is stated.
  public let byteCount: Int?
  /// The number of records below the header, where it is stated.
  public let rowCount: Int?
  /// The columns in file order.
  public let fields: [DataField]
  /// The columns that together tell records apart; empty when not stated.
  public let primaryKey: [String]
  /// The texts that stand for a missing value.
  public let missingValues: [String]
}
