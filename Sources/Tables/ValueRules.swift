/// What a number may be, by its column and its unit.
enum ValueRules {
  /// What is wrong with a number, in a sentence; nil where nothing is.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - field: Its column.
  ///   - unit: The unit of this number as a study writes it; "" for a pure number.
  ///   - isShare: Whether the row or the column says that this is a share.
  static func problem(_ value: Double, field: DataField, unit: String, isShare: Bool) -> String? {
    if let least = field.minimum, !(value >= least) {
      return "the least value stated for this column is \(text(least)), got \(text(value))"
    }
    if let greatest = field.maximum, !(value <= greatest) {
      return "the greatest value stated for this column is \(text(greatest)), got \(text(value))"
    }
    if isShare, unit.isEmpty, !(value >= 0 && value <= 1) {
      return "a share is a fraction from 0 to 1, got \(text(value))"
    }
    if isShare, unit == "%", !(value >= 0 && value <= 100) {
      return "a share in percent lies between 0 and 100, got \(text(value))"
    }
    // A change in percent or a difference of pure numbers may be negative; nothing counted may.
    if !unit.isEmpty, unit != "%", !(value >= 0) {
      return "what is counted in \(unit) cannot be negative, got \(text(value))"
    }
    return nil
  }

  /// Whether a text says that a number is a share: `share`, or `share of ...`.
  static func namesShare(_ text: String) -> Bool {
    let words = text.lowercased()
    return words == "share" || words.hasPrefix("share of ") || words.hasPrefix("share that ")
  }

  private static func text(_ value: Double) -> String {
    value.rounded() == value && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
