import NumericCore
import TextCore

/// A table of named, typed columns of equal length, with the source line of every row.
public struct Table: Sendable, Equatable {
  /// The file the table was read from, as messages print it.
  public let file: String
  /// The columns in file order.
  public let columns: [Column]
  /// The line of the file on which each row begins, counted from 1.
  public let lines: [Int]

  /// The number of rows.
  public var rowCount: Int { lines.count }

  /// Reads typed columns as a description gives them.
  ///
  /// - Parameters:
  ///   - text: The records.
  ///   - fields: One description a column, in the order of the header.
  ///   - missingValues: The texts that stand for a missing value.
  /// - Throws: ``TableError/columnsDiffer(file:expected:found:)`` and
  ///   ``TableError/invalidCell(file:line:column:sentence:)`` with the first fault.
  public init(
    _ text: DelimitedText,
    fields: [DataField],
    missingValues: [String] = [""]
  ) throws(TableError) {
    guard fields.map(\.name) == text.header else {
      throw .columnsDiffer(
        file: text.file,
        expected: fields.map(\.name),
        found: text.header
      )
    }
    var columns: [Column] = []
    for (index, field) in fields.enumerated() {
      columns.append(
        try Self.column(index, field: field, of: text, missingValues: missingValues)
      )
    }
    file = text.file
    lines = text.records.map(\.line)
    self.columns = columns
  }

  /// Reads columns whose types follow from their cells.
  ///
  /// A column of whole numbers named `year` holds years; any other column of whole numbers,
  /// numbers or text gets the narrowest type that fits every cell. A column without a value is
  /// text. The units are not stated.
  ///
  /// - Parameters:
  ///   - text: The records.
  ///   - missingValues: The texts that stand for a missing value.
  /// - Throws: ``TableError/invalidCell(file:line:column:sentence:)`` for a column `year` that
  ///   holds something else.
  public init(
    inferring text: DelimitedText,
    missingValues: [String] = [""]
  ) throws(TableError) {
    let fields = text.header.enumerated().map { index, name in
      let cells = text.records.lazy.map { $0.fields[index] }
        .filter { !missingValues.contains($0) }
      let kind: DataField.Kind =
        if name.lowercased() == "year" {
          .year
        } else if cells.isEmpty {
          .text
        } else if cells.allSatisfy({ PlainNumber.integer($0) != nil }) {
          .integer
        } else if cells.allSatisfy({ PlainNumber.double($0) != nil }) {
          .number
        } else {
          .text
        }
      return DataField(name: name, kind: kind)
    }
    try self.init(text, fields: fields, missingValues: missingValues)
  }

  /// The column of a name.
  ///
  /// - Parameter name: The name in the header.
  /// - Throws: ``TableError/unknownColumn(file:name:suggestion:available:)``.
  public func column(_ name: String) throws(TableError) -> Column {
    if let column = columns.first(where: { $0.name == name }) { return column }
    let names = columns.map(\.name)
    throw .unknownColumn(
      file: file,
      name: name,
      suggestion: NearestName.nearest(to: name, in: names, beginnings: true),
      available: names
    )
  }

  /// The numbers of a column, one a row; nil is missing.
  ///
  /// - Parameter name: The name in the header.
  /// - Throws: ``TableError`` where the column is unknown or holds text.
  public func numbers(_ name: String) throws(TableError) -> [Double?] {
    guard let numbers = try column(name).numbers else {
      throw .notNumeric(file: file, column: name)
    }
    return numbers
  }

  /// One column as a series over years; rows without a value are left out.
  ///
  /// - Parameters:
  ///   - name: The column of the values.
  ///   - year: The column of the years.
  /// - Throws: ``TableError`` where a column is unknown or holds text, a year is missing, or a
  ///   year has two values.
  public func series(_ name: String, year: String = "year") throws(TableError) -> YearlySeries {
    let values = try numbers(name)
    let years = try numbers(year)
    var kept: [(year: Int, value: Double)] = []
    var firstLine: [Int: Int] = [:]
    for row in 0..<rowCount {
      guard let value = values[row] else { continue }
      guard let when = years[row].flatMap({ Int(exactly: $0) }) else {
        throw .notYearly(
          file: file,
          column: name,
          line: lines[row],
          sentence: "column '\(year)' has no whole year in this row"
        )
      }
      if let first = firstLine.updateValue(lines[row], forKey: when) {
        throw .notYearly(
          file: file,
          column: name,
          line: lines[row],
          sentence: "the year \(when) already has a value on line \(first)"
        )
      }
      kept.append((when, value))
    }
    do {
      return try YearlySeries(years: kept.map(\.year), values: kept.map(\.value))
    } catch {
      throw .notYearly(file: file, column: name, line: nil, sentence: error.description)
    }
  }

  private static func column(
    _ index: Int,
    field: DataField,
    of text: DelimitedText,
    missingValues: [String]
  ) throws(TableError) -> Column {
    var texts: [String?] = []
    var numbers: [Double?] = []
    var integers: [Int?] = []
    for record in text.records {
      switch Cell(record.fields[index], field: field, missingValues: missingValues) {
      case .missing:
        texts.append(nil)
        numbers.append(nil)
        integers.append(nil)
      case .text(let value): texts.append(value)
      case .number(let value): numbers.append(value)
      case .integer(let value): integers.append(value)
      case .invalid(let sentence):
        throw .invalidCell(
          file: text.file,
          line: record.line,
          column: field.name,
          sentence: sentence
        )
      }
    }
    let values: Column.Values =
      switch field.kind {
      case .text: .text(texts)
      case .number: .number(numbers)
      case .integer: .integer(integers)
      case .year: .year(integers)
      }
    return Column(field: field, values: values)
  }
}
