import TextCore

/// One line of a model block with its indented clauses.
public struct Statement: Sendable {
  /// What the statement says.
  public let kind: Kind
  /// The first line of the statement, without its clauses.
  public let span: SourceSpan
  /// The clauses below it.
  public let clauses: [Clause]

  /// Makes a statement.
  public init(_ kind: Kind, _ span: SourceSpan, _ clauses: [Clause]) {
    self.kind = kind
    self.span = span
    self.clauses = clauses
  }

  /// The kinds of statements.
  public enum Kind: Sendable {
    /// `name[index] = formula`.
    case definition(name: Identifier, indexes: [Identifier], value: Expression)
    /// `index position = { base, boosted, top }`, `index year = 2014 .. 2018`.
    case index(name: Identifier, labels: [Identifier])
    /// `unit hotline`, `unit fortnight = 14 day`.
    case unit(name: Identifier, plural: Identifier?, definition: UnitText?)
    /// `scenario "name" from "other"` with its overrides.
    case scenario(name: String, nameSpan: SourceSpan, base: Identifier?, overrides: [Override])
    /// `check revenue overlaps 11 .. 21 MEUR/year`.
    case check(Check)
    /// `assert mix[top] < 0.5`.
    case assertion(Expression)
    /// `correlate ads, price: 0.4 by student(4)`; one number, or a matrix row by row, and the copula
    /// where one is named.
    case correlate(
      names: [Expression],
      matrix: [[Expression]],
      copula: Expression?,
      span: SourceSpan
    )
    /// `show revenue`, `show tornado revenue`.
    case show(Show)
    /// `use "other.md"`.
    case use(path: String, span: SourceSpan)
    /// `decision "keep" = formula`: an action with its pay-off, for the value of information.
    case decision(name: String, nameSpan: SourceSpan, value: Expression)
  }
}

/// One line of a scenario: a definition that replaces the baseline's.
public struct Override: Sendable {
  /// The name that is redefined.
  public let name: Identifier
  /// The cells, where only some are redefined.
  public let cells: [Subscript]
  /// The new formula.
  public let value: Expression
  /// The clauses below it.
  public let clauses: [Clause]

  /// What is left of a line whose end could not be read: its name, of which nothing more is said.
  var unread: Override {
    Override(
      name: name,
      cells: cells,
      value: Expression(.invalid, value.span),
      clauses: clauses
    )
  }
}

/// A comparison with a published figure.
public struct Check: Sendable {
  /// How the computed and the published figure must lie to one another.
  public enum Relation: Sendable {
    /// The computed 90 % interval and the published range share a point.
    case overlaps
    /// The computed 90 % interval holds the published figure or range.
    case contains
    /// The computed median is within a share of the published figure.
    case within(Expression)
  }

  /// The computed quantity.
  public let value: Expression
  /// The relation.
  public let relation: Relation
  /// The lower end, or the single published figure.
  public let low: Expression
  /// The upper end of a published range.
  public let high: Expression?
}

/// A request for a table, a chart or an answer in the report, as it is written.
///
/// Which words there are is not known here: `show inputs` has the name `inputs` and no word.
public struct Show: Sendable {
  /// The word before the names, as `tornado` in `show tornado revenue`; `nil` for names alone.
  public let word: Identifier?
  /// Where the first word stands.
  public let firstSpan: SourceSpan
  /// The names in the order written, separated by commas, `and` or `of`.
  public let names: [Expression]
  /// The first `and` or `of` between names; `nil` where commas separate them.
  public let joining: Identifier?
  /// What stands after `by`: names, or the word of a method.
  public let by: [Expression]
  /// The formula after `at`.
  public let target: Expression?
}

/// An indented line below a statement: where a number comes from and how it is called.
public struct Clause: Sendable {
  /// What the clause says.
  public let kind: Kind
  /// Where it stands.
  public let span: SourceSpan

  /// Makes a clause.
  public init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// The kinds of clauses.
  public enum Kind: Hashable, Sendable {
    /// `from KEY "where"`.
    case from(key: String, place: String?)
    /// `as of 2016-11`.
    case asOf(String)
    /// `checked 2024-02-01`.
    case checked(String)
    /// `label "text"`, in the language of the study or in the named one.
    case label(String, language: Language?)
    /// `note "text"`, in the language of the study or in the named one.
    case note(String, language: Language?)
  }
}
