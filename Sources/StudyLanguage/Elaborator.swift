import Probability
import StudySyntax
import TextCore
import Uncertainty
import Units

/// Turns the definitions of a study into nodes of a model, checking them on the way.
///
/// Names, indexes and units are checked. One elaborator serves one world: the baseline, or one
/// scenario.
final class Elaborator {
  let declarations: Declarations
  let environment: any StudyEnvironment
  let units: UnitSystem
  /// The unit that stands for what a typed hole wants.
  let wanted: Unit
  let builtIns: [String: any BuiltIn]
  var builder: ModelBuilder
  private(set) var diagnostics: [Diagnostic] = []
  private var reported: Set<Diagnostic> = []
  /// How many misspelt names are still looked up.
  private var suggestionsLeft = 50

  /// What a scenario puts in place of the baseline's formulas, by name, in order.
  var overrides: [String: [(override: Override, file: SourceFile)]] = [:]

  /// The name of the scenario that is read; `nil` for the baseline.
  var scenario: String?

  /// The unit a scenario's value must have; found by the baseline, handed in by the checker.
  var baselineUnits: [String: Unit] = [:]

  // What is known of each name.
  var values: [String: StudyValue] = [:]
  private var failed: Set<String> = []
  private var inProgress: [String] = []
  var dependencies: [String: [String]] = [:]

  // What is known of each node.
  var ranges: [NodeID: ClosedRange<Double>] = [:]
  var inputOfNode: [NodeID: (name: String, distribution: (any Distribution)?)] = [:]
  /// Shares of a whole: the input they belong to and their place in it.
  var shareOfNode: [NodeID: (name: String, component: Int)] = [:]
  /// Inputs seen through a positive constant factor, for correlations.
  var rescaledInput: [NodeID: NodeID] = [:]

  // What the report will want to know.
  var descriptions: [String: [InputDescription]] = [:]
  var datasets: [String] = []
  var loadedDatasets: [String: StudyDataset] = [:]
  var dataSources: [String: [String]] = [:]
  /// The uses of data that a name still carries, for what sums over it elsewhere.
  private var openReads: [String: [DataRead]] = [:]
  var omissions: [StudyOmission] = []
  /// The rank correlations that laws with ties have, by the pair of inputs as written.
  var attainedCorrelations: [[String]: Double] = [:]
  /// The rank correlations found in draws, of inputs with uncertain parameters, where they are not
  /// those stated; by the pair of inputs as written.
  var drawnCorrelations: [[String]: Double] = [:]
  /// The correlations that do not hold in the scenario that is read.
  var lapsed: [LapsedCorrelation] = []
  /// Where the coordinates of each input are kept, by its name.
  var places: [String: String] = [:]
  var datasetIndexes: [StudyIndex] = []
  var conversionSteps: [ConversionStep] = []
  var partitions: [(name: String, cells: [NodeID], span: SourceSpan)] = []
  var solvedHoles: Set<SourceSpan> = []
  var holes: [(span: SourceSpan, file: SourceFile)] = []
  var holeSpan: SourceSpan?

  /// The place of the formula that is being read.
  struct Scope {
    var file: SourceFile
    /// The name of the definition, or the text of an unnamed formula.
    var owner: String
    /// The labels of the cell, when one cell of a map is being read.
    var cell: [String] = []
    /// The indexes the definition declares.
    var expected: [StudyIndex] = []
    /// The number of inputs already made below the top of the formula.
    var anonymousInputs = 0
    /// The names used so far.
    var used: [String] = []
    /// The labels of cells that a scenario replaces: their baseline inputs are kept apart.
    var replacedCells: [[String]] = []
    /// The uses of data so far, its own and those of the names used.
    var reads: [DataRead] = []
    /// The uncertain inputs made so far.
    var randomParts: [RandomPart] = []
    /// What a condition says of values, inside a branch that is taken where it holds.
    var narrowed: [NodeID: ClosedRange<Double>] = [:]
    /// The number of the formula: cells that a scenario replaces have formulas of their own.
    var formula = 0
  }
  var scope: Scope

  init(
    declarations: Declarations,
    environment: any StudyEnvironment,
    units: UnitSystem,
    wanted: Unit,
    builtIns: [String: any BuiltIn],
    plan: CoordinatePlan,
    file: SourceFile
  ) {
    self.declarations = declarations
    self.environment = environment
    self.units = units
    self.wanted = wanted
    self.builtIns = builtIns
    builder = ModelBuilder(coordinates: plan)
    scope = Scope(file: file, owner: "")
  }

  // MARK: Names

  /// The value of a name, read on first use.
  func value(of name: Identifier) -> StudyValue? {
    let value = namedValue(name)
    scope.reads += openReads[name.name] ?? []
    return value
  }

  private func namedValue(_ name: Identifier) -> StudyValue? {
    if !scope.used.contains(name.name) { scope.used.append(name.name) }
    if let known = values[name.name] { return known }
    if failed.contains(name.name) { return nil }
    if let start = inProgress.firstIndex(of: name.name) {
      let cycle = (inProgress[start...] + [name.name]).joined(separator: " -> ")
      report(
        "circular-definition",
        "`\(name.name)` depends on itself: \(cycle).",
        name.span,
        label: "used here again",
        help: circleHelp(name.name)
      )
      failed.insert(name.name)
      return nil
    }
    guard let definition = declarations.definitions[name.name] else {
      reportUnknown(name)
      failed.insert(name.name)
      return nil
    }
    return elaborate(definition)
  }

  /// Reads a definition that may already be known.
  @discardableResult
  func elaborate(_ definition: Definition) -> StudyValue? {
    let name = definition.name.name
    if let known = values[name] { return known }
    if failed.contains(name) { return nil }
    inProgress.append(name)
    let saved = scope
    scope = Scope(file: definition.file, owner: name)
    defer {
      inProgress.removeLast()
      dependencies[name] = scope.used
      let own = scope.reads.filter(\.isOwn)
      if !own.isEmpty { dataSources[name] = own.flatMap(\.usedSources) }
      openReads[name] = DataRead.carried(scope.reads)
      places.merge(RandomPart.places(scope.randomParts)) { _, new in new }
      scope = saved
    }
    guard let value = definedValue(definition) else {
      failed.insert(name)
      return nil
    }
    values[name] = value
    if value.isPartition { partitions.append((name, value.cells, definition.name.span)) }
    return value
  }

  /// Reads all definitions, each after those it uses: a long chain of names is no deep recursion.
  func elaborateAll() {
    for name in declarations.order where diagnostics.count < Self.maximumErrors {
      elaborateWithUses(name)
    }
  }

  /// The number of mistakes after which no more definitions are read.
  private static let maximumErrors = 1000

  private func elaborateWithUses(_ root: String) {
    var path: [(name: String, uses: [(Identifier, SourceFile)])] = []
    var onPath: Set<String> = []
    func enter(_ name: String) {
      guard let definition = declarations.definitions[name], !isKnown(name) else { return }
      let changes = overrides[name] ?? []
      // What a scenario replaces as a whole needs nothing of what stood there.
      let whole = changes.lastIndex { $0.override.cells.isEmpty }
      var formulas = whole == nil ? [(definition.value, definition.file)] : []
      formulas += changes[(whole ?? 0)...].map { ($0.override.value, $0.file) }
      let uses = formulas.flatMap { formula, file in
        NameCollector.names(in: formula).map { ($0, file) }
      }
      path.append((name, uses.reversed()))
      onPath.insert(name)
    }
    enter(root)
    while let (name, uses) = path.last {
      guard let (use, file) = uses.last else {
        path.removeLast()
        onPath.remove(name)
        if let definition = declarations.definitions[name] { elaborate(definition) }
        continue
      }
      path[path.count - 1].uses.removeLast()
      if onPath.contains(use.name) {
        reportCircle(path.map(\.name), closedBy: use, file)
      } else {
        enter(use.name)
      }
    }
  }

  private func isKnown(_ name: String) -> Bool { values[name] != nil || failed.contains(name) }

  private func reportCircle(_ path: [String], closedBy use: Identifier, _ file: SourceFile) {
    guard failed.insert(use.name).inserted, let start = path.firstIndex(of: use.name) else {
      return
    }
    var names = path[start...] + [use.name]
    if names.count > 8 { names = names.prefix(4) + ["..."] + names.suffix(3) }
    let saved = scope.file
    scope.file = file
    defer { scope.file = saved }
    report(
      "circular-definition",
      "`\(use.name)` depends on itself: \(names.joined(separator: " -> ")).",
      use.span,
      label: "closes the circle",
      help: circleHelp(use.name)
    )
    for name in path[start...] { failed.insert(name) }
  }

  private func definedValue(_ definition: Definition) -> StudyValue? {
    var indexes: [StudyIndex] = []
    for identifier in definition.indexes {
      guard let index = declaredIndex(identifier) else { return nil }
      indexes.append(index)
    }
    scope.expected = indexes
    let all = overrides[definition.name.name] ?? []
    // Cells that a later line replaces hold against a whole that an earlier one gives.
    let whole = all.lastIndex { $0.override.cells.isEmpty }
    let changes = Self.lasting(whole.map { Array(all[($0 + 1)...]) } ?? all)
    scope.replacedCells = changes.map { $0.override.cells.map(\.label) }
    let value =
      whole.map { replacement(all[$0], indexes, definition) }
      ?? formulaValue(definition.value, over: indexes, definition)
    guard var fitted = value else { return nil }
    scope.replacedCells = []
    for change in changes {
      scope.file = change.file
      guard replace(change.override, in: &fitted) else { return nil }
    }
    return fitted
  }

  /// The changes of cells that no later one covers: a scenario may change again what the one that it
  /// starts from has changed.
  private static func lasting(
    _ changes: [(override: Override, file: SourceFile)]
  ) -> [(override: Override, file: SourceFile)] {
    changes.enumerated().filter { place, change in
      let labels = Set(change.override.cells.map(\.label))
      return !changes[(place + 1)...].contains { later in
        Set(later.override.cells.map(\.label)).isSubset(of: labels)
      }
    }.map(\.element)
  }

  /// The value that a scenario puts in place of a whole definition.
  private func replacement(
    _ change: (override: Override, file: SourceFile),
    _ indexes: [StudyIndex],
    _ definition: Definition
  ) -> StudyValue? {
    let span = change.override.value.span
    scope.file = change.file
    let value = formulaValue(change.override.value, over: indexes, definition)
    guard let value, let base = baselineUnits[definition.name.name] else { return value }
    return converted(value, to: base, at: span, why: "the baseline is")
  }

  private func replace(_ override: Override, in value: inout StudyValue) -> Bool {
    guard let position = cells(override.cells, of: value, named: override.name) else {
      return false
    }
    if value.isPartition {
      report(
        "partition-cell",
        "`\(override.name.name)` holds shares that sum to 1; one of them cannot be changed alone.",
        override.name.span,
        label: "a share of a whole",
        help: "give all shares: `\(override.name.name) = { ... }`"
      )
      return false
    }
    let labels = StudyValue.labels(of: position[0], value.indexes)
    scope.cell = labels
    scope.expected = []
    scope.formula += 1
    guard let new = evaluate(override.value, isRoot: true),
      let same = converted(new, to: value.unit, at: override.value.span, why: "the baseline is")
    else { return false }
    guard same.indexes.isEmpty else {
      report(
        "index-mismatch",
        "One cell takes one number; this varies over"
          + " \(Self.names(same.indexes)).",
        override.value.span,
        label: "several numbers"
      )
      return false
    }
    for cell in position { value.cells[cell] = same.cells[0] }
    descriptions[override.name.name]?.removeAll { description in
      position.contains { StudyValue.labels(of: $0, value.indexes) == description.labels }
        && description.text != scope.file.text(override.value.span)
    }
    return true
  }

  /// The value of a whole formula over the indexes that its definition declares.
  private func formulaValue(
    _ formula: Expression,
    over indexes: [StudyIndex],
    _ definition: Definition
  ) -> StudyValue? {
    if case .each(let inner) = formula.kind, !indexes.isEmpty {
      return drawnApart(inner, over: indexes, definition)
    }
    return evaluate(formula, isRoot: true).flatMap {
      fit($0, to: indexes, definition, at: formula.span)
    }
  }

  /// Widens a value to the indexes its definition declares.
  func fit(
    _ value: StudyValue,
    to indexes: [StudyIndex],
    _ definition: Definition,
    at span: SourceSpan
  ) -> StudyValue? {
    guard !definition.indexes.isEmpty else { return value }
    for index in value.indexes where !indexes.contains(where: { $0.name == index.name }) {
      report(
        "index-mismatch",
        "`\(definition.name.name)` is declared over \(Self.names(indexes)), but its formula also"
          + " varies over `\(index.name)`.",
        span,
        label: "varies over `\(index.name)`",
        help: widening(definition, index, span)
      )
      return nil
    }
    var narrowed = value
    for index in indexes {
      guard let own = value.indexes.first(where: { $0.name == index.name }), own != index else {
        continue
      }
      guard let selected = select(index.labels, of: own, in: narrowed, at: span) else { return nil }
      narrowed = selected
      narrowReads(of: own, to: index.labels)
    }
    guard isAffordable(indexes, at: span) else { return nil }
    var result = narrowed
    result.indexes = indexes
    result.cells = (0..<StudyValue.count(indexes)).map { narrowed.cell(for: $0, of: indexes) }
    return result
  }

  func declaredIndex(_ identifier: Identifier) -> StudyIndex? {
    if let found = declarations.indexes[identifier.name] { return found.index }
    if let found = datasetIndexes.last(where: { $0.name == identifier.name }) { return found }
    let near = nearest(to: identifier.name, in: declarations.indexes.keys)
    report(
      "unknown-index",
      "There is no index `\(identifier.name)`.",
      identifier.span,
      label: "unknown index",
      help: near.map { Advice.meant($0, at: identifier.span) }
        ?? "declare it, as in `index \(identifier.name) = { one, two }`"
    )
    return nil
  }

  static func names(_ indexes: [StudyIndex]) -> String {
    indexes.map { "`\($0.name)`" }.joined(separator: ", ")
  }

  // MARK: Reporting

  /// A sentence with its full stop; the first word is capitalised where it is an English one.
  static func sentence(_ text: String) -> String {
    let whole = text.hasSuffix(".") || text.hasSuffix("?") ? text : text + "."
    let words: Set<Substring> = ["a", "an", "no", "the", "there", "this", "nothing", "unknown"]
    guard let first = whole.split(separator: " ").first, words.contains(first) else { return whole }
    return whole.prefix(1).uppercased() + whole.dropFirst()
  }

  /// "Did you mean" for the first mistakes; the search is too slow for thousands of them.
  func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
    suggestionsLeft -= 1
    return suggestionsLeft >= 0 ? NearestName.nearest(to: name, in: candidates) : nil
  }

  func report(
    _ code: String,
    _ message: String,
    _ span: SourceSpan,
    label: String = "",
    help: Advice? = nil,
    secondary: [Diagnostic.Label] = [],
    severity: Diagnostic.Severity = .error
  ) {
    let diagnostic = Diagnostic(
      severity,
      code,
      message,
      file: scope.file.name,
      at: span,
      label: label,
      secondary: secondary,
      help: help
    )
    if reported.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }
}
