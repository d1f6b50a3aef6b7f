/// The version of the tool, printed in every output.
public enum AmpleurVersion {
  /// The version, `major.minor.patch`.
  public static let current = "0.1.0"
}
