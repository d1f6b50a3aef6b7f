/// How a file of a data set differs from what its description states.
public struct DataDifference: Sendable, Equatable {
  /// What differs.
  public enum Kind: Sendable, Equatable {
    /// The SHA-256 digest: at least one byte was changed after the file was described.
    case digest
    /// The number of records below the header, where no digest tells.
    case rows(stated: Int, found: Int)
  }

  /// The data set and the file, as `pharos/data.csv`.
  public let file: String
  /// What differs.
  public let kind: Kind

  /// States a difference.
  ///
  /// - Parameters:
  ///   - file: The data set and the file, as `pharos/data.csv`.
  ///   - kind: What differs.
  public init(file: String, kind: Kind) {
    self.file = file
    self.kind = kind
  }
}
