/// A named column of typed values, some of which may be missing.
public struct Column: Sendable, Equatable {
  /// The values, one a row; nil is missing.
  public enum Values: Sendable, Equatable {
    /// Texts.
    case text([String?])
    /// Finite numbers.
    case number([Double?])
    /// Whole numbers.
    case integer([Int?])
    /// Calendar years.
    case year([Int?])
  }

  /// What the data package or the header says about the column.
  public let field: DataField
  /// The values, one a row.
  public let values: Values

  /// The name in the header.
  public var name: String { field.name }

  /// The number of rows.
  public var count: Int {
    switch values {
    case .text(let values): values.count
    case .number(let values): values.count
    case .integer(let values), .year(let values): values.count
    }
  }

  /// The values as numbers, or nil for a column of text.
  public var numbers: [Double?]? {
    switch values {
    case .text: nil
    case .number(let values): values
    case .integer(let values), .year(let values): values.map { value in value.map { Double($0) } }
    }
  }

  /// The values as texts, in the shortest form that reads back.
  public var texts: [String?] {
    switch values {
    case .text(let values): values
    case .number(let values): values.map { value in value.map { "\($0)" } }
    case .integer(let values), .year(let values): values.map { value in value.map { "\($0)" } }
    }
  }
}
