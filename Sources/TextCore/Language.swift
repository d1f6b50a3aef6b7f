/// A language in which the program prints.
///
/// Raw values are the BCP 47 codes that stand in a study's front matter.
public enum Language: String, Sendable, Hashable, CaseIterable {
  /// English.
  case en
  /// French.
  case fr
}
