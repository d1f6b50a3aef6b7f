/// A dense matrix of doubles, stored column by column.
///
/// A value type: copies share their storage until one of them is changed. By convention a row is
/// a run or an observation and a column is a variable, so a variable is contiguous in memory.
/// Subscripts count from 0. A matrix may have no rows or no columns.
public struct Matrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  @usableFromInline var storage: [Double]

  // MARK: Creating

  /// A matrix with the same number everywhere.
  ///
  /// - Parameters:
  ///   - rows: The number of rows, 0 or more.
  ///   - columns: The number of columns, 0 or more.
  ///   - value: Every element.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "A matrix needs 0 or more rows and columns")
    self.rows = rows
    self.columns = columns
    storage = [Double](repeating: value, count: rows * columns)
  }

  /// A matrix from its elements, column after column.
  ///
  /// - Parameters:
  ///   - rows: The number of rows, 0 or more.
  ///   - columns: The number of columns, 0 or more.
  ///   - elements: `rows * columns` numbers in column-major order.
  /// - Precondition: The number of elements fits.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(rows >= 0 && columns >= 0, "A matrix needs 0 or more rows and columns")
    precondition(
      elements.count == rows * columns,
      "A \(rows) x \(columns) matrix needs \(rows * columns) elements; got \(elements.count)"
    )
    self.rows = rows
    self.columns = columns
    storage = elements
  }

  /// A matrix from its rows, as it is written on paper.
  ///
  /// - Parameter rows: The rows, all of the same length.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)`` for ragged rows.
  public init(rows: [[Double]]) throws(LinearAlgebraError) {
    let width = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() {
      guard row.count == width else {
        throw .shapeMismatch(
          operation: "A matrix of rows",
          needed: "\(width) elements in every row",
          got: "\(row.count) in row \(index + 1)"
        )
      }
    }
    self.init(rows: rows.count, columns: width) { rows[$0][$1] }
  }

  /// A matrix from its columns, each one variable.
  ///
  /// - Parameter columns: The columns, all of the same length.
  /// - Throws: ``LinearAlgebraError/shapeMismatch(operation:needed:got:)`` for ragged columns.
  public init(columns: [[Double]]) throws(LinearAlgebraError) {
    let height = columns.first?.count ?? 0
    for (index, column) in columns.enumerated() {
      guard column.count == height else {
        throw .shapeMismatch(
          operation: "A matrix of columns",
          needed: "\(height) elements in every column",
          got: "\(column.count) in column \(index + 1)"
        )
      }
    }
    self.init(rows: height, columns: columns.count, elements: Array(columns.joined()))
  }

  /// A matrix whose elements come from a function of row and column.
  ///
  /// - Parameters:
  ///   - rows: The number of rows, 0 or more.
  ///   - columns: The number of columns, 0 or more.
  ///   - element: The element at a row and a column, counted from 0.
  @inlinable
  public init(rows: Int, columns: Int, _ element: (_ row: Int, _ column: Int) -> Double) {
    self.init(rows: rows, columns: columns)
    var index = 0
    for column in 0..<columns {
      for row in 0..<rows {
        storage[index] = element(row, column)
        index += 1
      }
    }
  }

  /// The identity matrix.
  ///
  /// - Parameter size: The number of rows and columns, 0 or more.
  public static func identity(_ size: Int) -> Matrix {
    Matrix(diagonal: [Double](repeating: 1, count: size))
  }

  /// A square matrix with given diagonal elements and 0 elsewhere.
  ///
  /// - Parameter diagonal: The diagonal elements.
  public init(diagonal: [Double]) {
    self.init(rows: diagonal.count, columns: diagonal.count)
    for (index, value) in diagonal.enumerated() { storage[index * (diagonal.count + 1)] = value }
  }

  // MARK: Elements

  /// The element at a row and a column, counted from 0.
  ///
  /// - Parameters:
  ///   - row: In `0 ..< rows`.
  ///   - column: In `0 ..< columns`.
  @inlinable
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "Outside the matrix")
      return storage[column &* rows &+ row]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "Outside the matrix")
      storage[column &* rows &+ row] = newValue
    }
  }

  /// All elements, column after column.
  @inlinable public var elements: [Double] { storage }

  /// Whether there are no elements.
  @inlinable public var isEmpty: Bool { storage.isEmpty }

  /// Whether there are as many rows as columns.
  @inlinable public var isSquare: Bool { rows == columns }

  /// The diagonal elements, from the top left.
  public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }
}
