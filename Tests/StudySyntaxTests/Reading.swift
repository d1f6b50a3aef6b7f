import StudySyntax
import Testing

/// Short ways to read a study under test.
enum Reading {
  static func document(_ text: String) throws -> StudyDocument {
    StudyDocument(try SourceFile(name: "study.md", text: text))
  }

  /// The only statement of a model block.
  static func statement(_ code: String) throws -> Statement {
    let document = try document("```ampleur\n\(code)\n```\n")
    #expect(document.diagnostics.isEmpty, "\(document.diagnostics.map(\.message))")
    return try #require(document.statements.first)
  }

  /// A formula with all its brackets, so that precedence can be read off.
  static func shape(_ formula: String) throws -> String {
    guard case .definition(_, _, let value) = try statement("x = \(formula)").kind else {
      return "not a definition"
    }
    return shape(value)
  }

  static func shape(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let value, let percent): percent ? "\(value)%" : "\(value)"
    case .text(let text): "\"\(text)\""
    case .name(let name): name
    case .hole: "?"
    case .quantity(let inner, let unit): "[\(shape(inner)) \(unit.text)]"
    case .conversion(let inner, let unit): "(\(shape(inner)) -> \(unit.text))"
    case .prefix(let prefix, let inner): "(\(prefix.rawValue) \(shape(inner)))"
    case .infix(let infix, let a, let b): "(\(shape(a)) \(infix.rawValue) \(shape(b)))"
    case .conditional(let c, let a, let b): "(if \(shape(c)) \(shape(a)) \(shape(b)))"
    case .interval(let a, let b): "(\(shape(a)) to \(shape(b)))"
    case .plusMinus(let a, let b): "(\(shape(a)) +- \(shape(b)))"
    case .proportion(let a, let b): "(\(shape(a)) of \(shape(b)))"
    case .about(let inner): "(about \(shape(inner)))"
    case .map(let entries):
      "{" + entries.map { $0.value.map { shape($0) } ?? "-" }.joined(separator: ", ") + "}"
    case .list(let items): "[" + items.map { shape($0) }.joined(separator: ", ") + "]"
    case .call(let name, let arguments, let over):
      "\(name.name)("
        + arguments.map { ($0.label.map { "\($0.name): " } ?? "") + shape($0.value) }
        .joined(separator: ", ")
        + (over.isEmpty ? "" : " over " + over.map(\.name).joined(separator: ", ")) + ")"
    case .subscripting(let base, let items):
      "\(shape(base))["
        + items.map { ($0.index.map { "\($0.name): " } ?? "") + $0.label }
        .joined(separator: ", ") + "]"
    case .member(let base, let name): "\(shape(base)).\(name.name)"
    case .each(let inner): "(\(shape(inner)) each)"
    case .invalid: "invalid"
    }
  }
}
