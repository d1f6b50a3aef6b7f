/// One parameter of a distribution family, as the language and the tables present it.
public struct DistributionParameter: Sendable {
  /// The name, which is also its label in the language.
  public let name: String
  /// Whether the language asks for the label; otherwise the place is enough, the label allowed.
  public let mustBeLabelled: Bool
  /// How the parameter relates to the unit of the quantity.
  public let role: ParameterRole
  /// What values are allowed, in words, such as `> 0`.
  public let domain: String

  /// Describes a parameter.
  ///
  /// - Parameters:
  ///   - name: The name, which is also its label.
  ///   - role: How it relates to the unit of the quantity.
  ///   - domain: What values are allowed, in words.
  ///   - mustBeLabelled: Whether the language asks for the label.
  public init(_ name: String, _ role: ParameterRole, _ domain: String, mustBeLabelled: Bool = false)
  {
    self.name = name
    self.role = role
    self.domain = domain
    self.mustBeLabelled = mustBeLabelled
  }
}
