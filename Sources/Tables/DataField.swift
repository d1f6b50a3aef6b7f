/// One column as a data package describes it: name, type, unit and meaning.
public struct DataField: Sendable, Equatable {
  /// What the cells of a column hold.
  public enum Kind: String, Sendable, Equatable, CaseIterable {
    /// Any text.
    case text = "string"
    /// A finite number with a decimal point.
    case number
    /// A whole number.
    case integer
    /// A calendar year, 1000 to 2999.
    case year
  }

  /// The name in the header of the file.
  public let name: String
  /// What the cells hold.
  public let kind: Kind
  /// What the column means, in one sentence; empty when not said.
  public let meaning: String
  /// The unit of the numbers as a study writes it; "" is a pure number, nil is not stated.
  public let unit: String?
  /// The column that holds the unit of each number, for tables of mixed quantities.
  public let unitColumn: String?
  /// Whether every record must have a value.
  public let isRequired: Bool
  /// The least number that a cell may hold, where it is stated.
  public let minimum: Double?
  /// The greatest number that a cell may hold, where it is stated.
  public let maximum: Double?
  /// The texts that a cell may hold; empty where any may stand.
  public let allowedTexts: [String]

  /// Describes a column.
  ///
  /// - Parameters:
  ///   - name: The name in the header.
  ///   - kind: What the cells hold.
  ///   - meaning: What the column means.
  ///   - unit: The unit of the numbers; "" for a pure number, nil when not stated.
  ///   - unitColumn: The column that holds the unit of each number.
  ///   - isRequired: Whether every record must have a value.
  ///   - minimum: The least number that a cell may hold; nil when not stated.
  ///   - maximum: The greatest number that a cell may hold; nil when not stated.
  ///   - allowedTexts: The texts that a cell may hold; empty where any may stand.
  public init(
    name: String,
    kind: Kind,
    meaning: String = "",
    unit: String? = nil,
    unitColumn: String? = nil,
    isRequired: Bool = false,
    minimum: Double? = nil,
    maximum: Double? = nil,
    allowedTexts: [String] = []
  ) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
    self.unit = unit
    self.unitColumn = unitColumn
    self.isRequired = isRequired
    self.minimum = minimum
    self.maximum = maximum
    self.allowedTexts = allowedTexts
  }
}
