// Conversions of data that end no program: what the standard library traps on has a value here, or
// is `nil`.

extension Int {
  /// Converts a number toward 0 and moves it into a range.
  ///
  /// - Parameters:
  ///   - value: Any number. NaN gives the lower end of the range.
  ///   - range: Where the result lies; infinite and huge numbers give its ends.
  @inlinable
  public init(_ value: Double, clampedTo range: ClosedRange<Int>) {
    guard value > Double(range.lowerBound) else {
      self = range.lowerBound
      return
    }
    guard value < Double(range.upperBound) else {
      self = range.upperBound
      return
    }
    self = Int(exactly: value.rounded(.towardZero)) ?? range.lowerBound
  }

  /// Converts a number that must be whole enough, which is for nobody to know beforehand.
  ///
  /// It stands in front of the initialiser of the standard library, which ends the program for NaN
  /// and for large numbers, so that the compiler refuses both.
  ///
  /// - Parameter value: A number.
  @available(*, deprecated, message: "traps on data; use Int(_:clampedTo:) or Int(exactly:)")
  public init(_ value: Double) { self = Int(exactly: value.rounded(.towardZero)) ?? 0 }
}

extension Int32 {
  /// Converts a number, as the initialiser of `Int` that stands in front of the standard library's.
  ///
  /// - Parameter value: A number.
  @available(*, deprecated, message: "traps on data; use Int(_:clampedTo:) or Int32(exactly:)")
  public init(_ value: Double) { self = Int32(exactly: value.rounded(.towardZero)) ?? 0 }
}

extension UInt32 {
  /// Converts a number, as the initialiser of `Int` that stands in front of the standard library's.
  ///
  /// - Parameter value: A number.
  @available(*, deprecated, message: "traps on data; use Int(_:clampedTo:) or UInt32(exactly:)")
  public init(_ value: Double) { self = UInt32(exactly: value.rounded(.towardZero)) ?? 0 }
}

extension UInt64 {
  /// Converts a number, as the initialiser of `Int` that stands in front of the standard library's.
  ///
  /// - Parameter value: A number.
  @available(*, deprecated, message: "traps on data; use Int(_:clampedTo:) or UInt64(exactly:)")
  public init(_ value: Double) { self = UInt64(exactly: value.rounded(.towardZero)) ?? 0 }
}

extension ClosedRange where Bound == Double {
  /// The range between two numbers.
  ///
  /// - Parameters:
  ///   - low: The lower end.
  ///   - high: The upper end.
  /// - Returns: `nil` where an end is NaN or the lower one is above the upper one.
  @inlinable
  public init?(from low: Double, through high: Double) {
    guard low <= high else { return nil }
    self = low...high
  }
}
