import Sensitivity
import StudyLanguage
import TextCore
import Uncertainty

/// One way to attribute an output to its inputs; adding one adds its row to ``all``.
struct SensitivityMethod: Sendable {
  /// The name as typed after `--method` or `by`.
  let name: String
  /// The question it answers.
  let question: LocalText
  /// The draws, or base points, when nobody says.
  let defaultDraws: Int
  /// Whether it holds for correlated inputs.
  let acceptsDependence: Bool
  /// Whether groups of inputs can be asked about as one.
  var acceptsGroups = false
  /// Whether it gives the indices of pairs.
  var givesPairs = false
  /// What it does with draws.
  var work = MethodWork.draws(copies: 2.2)
  /// What it calls the inputs of a quantity, where it shares the variance out by labels.
  var label: (@Sendable (Quantity) -> String)?
  /// The columns that its chart sets against each other; bars where there are none.
  var plane: (horizontal: Int, vertical: Int)?
  /// Whether an input with uncertain parameters stands for its own chance in draws, not its value.
  var asksOwnChance = false
  /// Computes the indices.
  let run: @Sendable (AnalysisRequest) throws -> IndexTable
  /// Computes the indices from draws made elsewhere, with a seed for its noise; `nil` for a method
  /// that needs a design of its own.
  var analyse: (@Sendable (GivenDraws, UInt64) throws -> IndexTable)?

  /// All methods, in the order they are explained.
  static let all: [SensitivityMethod] =
    varianceMethods + screeningMethods + dependentMethods + distributionMethods + groupMethods

  /// The method of a name.
  static func named(_ name: String) -> SensitivityMethod? { all.first { $0.name == name } }

  /// A method that analyses draws as they are, whoever made them.
  ///
  /// - Parameters:
  ///   - name: The name as typed.
  ///   - question: The question it answers.
  ///   - draws: The draws when nobody says.
  ///   - copies: How often the draws of the inputs are held at a time.
  ///   - analyse: The analysis of draws, with a seed for its noise.
  static func ofDraws(
    name: String,
    question: LocalText,
    draws: Int,
    copies: Double = 2.2,
    analyse: @escaping @Sendable (GivenDraws, UInt64) throws -> IndexTable
  ) -> SensitivityMethod {
    SensitivityMethod(
      name: name,
      question: question,
      defaultDraws: draws,
      acceptsDependence: true,
      work: .draws(copies: copies),
      run: { try analyse(try $0.givenDraws(draws), $0.seed) },
      analyse: analyse
    )
  }

  /// The name of the method that shares out variance in a model, whatever its dependence.
  static func usual(for model: Model) -> String {
    guard model.hasDependence else { return "sobol" }
    // Shapley effects need conditional draws, which a Student copula does not offer.
    return hasStudentCopula(model) ? "rank" : "shapley"
  }

  /// Whether some inputs depend on each other through a Student copula.
  static func hasStudentCopula(_ model: Model) -> Bool {
    model.copulas.contains { $0.degreesOfFreedom != nil }
  }

  static let first = IndexTable.Column(
    key: "first",
    english: "First order",
    french: "Premier ordre"
  )
  static let total = IndexTable.Column(key: "total", english: "Total", french: "Total")
}
