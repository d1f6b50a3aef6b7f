import StudySyntax
import Uncertainty
import Units

/// A study whose names and units hold and whose model is ready to draw.
public struct CheckedStudy: Sendable {
  /// The study as read.
  public let document: StudyDocument
  /// The files it consists of: the study first, then those it uses.
  public let files: [SourceFile]
  /// The units with those that the study adds.
  public let units: UnitSystem
  /// The indexes by declaration, then those that data sets brought.
  public let indexes: [StudyIndex]
  /// The named quantities in the order of their definitions, then the unnamed ones that the prose,
  /// checks and requests need.
  public let quantities: [Quantity]
  /// The model of the baseline.
  public let model: Model
  /// The scenarios in order.
  public let scenarios: [StudyScenario]
  /// The comparisons with published figures in order.
  public let checks: [StudyCheck]
  /// The conditions that must hold in every draw, with the name of the model's assertion.
  public let assertions: [StudyAssertion]
  /// The tables and charts asked for, in order.
  public let requests: [StudyRequest]
  /// The actions among which the study decides, with the name of their pay-off.
  public let decisions: [(name: String, quantity: String)]
  /// The correlations stated, pair by pair.
  public let correlations: [StudyCorrelation]
  /// The names of the data sets that were read.
  public let datasets: [String]
  /// The keys of all sources used, in the order of first use.
  public let sources: [String]
  /// What money conversions did, in order, each once.
  public let conversions: [ConversionStep]
  /// The rows of data sets that sums and means leave out for want of a number.
  public let omissions: [StudyOmission]

  private let places: [String: Int]

  init(
    document: StudyDocument,
    files: [SourceFile],
    units: UnitSystem,
    indexes: [StudyIndex],
    quantities: [Quantity],
    model: Model,
    scenarios: [StudyScenario],
    checks: [StudyCheck],
    assertions: [StudyAssertion],
    requests: [StudyRequest],
    decisions: [(name: String, quantity: String)],
    correlations: [StudyCorrelation],
    datasets: [String],
    sources: [String],
    conversions: [ConversionStep],
    omissions: [StudyOmission]
  ) {
    self.document = document
    self.files = files
    self.units = units
    self.indexes = indexes
    self.quantities = quantities
    self.model = model
    self.scenarios = scenarios
    self.checks = checks
    self.assertions = assertions
    self.requests = requests
    self.decisions = decisions
    self.correlations = correlations
    self.datasets = datasets
    self.sources = sources
    self.conversions = conversions
    self.omissions = omissions
    places = Dictionary(
      quantities.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// A quantity by its name or text.
  public func quantity(named name: String) -> Quantity? { places[name].map { quantities[$0] } }

  /// The quantity of the summary sentence: the front matter's `headline`, else the first quantity
  /// that is shown, else the last that is derived, else the last.
  public var headline: Quantity? {
    if let name = document.frontMatter.headline { return quantity(named: name) }
    let shown = requests.first { $0.form.namesHeadline }?.quantities.first
    if let shown, let found = quantity(named: shown.quantity) { return found }
    let named = quantities.filter(\.isNamed)
    return named.last { $0.role == .derived } ?? named.last
  }

  /// The quantity a printed value of the prose refers to.
  public func quantity(for value: InlineValue) -> Quantity? {
    quantity(named: value.text) ?? quantity(named: CheckedStudy.name(of: value))
  }

  /// The name under which the value of a formula in the prose is kept.
  static func name(of value: InlineValue) -> String {
    guard value.style != nil, let bar = value.text.lastIndex(of: "|") else { return value.text }
    var text = value.text[..<bar]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

/// A named result or input: its unit, indexes, cells and where it comes from.
public struct Quantity: Sendable {
  /// What a quantity is.
  public enum Role: String, Sendable {
    /// Given by a number or a distribution.
    case input
    /// Read from a data set.
    case data
    /// Computed from others.
    case derived
  }

  /// The name, or the text of an unnamed formula.
  public let name: String
  /// Whether the study gives it a name.
  public let isNamed: Bool
  /// What it is.
  public let role: Role
  /// The unit of its values.
  public let unit: Unit
  /// Whether it is printed in percent.
  public let isPercent: Bool
  /// Whether it is a condition, 1 or 0.
  public let isCondition: Bool
  /// The indexes, outermost first.
  public let indexes: [StudyIndex]
  /// The cells in row-major order of the indexes.
  public let cells: [Cell]
  /// What its clauses say.
  public let metadata: StudyMetadata
  /// How its inputs were written.
  public let inputs: [InputDescription]
  /// The formula as written.
  public let text: String
  /// The file of its definition.
  public let file: String
  /// The line of its definition, from 1.
  public let line: Int
  /// The names of the quantities in its formula, in order.
  public let dependencies: [String]
  /// Whether its cells are shares that sum to 1 in every draw.
  public let isPartition: Bool
  /// Whether several cells have one draw in common, because the formula stands for all of them and
  /// does not end in `each`.
  public let sharesDraw: Bool

  /// One number of a quantity.
  public struct Cell: Sendable {
    /// The label on each index.
    public let labels: [String]
    /// The name of the model's output, such as `price[top]`.
    public let output: String
    /// The value where it is certain.
    public let constant: Double?
    /// The model input that the cell is, where it is one directly.
    public let input: String?
    /// The place of the cell among the input's components; 0 for an input of one number.
    public let component: Int
  }

  /// Whether the report marks it as an assumption: an input without a source.
  public var isAssumption: Bool { role == .input && metadata.sources.isEmpty }
}

/// The rank correlation that a study states between two inputs.
public struct StudyCorrelation: Sendable, Equatable {
  /// The first input as written.
  public let first: String
  /// The second input as written.
  public let second: String
  /// Spearman's rank correlation.
  public let coefficient: Double
  /// How the two depend on each other.
  public let copula: Copula
  /// The rank correlation that the draws have: less than stated where values tie, or where an input
  /// moves with its uncertain parameters.
  public let attained: Double
  /// Whether one of the two has uncertain parameters, given which the statement holds.
  public let isGivenParameters: Bool
}

/// A comparison with a published figure.
public struct StudyCheck: Sendable {
  /// How the computed and the published figure must lie to one another.
  public enum Relation: Sendable, Equatable {
    /// The 90 % interval and the published range share a point.
    case overlaps
    /// The 90 % interval holds the published figure or range.
    case contains
    /// The median is within this share of the published figure.
    case within(Double)
    /// The median is within this amount of the published figure, in the unit of the quantity.
    case withinAmount(Double)
  }

  /// The comparison as written.
  public let text: String
  /// The quantity, with the output name of its cell.
  public let quantity: String
  /// The model output that is compared.
  public let output: String
  /// The relation.
  public let relation: Relation
  /// The lower end in the unit of the quantity.
  public let low: Double
  /// The upper end; equal to `low` for a single figure.
  public let high: Double
  /// What its clauses say.
  public let metadata: StudyMetadata
  /// The line, from 1.
  public let line: Int
}

/// A condition that must hold in every draw.
public struct StudyAssertion: Sendable {
  /// The condition as written.
  public let text: String
  /// The name of the model's assertion.
  public let name: String
  /// The quantity whose shares must sum to 1, where the condition is that.
  public let partition: String?
  /// The line, from 1.
  public let line: Int
}

/// A table or chart that the study asks for.
public struct StudyRequest: Sendable {
  /// A quantity, or one cell of it.
  public struct Target: Sendable, Hashable {
    /// The name of the quantity.
    public let quantity: String
    /// The model output when one cell is meant.
    public let output: String?
  }

  /// What is asked for.
  public let form: RequestForm
  /// The quantities it is about.
  public let quantities: [Target]
  /// The word after `by`.
  public let method: String?
  /// The number after `at`, in the unit of the last quantity.
  public let target: Double?
  /// The closing line of the block it stands in, from 1.
  public let blockLine: Int
  /// The place of the request.
  public let span: SourceSpan
}
