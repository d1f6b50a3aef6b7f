/// How a parameter relates to the unit of the quantity.
public enum ParameterRole: String, Sendable, CaseIterable {
  /// A value of the quantity itself: it carries the unit.
  case value
  /// A difference between values: the same unit, never a date or a level.
  case spread
  /// Something for each unit of the quantity, such as a rate: the inverse unit.
  case perValue
  /// A plain number.
  case dimensionless
  /// The natural logarithm of a value: a plain number that fixes the unit by convention.
  case logOfValue
}
