/// The languages in which units are printed.
public enum UnitLanguage: String, Hashable, Sendable, CaseIterable {
  /// English.
  case en
  /// French.
  case fr
}
