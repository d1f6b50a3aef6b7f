/// One way to give the parameters of a family, such as `lognormal(mean:, sd:)`.
public struct DistributionForm: Sendable {
  /// The name of the family.
  public let family: String
  /// The parameters in order.
  public let parameters: [DistributionParameter]
  /// Builds the distribution from the parameter values, in order.
  ///
  /// It throws ``DistributionError/unknownForm(family:forms:count:)`` when the count is wrong, and
  /// what the family throws when a value is outside its domain.
  public let make: @Sendable ([Double]) throws(DistributionError) -> any Distribution

  /// Describes a form.
  ///
  /// - Parameters:
  ///   - family: The name of the family.
  ///   - parameters: The parameters in order.
  ///   - build: Builds the distribution from as many values as there are parameters.
  public init(
    family: String,
    parameters: [DistributionParameter],
    build: @escaping @Sendable ([Double]) throws(DistributionError) -> any Distribution
  ) {
    self.family = family
    self.parameters = parameters
    let signature = Self.signature(family, parameters)
    make = { (values: [Double]) throws(DistributionError) -> any Distribution in
      guard values.count == parameters.count else {
        throw .unknownForm(family: family, forms: [signature], count: values.count)
      }
      return try build(values)
    }
  }

  /// The form as it is written in the language: `lognormal(mean:, sd:)`, `uniform(low, high)`.
  public var signature: String { Self.signature(family, parameters) }

  /// Whether labels or places, as given, select this form.
  ///
  /// - Parameter labels: The label of each argument in order, nil for an argument without one.
  /// - Returns: For each parameter the number of its argument; nil when the form does not fit.
  public func match(labels: [String?]) -> [Int]? {
    guard labels.count == parameters.count else { return nil }
    var places = [Int?](repeating: nil, count: parameters.count)
    for (argument, label) in labels.enumerated() {
      let target: Int
      if let label {
        guard let index = parameters.firstIndex(where: { $0.name == label }) else { return nil }
        target = index
      } else {
        guard !parameters[argument].mustBeLabelled else { return nil }
        target = argument
      }
      guard places[target] == nil else { return nil }
      places[target] = argument
    }
    return places.compactMap { $0 }
  }

  private static func signature(_ family: String, _ parameters: [DistributionParameter]) -> String {
    let list = parameters.map { $0.mustBeLabelled ? "\($0.name):" : $0.name }
    return "\(family)(\(list.joined(separator: ", ")))"
  }
}
