/// A table of inline cells with a header row.
public struct ReportTable: Sendable, Hashable {
  /// How the cells of a column are set.
  public enum Alignment: Sendable, Hashable {
    /// Text.
    case left
    /// Numbers.
    case right
    /// Marks and short words.
    case center
  }

  /// A column: its heading and alignment.
  public struct Column: Sendable, Hashable {
    /// The heading; may be empty.
    public var title: [Inline]
    /// How the cells are set.
    public var alignment: Alignment

    /// A column with a heading of inlines.
    public init(_ title: [Inline], alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }

    /// A column with a heading of plain text.
    public init(_ title: String, alignment: Alignment = .left) {
      self.init(title.isEmpty ? [] : [.text(title)], alignment: alignment)
    }
  }

  /// The columns, from left to right.
  public let columns: [Column]
  /// The rows; each has one cell a column.
  public private(set) var rows: [[[Inline]]]
  /// Printed above the table; may be empty.
  public var caption: [Inline]

  /// A table of inline cells.
  ///
  /// A row with fewer cells than columns is filled with empty cells. More cells than columns are a
  /// programmer's mistake.
  ///
  /// - Parameters:
  ///   - columns: The columns, from left to right.
  ///   - rows: Rows of cells; each cell is a run of inlines.
  ///   - caption: Printed above the table; may be empty.
  public init(columns: [Column], rows: [[[Inline]]] = [], caption: [Inline] = []) {
    self.columns = columns
    self.rows = []
    self.caption = caption
    for row in rows { append(row) }
  }

  /// A table of plain text cells.
  ///
  /// - Parameters:
  ///   - columns: The columns, from left to right.
  ///   - texts: Rows of plain texts, at most one a column.
  ///   - caption: Printed above the table; may be empty.
  public init(columns: [Column], texts: [[String]], caption: String = "") {
    self.init(
      columns: columns,
      rows: texts.map { $0.map { [.text($0)] } },
      caption: caption.isEmpty ? [] : [.text(caption)]
    )
  }

  /// Adds a row at the bottom.
  ///
  /// - Parameter row: At most one cell a column; missing cells are empty.
  public mutating func append(_ row: [[Inline]]) {
    precondition(
      row.count <= columns.count,
      "a table row has \(row.count) cells, the table has \(columns.count) columns"
    )
    rows.append(row + Array(repeating: [], count: columns.count - row.count))
  }
}
