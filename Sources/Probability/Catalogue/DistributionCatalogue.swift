/// All distribution families that the project knows.
public enum DistributionCatalogue {
  /// The rows: continuous families, discrete ones, then those with a structure of their own.
  public static let families: [DistributionFamily] =
    continuousFamilies + discreteFamilies + structuralFamilies

  /// The row of a family.
  ///
  /// - Parameter name: The name in the study language.
  public static func family(named name: String) -> DistributionFamily? {
    families.first { $0.name == name }
  }
}
