/// A language in which reports are written.
///
/// Raw values are the BCP 47 codes that stand in a study's front matter.
public enum ReportLanguage: String, Sendable, Hashable, CaseIterable {
  /// English.
  case en
  /// French.
  case fr
}
