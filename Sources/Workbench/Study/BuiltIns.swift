import StudyLanguage

/// The functions that the layers below give to the study language.
///
/// An estimator or forecaster adds its row here.
public enum BuiltIns {
  /// All functions, by name.
  public static let all: [any BuiltIn] = []
}
