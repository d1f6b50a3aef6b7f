import StudySyntax

/// Finds the names that a formula uses, without recursion.
enum NameCollector {
  /// The names in the order in which they stand; a name that stands twice comes twice.
  static func names(in expression: Expression) -> [Identifier] {
    var result: [Identifier] = []
    var open = [expression]
    while let next = open.popLast() {
      if case .name(let name) = next.kind { result.append(Identifier(name, next.span)) }
      open += next.kind.parts.reversed()
    }
    return result
  }
}
