/// A formula of the study language, as written.
public struct Expression: Sendable {
  /// What the formula is.
  public let kind: Kind
  /// Where it stands.
  public let span: SourceSpan

  /// The number of formulas inside one another, this one included; walks recurse so far.
  let depth: Int

  /// Makes a formula.
  public init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
    depth = 1 + (kind.parts.map(\.depth).max() ?? 0)
  }

  /// The kinds of formulas.
  public indirect enum Kind: Sendable {
    /// A number; `percent` when it was written with a percent sign (the value is divided by 100).
    case number(Double, percent: Bool)
    /// A text between quotes.
    case text(String)
    /// A name.
    case name(String)
    /// A typed hole, `?`: the checker says which unit is wanted.
    case hole
    /// A value followed by its unit, `110 EUR/ad/month`.
    case quantity(Expression, UnitText)
    /// A conversion, `revenue -> MEUR/year`.
    case conversion(Expression, UnitText)
    /// An operator before a formula.
    case prefix(PrefixOperator, Expression)
    /// An operator between two formulas.
    case infix(InfixOperator, Expression, Expression)
    /// `if c then a else b`.
    case conditional(Expression, Expression, Expression)
    /// `a to b`, a 90 % interval.
    case interval(Expression, Expression)
    /// `a +- b`, mean and standard deviation.
    case plusMinus(Expression, Expression)
    /// `k of n`, a proportion.
    case proportion(Expression, Expression)
    /// `about x`, a printed round figure.
    case about(Expression)
    /// `{ base: 110, top: 500 }`.
    case map([MapEntry])
    /// `[1, 2, 3]`.
    case list([Expression])
    /// `lognormal(mean: 1, sd: 2)`, `sum(price * mix over position)`.
    case call(Identifier, [Argument], over: [Identifier])
    /// `price[top]`, `reports[2018]`.
    case subscripting(Expression, [Subscript])
    /// `dataset("pharos").reports`.
    case member(Expression, Identifier)
    /// `count(100) ad each`: the formula drawn anew for each cell of the definition.
    case each(Expression)
    /// A place where the parser found an error, already reported.
    case invalid

    /// The formulas that this one is made of, in order.
    package var parts: [Expression] {
      switch self {
      case .number, .text, .name, .hole, .invalid: []
      case .quantity(let inner, _), .conversion(let inner, _), .prefix(_, let inner),
        .about(let inner), .subscripting(let inner, _), .member(let inner, _), .each(let inner):
        [inner]
      case .infix(_, let first, let second), .interval(let first, let second),
        .plusMinus(let first, let second), .proportion(let first, let second):
        [first, second]
      case .conditional(let condition, let first, let second): [condition, first, second]
      case .map(let entries): entries.compactMap(\.value)
      case .list(let items): items
      case .call(_, let arguments, _): arguments.map(\.value)
      }
    }
  }
}

/// A name with its place.
public struct Identifier: Hashable, Sendable {
  /// The name.
  public let name: String
  /// Where it stands.
  public let span: SourceSpan

  /// Makes an identifier.
  public init(_ name: String, _ span: SourceSpan) {
    self.name = name
    self.span = span
  }
}

/// A unit as written; the checker reads it.
public struct UnitText: Hashable, Sendable {
  /// The text, such as `EUR/ad/month`.
  public let text: String
  /// Where it stands.
  public let span: SourceSpan

  /// Makes a unit text.
  public init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// An operator before a formula.
public enum PrefixOperator: String, Sendable {
  /// Arithmetic negation.
  case minus = "-"
  /// Logical negation.
  case not
}

/// An operator between two formulas.
public enum InfixOperator: String, Sendable {
  /// Addition.
  case add = "+"
  /// Subtraction.
  case subtract = "-"
  /// Multiplication.
  case multiply = "*"
  /// Division.
  case divide = "/"
  /// Power.
  case power = "^"
  /// Smaller.
  case less = "<"
  /// Smaller or equal.
  case lessOrEqual = "<="
  /// Larger.
  case greater = ">"
  /// Larger or equal.
  case greaterOrEqual = ">="
  /// Equal.
  case equal = "=="
  /// Not equal.
  case notEqual = "!="
  /// Both.
  case and
  /// At least one.
  case or
}

/// One `key: value` of a map.
public struct MapEntry: Sendable {
  /// The key: a label, or a number with an optional sign or percent sign.
  public enum Key: Sendable {
    /// A label such as `base`.
    case label(String)
    /// A number such as `5%` (0.05) or `2018`.
    case number(Double)
  }

  /// The key.
  public let key: Key
  /// Where the key stands.
  public let keySpan: SourceSpan
  /// The value; `nil` for a bare label of an index definition.
  public let value: Expression?

  /// Makes an entry.
  public init(_ key: Key, _ keySpan: SourceSpan, _ value: Expression?) {
    self.key = key
    self.keySpan = keySpan
    self.value = value
  }
}

/// An argument of a call, with its label where one is written.
public struct Argument: Sendable {
  /// The label before the colon.
  public let label: Identifier?
  /// The value.
  public let value: Expression

  /// Makes an argument.
  public init(_ label: Identifier?, _ value: Expression) {
    self.label = label
    self.value = value
  }
}

/// One item between square brackets after a formula.
public struct Subscript: Sendable {
  /// The index name before the colon, where one is written: `[position: top]`.
  public let index: Identifier?
  /// The label, or a year or number as text.
  public let label: String
  /// Where the label stands.
  public let span: SourceSpan

  /// Makes a subscript.
  public init(_ index: Identifier?, _ label: String, _ span: SourceSpan) {
    self.index = index
    self.label = label
    self.span = span
  }
}
