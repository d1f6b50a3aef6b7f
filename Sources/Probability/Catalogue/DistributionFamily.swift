import TextCore

/// A row of the catalogue of distributions.
///
/// The row feeds the study language, the printed list, the table in the documentation and the law
/// tests.
public struct DistributionFamily: Sendable {
  /// The name in the study language.
  public let name: String
  /// What it is for, in one line.
  public let summary: LocalText
  /// Where it is defined: authors, year, title or page.
  public let reference: String
  /// An expression of the study language.
  public let example: String
  /// The ways to give its parameters; empty for a structural family.
  public let forms: [DistributionForm]
  /// How a structural family takes its arguments; nil for one with forms.
  public let structure: DistributionStructure?

  /// The page of the documentation, with the anchor of the family.
  public var page: String { "docs/methods/distributions.md#\(name)" }

  /// Makes the row of a family with forms.
  ///
  /// - Parameters:
  ///   - name: The name in the study language.
  ///   - summary: What it is for, in one line.
  ///   - reference: Where it is defined.
  ///   - example: An expression of the study language.
  ///   - forms: The ways to give its parameters, the usual one first.
  public init(
    name: String,
    summary: LocalText,
    reference: String,
    example: String,
    forms: [DistributionForm]
  ) {
    self.name = name
    self.summary = summary
    self.reference = reference
    self.example = example
    self.forms = forms
    structure = nil
  }

  /// Makes the row of a structural family.
  ///
  /// - Parameters:
  ///   - structure: How it takes its arguments; it also names the family.
  ///   - summary: What it is for, in one line.
  ///   - reference: Where it is defined.
  ///   - example: An expression of the study language.
  public init(
    structure: DistributionStructure,
    summary: LocalText,
    reference: String,
    example: String
  ) {
    name = structure.rawValue
    self.summary = summary
    self.reference = reference
    self.example = example
    forms = []
    self.structure = structure
  }

  /// The form that labels and places select, with the argument of each parameter.
  ///
  /// - Parameter labels: The label of each argument in order, nil for an argument without one.
  /// - Returns: The form, and for each of its parameters the number of its argument; nil when no
  ///   form fits.
  public func form(labels: [String?]) -> (form: DistributionForm, arguments: [Int])? {
    for form in forms {
      if let arguments = form.match(labels: labels) { return (form, arguments) }
    }
    return nil
  }
}
