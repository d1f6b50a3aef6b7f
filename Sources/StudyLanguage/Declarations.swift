import StudySyntax

/// A statement with the file it stands in and the closing line of its block.
struct PlacedStatement {
  let statement: Statement
  let file: SourceFile
  let blockLine: Int
}

/// A definition as the checker knows it.
struct Definition {
  let name: Identifier
  let indexes: [Identifier]
  let value: Expression
  let clauses: [Clause]
  let span: SourceSpan
  let file: SourceFile
}

/// A scenario as the checker knows it.
struct ScenarioDeclaration {
  let name: String
  let nameSpan: SourceSpan
  let base: Identifier?
  let overrides: [Override]
  let clauses: [Clause]
  let file: SourceFile
}

/// All names that the statements of a study declare, with the mistakes that need no units.
struct Declarations {
  var definitions: [String: Definition] = [:]
  /// Names in the order of definition.
  var order: [String] = []
  var indexes: [String: (index: StudyIndex, identifier: Identifier, file: SourceFile)] = [:]
  var indexOrder: [String] = []
  var unitStatements: [PlacedStatement] = []
  var scenarios: [ScenarioDeclaration] = []
  var correlations: [PlacedStatement] = []
  var checks: [PlacedStatement] = []
  var assertions: [PlacedStatement] = []
  var requests: [PlacedStatement] = []
  var decisions: [PlacedStatement] = []
  var diagnostics: [Diagnostic] = []

  mutating func add(_ placed: PlacedStatement, isUsed: Bool) {
    switch placed.statement.kind {
    case .definition(let name, let indexes, let value):
      addDefinition(name, indexes, value, placed)
    case .index(let name, let labels): addIndex(name, labels, placed)
    case .unit: unitStatements.append(placed)
    case .scenario(let name, let nameSpan, let base, let overrides):
      if let other = scenarios.first(where: { $0.name == name }) {
        report(
          "duplicate-name",
          "There are two scenarios named \"\(name)\".",
          nameSpan,
          placed.file,
          label: "named again",
          secondary: [.init(other.nameSpan, "first here", file: other.file.name)]
        )
      }
      scenarios.append(
        ScenarioDeclaration(
          name: name,
          nameSpan: nameSpan,
          base: base,
          overrides: overrides,
          clauses: placed.statement.clauses,
          file: placed.file
        )
      )
    case .correlate: correlations.append(placed)
    case .check: checks.append(placed)
    case .assertion: assertions.append(placed)
    case .show: if !isUsed { requests.append(placed) }
    case .decision: decisions.append(placed)
    case .use: break
    }
  }

  private mutating func addDefinition(
    _ name: Identifier,
    _ indexes: [Identifier],
    _ value: Expression,
    _ placed: PlacedStatement
  ) {
    if StudyFunction.reservedNames.contains(name.name) {
      report(
        "reserved-name",
        "`\(name.name)` is a function of the language and cannot be defined.",
        name.span,
        placed.file,
        label: "reserved",
        help: "choose another name"
      )
    }
    if let other = definitions[name.name] {
      report(
        "duplicate-name",
        "`\(name.name)` is defined twice.",
        name.span,
        placed.file,
        label: "defined again",
        help: "give one of them another name, or change it in a scenario",
        secondary: [.init(other.name.span, "first defined here", file: other.file.name)]
      )
      return
    }
    if let other = self.indexes[name.name] {
      report(
        "duplicate-name",
        "`\(name.name)` is already the name of an index.",
        name.span,
        placed.file,
        label: "defined again",
        secondary: [.init(other.identifier.span, "the index", file: other.file.name)]
      )
      return
    }
    definitions[name.name] = Definition(
      name: name,
      indexes: indexes,
      value: value,
      clauses: placed.statement.clauses,
      span: placed.statement.span,
      file: placed.file
    )
    order.append(name.name)
  }

  private mutating func addIndex(
    _ name: Identifier,
    _ labels: [Identifier],
    _ placed: PlacedStatement
  ) {
    if let other = indexes[name.name] {
      report(
        "duplicate-name",
        "The index `\(name.name)` is declared twice.",
        name.span,
        placed.file,
        label: "declared again",
        secondary: [.init(other.identifier.span, "first declared here", file: other.file.name)]
      )
      return
    }
    if let other = definitions[name.name] {
      report(
        "duplicate-name",
        "`\(name.name)` is already the name of a quantity.",
        name.span,
        placed.file,
        label: "declared again",
        secondary: [.init(other.name.span, "the quantity", file: other.file.name)]
      )
      return
    }
    var seen: [String: SourceSpan] = [:]
    for label in labels {
      if let first = seen[label.name] {
        report(
          "duplicate-label",
          "The label `\(label.name)` stands twice in the index"
            + " `\(name.name)`.",
          label.span,
          placed.file,
          label: "again",
          secondary: [.init(first, "first here")]
        )
        return
      }
      seen[label.name] = label.span
    }
    guard !labels.isEmpty else {
      report(
        "malformed-index",
        "The index `\(name.name)` has no labels.",
        name.span,
        placed.file,
        label: "empty",
        help: "give it labels, as in `index \(name.name) = { one, two }`"
      )
      return
    }
    indexes[name.name] = (
      StudyIndex(name: name.name, labels: labels.map(\.name)), name, placed.file
    )
    indexOrder.append(name.name)
  }

  private mutating func report(
    _ code: String,
    _ message: String,
    _ span: SourceSpan,
    _ file: SourceFile,
    label: String,
    help: Advice? = nil,
    secondary: [Diagnostic.Label] = []
  ) {
    diagnostics.append(
      Diagnostic(
        .error,
        code,
        message,
        file: file.name,
        at: span,
        label: label,
        secondary: secondary,
        help: help
      )
    )
  }
}
