extension Matrix {
  /// The elements of one row.
  ///
  /// - Parameter index: In `0 ..< rows`.
  @inlinable
  public func row(_ index: Int) -> [Double] {
    (0..<columns).map { self[index, $0] }
  }

  /// The elements of one column.
  ///
  /// - Parameter index: In `0 ..< columns`.
  @inlinable
  public func column(_ index: Int) -> [Double] {
    precondition(index >= 0 && index < columns, "Outside the matrix")
    return Array(storage[(index * rows)..<((index + 1) * rows)])
  }

  /// Replaces the elements of one row.
  ///
  /// - Parameters:
  ///   - index: In `0 ..< rows`.
  ///   - values: As many numbers as there are columns.
  @inlinable
  public mutating func setRow(_ index: Int, _ values: [Double]) {
    precondition(values.count == columns, "A row needs \(columns) elements; got \(values.count)")
    for column in 0..<columns { self[index, column] = values[column] }
  }

  /// Replaces the elements of one column.
  ///
  /// - Parameters:
  ///   - index: In `0 ..< columns`.
  ///   - values: As many numbers as there are rows.
  @inlinable
  public mutating func setColumn(_ index: Int, _ values: [Double]) {
    precondition(index >= 0 && index < columns, "Outside the matrix")
    precondition(values.count == rows, "A column needs \(rows) elements; got \(values.count)")
    for row in 0..<rows { storage[index &* rows &+ row] = values[row] }
  }

  /// Lets a function read one column in place.
  ///
  /// - Parameters:
  ///   - index: In `0 ..< columns`.
  ///   - body: Receives the column; the buffer is valid during the call only.
  /// - Returns: What the function returns.
  @inlinable
  public func withUnsafeColumn<Result: Sendable, Failure: Error>(
    _ index: Int,
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(index >= 0 && index < columns, "Outside the matrix")
    return try storage.withUnsafeBufferPointer { buffer throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: buffer[(index * rows)..<((index + 1) * rows)]))
    }
  }

  /// Lets a function change one column in place.
  ///
  /// - Parameters:
  ///   - index: In `0 ..< columns`.
  ///   - body: Receives the column; the buffer is valid during the call only.
  /// - Returns: What the function returns.
  @inlinable
  public mutating func withUnsafeMutableColumn<Result: Sendable, Failure: Error>(
    _ index: Int,
    _ body: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(index >= 0 && index < columns, "Outside the matrix")
    let range = (index * rows)..<((index + 1) * rows)
    return try storage.withUnsafeMutableBufferPointer { buffer throws(Failure) in
      try body(UnsafeMutableBufferPointer(rebasing: buffer[range]))
    }
  }

  /// Lets a function read all elements in place, column after column.
  ///
  /// - Parameter body: Receives the elements; the buffer is valid during the call only.
  /// - Returns: What the function returns.
  @inlinable
  public func withUnsafeElements<Result: Sendable, Failure: Error>(
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withUnsafeBufferPointer(body)
  }

  /// Lets a function change all elements in place, column after column.
  ///
  /// - Parameter body: Receives the elements; the buffer is valid during the call only.
  /// - Returns: What the function returns.
  @inlinable
  public mutating func withUnsafeMutableElements<Result: Sendable, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withUnsafeMutableBufferPointer { buffer throws(Failure) in try body(buffer) }
  }

  /// The matrix with rows and columns exchanged.
  public var transposed: Matrix {
    Matrix(rows: columns, columns: rows) { self[$1, $0] }
  }

  /// Some of the columns, in the order asked for.
  ///
  /// - Parameter indices: Each in `0 ..< columns`; repeats allowed.
  public func selectingColumns(_ indices: some Sequence<Int>) -> Matrix {
    var elements: [Double] = []
    var count = 0
    for index in indices {
      precondition(index >= 0 && index < columns, "Outside the matrix")
      elements.append(contentsOf: storage[(index * rows)..<((index + 1) * rows)])
      count += 1
    }
    return Matrix(rows: rows, columns: count, elements: elements)
  }
}
