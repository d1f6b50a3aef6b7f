import StudySyntax
import TextCore
import Uncertainty
import Units

/// One check of one study, from its statements to its models.
struct CheckRun {
  let document: StudyDocument
  let environment: any StudyEnvironment
  let builtIns: [String: any BuiltIn]
  /// The forms of requests by their words.
  let requestForms: [String: RequestForm]
  var files: [SourceFile] = []
  var diagnostics: [Diagnostic] = []
  var declarations = Declarations()
  var units: UnitSystem
  var wanted = Unit.one
  var sources: [String] = []
  private var openFiles: [String] = []
  /// Whether the correlations of the baseline hold together; a scenario's are not read otherwise.
  private(set) var hasSoundCorrelations = true

  init(
    document: StudyDocument,
    environment: any StudyEnvironment,
    builtIns: [String: any BuiltIn],
    requestForms: [String: RequestForm]
  ) {
    self.document = document
    self.environment = environment
    self.builtIns = builtIns
    self.requestForms = requestForms
    units = environment.units
  }

  mutating func check() -> CheckedStudy? {
    collect(document, isUsed: false)
    declareUnits()
    diagnostics += declarations.diagnostics
    checkSources()
    let elaborator = makeElaborator(plan: CoordinatePlan())
    var named: [Quantity] = []
    elaborator.elaborateAll()
    for name in declarations.order {
      if let definition = declarations.definitions[name], elaborator.values[name] != nil {
        named.append(quantity(definition, elaborator))
      }
    }
    hasSoundCorrelations = correlate(elaborator)
    var results = ResultReader(run: self, elaborator: elaborator, quantities: named)
    results.readAll()
    reportOpenHoles(elaborator)
    checkHeadline(elaborator)
    diagnostics += elaborator.diagnostics
    let scenarios = readScenarios(baseline: elaborator, quantities: named)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    let model: Model
    do throws(ModelError) {
      model = try self.model(elaborator, results.quantities, results.assertions)
    } catch {
      reportModel(error)
      return nil
    }
    var built: [StudyScenario] = []
    for scenario in scenarios {
      let made = scenario(self, model.coordinatePlan)
      diagnostics += made.diagnostics
      if let scenario = made.scenario { built.append(scenario) }
    }
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    return CheckedStudy(
      document: document,
      files: files,
      units: units,
      indexes: declarations.indexOrder.compactMap { declarations.indexes[$0]?.index }
        + elaborator.datasetIndexes,
      quantities: results.quantities,
      model: model,
      scenarios: built,
      checks: results.checks,
      assertions: results.assertions.map(\.assertion),
      requests: results.requests,
      decisions: results.decisions,
      correlations: results.correlations,
      datasets: elaborator.datasets,
      sources: allSources(elaborator),
      conversions: elaborator.conversionSteps,
      omissions: elaborator.omissions
    )
  }

  private func allSources(_ elaborator: Elaborator) -> [String] {
    var result = sources
    let data = declarations.order.flatMap { elaborator.dataSources[$0] ?? [] }
    for key in data + elaborator.conversionSteps.flatMap(\.sources) where !result.contains(key) {
      result.append(key)
    }
    return result
  }

  // MARK: Statements

  private mutating func collect(_ document: StudyDocument, isUsed: Bool) {
    files.append(document.file)
    diagnostics += document.diagnostics
    openFiles.append(document.file.name)
    defer { openFiles.removeLast() }
    for part in document.parts {
      guard case .model(let block) = part else { continue }
      for statement in block.statements {
        if case .use(let path, let span) = statement.kind {
          use(path, span, document.file)
        } else {
          declarations.add(
            PlacedStatement(statement: statement, file: document.file, blockLine: block.lastLine),
            isUsed: isUsed
          )
        }
      }
    }
  }

  private mutating func use(_ path: String, _ span: SourceSpan, _ file: SourceFile) {
    let used: SourceFile
    do throws(StudyEnvironmentError) {
      used = try environment.study(at: path, usedBy: file.name)
    } catch {
      report(
        "unreadable-study",
        Elaborator.sentence(error.description),
        span,
        file,
        "cannot be read"
      )
      return
    }
    if openFiles.contains(used.name) {
      let cycle = (openFiles + [used.name]).joined(separator: " -> ")
      report(
        "use-cycle",
        "Studies use each other in a circle: \(cycle).",
        span,
        file,
        "closes the circle",
        help: "move what both need into a third study"
      )
      return
    }
    guard !files.contains(where: { $0.name == used.name }) else { return }
    let document = StudyDocument(used)
    // Of a file that is no study nothing is said but this: its lines are not for messages.
    let blocks = document.parts.compactMap { part -> ModelBlock? in
      if case .model(let block) = part { block } else { nil }
    }
    guard
      blocks.contains(where: { !$0.statements.isEmpty })
        || (!blocks.isEmpty && document.diagnostics.contains { $0.severity == .error })
    else {
      report(
        "empty-study",
        "\(used.name) defines nothing: it has no `ampleur` block with a definition.",
        span,
        file,
        "nothing comes from there",
        help: "name a study with definitions, or remove this line"
      )
      return
    }
    collect(document, isUsed: true)
  }

  private mutating func declareUnits() {
    for placed in declarations.unitStatements {
      guard case .unit(let name, let plural, let definition) = placed.statement.kind else {
        continue
      }
      do throws(UnitError) {
        if let definition {
          try units.declare(name.name, as: definition.text)
        } else {
          try units.declareBase(name.name, plural: plural?.name)
        }
      } catch {
        declarationFault(error, name, definition, placed)
      }
    }
    var withHole = units
    try? withHole.declareBase("wanted_unit", plural: nil)
    if let unit = try? withHole.parse("wanted_unit") {
      wanted = unit
      units = withHole
    }
  }

  /// Reports a unit that cannot be declared.
  private mutating func declarationFault(
    _ error: UnitError,
    _ name: Identifier,
    _ definition: UnitText?,
    _ placed: PlacedStatement
  ) {
    let kept = refusal(of: name.name)
    var place: SourceSpan?
    if kept == nil, let definition, let offset = error.offset, let found = error.replacements {
      let start = definition.span.start + offset
      place = SourceSpan(start, start + found.name.utf8.count)
    }
    var fault = UnitFault(kept ?? error, units: units, at: place)
    if let kept, let code = kept.replacements?.texts.first {
      let line = placed.file.lineRange(placed.file.line(at: name.span.start))
      fault.help = .remove(
        SourceSpan(line.lowerBound, min(line.upperBound + 1, placed.file.bytes.count)),
        "it is `\(code)`, which needs no declaration: leave this line out"
      )
    }
    report(
      "unit-declaration",
      fault.message,
      definition?.span ?? name.span,
      placed.file,
      "cannot be declared",
      help: fault.help
    )
  }

  /// Why a name such as `euro` is kept from units, where there is a better one.
  private func refusal(of name: String) -> UnitError? {
    do throws(UnitError) {
      _ = try units.parse(name)
    } catch {
      if case .refused = error { return error }
    }
    return nil
  }

  private mutating func checkSources() {
    var clauses: [(Clause, SourceFile)] = []
    for name in declarations.order {
      guard let definition = declarations.definitions[name] else { continue }
      clauses += definition.clauses.map { ($0, definition.file) }
    }
    for placed in declarations.checks + declarations.assertions + declarations.correlations
      + declarations.decisions
    {
      clauses += placed.statement.clauses.map { ($0, placed.file) }
    }
    for scenario in declarations.scenarios {
      clauses += scenario.clauses.map { ($0, scenario.file) }
      for override in scenario.overrides {
        clauses += override.clauses.map { ($0, scenario.file) }
      }
    }
    let keys = environment.sourceKeys
    for (clause, file) in clauses {
      guard case .from(let key, _) = clause.kind, !key.isEmpty else { continue }
      if environment.hasSource(key) {
        if !sources.contains(key) { sources.append(key) }
        continue
      }
      let help = clauses.count < 1000 ? meant(key, keys, at: clause.span) : nil
      report(
        "unknown-source",
        "There is no source `\(key)`.",
        clause.span,
        file,
        "unknown key",
        help: help ?? "add it to sources.yaml beside the data sets, or beside the study"
      )
    }
  }

  /// Which source an unknown key may mean: one that had this key before, one of a near name, or those
  /// that share a word with it.
  private func meant(_ key: String, _ keys: [String], at span: SourceSpan) -> Advice? {
    if let new = environment.renamedSource(key) {
      return .write(new, at: span, "it is now called `\(new)`")
    }
    if let near = NearestName.nearest(to: key, in: keys) { return .meant(near, at: span) }
    let related = NearestName.sharingWords(with: key, in: keys)
    guard !related.isEmpty else { return nil }
    let texts = related.map { "`\($0)`" }
    let list =
      (texts.count > 1 ? texts.dropLast().joined(separator: ", ") + " or " : "")
      + (texts.last ?? "")
    return Advice(
      "did you mean \(list)? Else add it to sources.yaml beside the data sets, or beside the study",
      fixes: related.map { [TextEdit(span, $0)] }
    )
  }

  // MARK: Parts of the model

  func makeElaborator(plan: CoordinatePlan) -> Elaborator {
    Elaborator(
      declarations: declarations,
      environment: environment,
      units: units,
      wanted: wanted,
      builtIns: builtIns,
      plan: plan,
      file: document.file
    )
  }

  /// Reads the correlations into a model and judges them together; `false` where they cannot hold
  /// or one could not be read.
  @discardableResult
  func correlate(_ elaborator: Elaborator) -> Bool {
    var statements: [CorrelationJudge.Stated] = []
    for placed in declarations.correlations {
      guard let nodes = CorrelationReader(elaborator: elaborator, placed: placed).read() else {
        continue
      }
      statements.append(.init(placed: placed, nodes: nodes))
    }
    for placed in declarations.correlations {
      CorrelationLaws(elaborator: elaborator, placed: placed).check()
    }
    guard statements.count == declarations.correlations.count else { return false }
    let before = elaborator.diagnostics.count
    CorrelationJudge(elaborator: elaborator, statements: statements).judge()
    let areSound = elaborator.diagnostics.count == before
    // What a scenario reaches is not reported, and would have to be drawn for each.
    if areSound, elaborator.scenario == nil {
      DrawnCorrelations(elaborator: elaborator).check(statements)
    }
    return areSound
  }

  private func reportOpenHoles(_ elaborator: Elaborator) {
    for hole in elaborator.holes where !elaborator.solvedHoles.contains(hole.span) {
      elaborator.scope.file = hole.file
      elaborator.report(
        "hole",
        "A value is wanted here; no use of it says in which unit.",
        hole.span,
        label: "wanted: a value",
        help: "convert the result, as in `... -> MEUR/year`, or put the unit after `?`"
      )
    }
  }

  /// The quantity that a definition has become.
  func quantity(_ definition: Definition, _ elaborator: Elaborator) -> Quantity {
    let name = definition.name.name
    let value = elaborator.values[name] ?? StudyValue(unit: .one, cells: [])
    let used = elaborator.dependencies[name] ?? []
    let readsData = elaborator.dataSources[name] != nil
    var metadata = StudyMetadata(definition.clauses)
    if readsData, metadata.sources.isEmpty {
      for key in elaborator.dataSources[name] ?? []
      where !metadata.sources.contains(where: { $0.key == key }) {
        metadata.sources.append(.init(key: key, place: nil))
      }
    }
    return Quantity(
      name: name,
      isNamed: true,
      role: !used.isEmpty ? .derived : readsData ? .data : .input,
      unit: value.unit,
      isPercent: value.isPercent,
      isCondition: value.isCondition,
      indexes: value.indexes,
      cells: Self.cells(name, value, elaborator),
      metadata: metadata,
      inputs: elaborator.descriptions[name] ?? [],
      text: definition.file.text(definition.value.span),
      file: definition.file.name,
      line: definition.file.line(at: definition.name.span.start),
      dependencies: used,
      isPartition: value.isPartition,
      sharesDraw: value.cells.count > 1 && !definition.indexes.isEmpty
        && (elaborator.descriptions[name] ?? []).contains { description in
          guard description.inputName != nil else { return false }
          // The shares of a whole are one draw and vary over its index.
          let varies = if case .shares = description.form { 1 } else { 0 }
          return description.labels.count + varies < value.indexes.count
        }
    )
  }

  static func cells(
    _ name: String,
    _ value: StudyValue,
    _ elaborator: Elaborator
  ) -> [Quantity.Cell] {
    value.cells.enumerated().map { position, node in
      let labels = StudyValue.labels(of: position, value.indexes)
      let output = labels.isEmpty ? name : "\(name)[\(labels.joined(separator: ","))]"
      return Quantity.Cell(
        labels: labels,
        output: output,
        constant: elaborator.builder.constantValue(of: node),
        input: elaborator.inputOfNode[node]?.name ?? elaborator.shareOfNode[node]?.name,
        component: elaborator.shareOfNode[node]?.component ?? 0
      )
    }
  }

  /// Builds the model of an elaborator with an output for each cell.
  func model(
    _ elaborator: Elaborator,
    _ quantities: [Quantity],
    _ assertions: [(assertion: StudyAssertion, node: NodeID)]
  ) throws(ModelError) -> Model {
    var builder = elaborator.builder
    builder.place(elaborator.places)
    var seen: Set<String> = []
    for quantity in quantities {
      guard let value = elaborator.values[quantity.name] else { continue }
      for (cell, node) in zip(quantity.cells, value.cells) where seen.insert(cell.output).inserted {
        builder.output(cell.output, node)
      }
    }
    for (assertion, node) in assertions { builder.assertion(assertion.name, node) }
    // A study of prose alone has a model too, with one nameless output.
    if seen.isEmpty, assertions.isEmpty { builder.output("", builder.constant(0)) }
    return try builder.build()
  }

  private func checkHeadline(_ elaborator: Elaborator) {
    guard let name = document.frontMatter.headline, let span = document.frontMatter.headlineSpan,
      declarations.definitions[name] == nil
    else { return }
    elaborator.scope.file = document.file
    elaborator.report(
      "unknown-name",
      "The headline names the quantity `\(name)`, which the study does not define.",
      span,
      label: "unknown name",
      help: elaborator.nearest(to: name, in: declarations.definitions.keys)
        .map { .meant($0, at: span) }
    )
  }

  /// A model that cannot be built, where no mistake was found before.
  mutating func reportModel(_ error: ModelError) {
    report(
      "model",
      "The model cannot be built. \(error)",
      SourceSpan(0, 0),
      document.file,
      "this study"
    )
  }

  // MARK: Reporting

  mutating func report(
    _ code: String,
    _ message: String,
    _ span: SourceSpan,
    _ file: SourceFile,
    _ label: String,
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

extension StudyMetadata {
  /// Collects what clauses say.
  init(_ clauses: [Clause]) {
    self.init()
    for clause in clauses {
      switch clause.kind {
      case .from(let key, let place): sources.append(Source(key: key, place: place))
      case .asOf(let date): asOf = date
      case .checked(let date): checked = date
      case .label(let text, let language): label[language] = text
      case .note(let text, let language): notes.append((language, text))
      }
    }
  }
}
