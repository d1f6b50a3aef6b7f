import StudySyntax
import TextCore
import Units

/// What to do about mistakes in names.
extension Elaborator {
  /// What to do about a name that is part of its own formula; in a scenario, a factor to change.
  func circleHelp(_ name: String) -> Advice {
    let plain: Advice = "a name cannot be part of its own formula"
    guard let change = overrides[name]?.last(where: { $0.override.cells.isEmpty }),
      let definition = declarations.definitions[name],
      case .infix(let infix, let left, let right) = change.override.value.kind,
      infix == .multiply || infix == .divide
    else { return plain }
    let isName = { (part: Expression) in
      if case .name(name) = part.kind { return true }
      return false
    }
    let other = isName(left) ? right : left
    guard isName(left) || (isName(right) && infix == .multiply) else { return plain }
    let factor = "\(name)_factor"
    guard declarations.definitions[factor] == nil, definition.indexes.isEmpty else { return plain }
    let part = change.file.text(other.span)
    let value = infix == .multiply ? part : "1 / (\(part))"
    let formula = definition.file.text(definition.value.span)
    let start = definition.span.start
    let owner = definition.file.name
    let whole = change.override.name.span.union(change.override.value.span)
    let edits = [
      TextEdit(SourceSpan(start, start), "\(factor) = 100%\n", file: owner),
      TextEdit(definition.value.span, "\(factor) * (\(formula))", file: owner),
      TextEdit(whole, "\(factor) = \(value)", file: change.file.name),
    ]
    return Advice(
      "give `\(name)` a factor to change: `\(factor) = 100%` and `\(name) = \(factor) * (...)` in the"
        + " study, and `\(factor) = \(value)` here",
      fixes: [edits]
    )
  }

  /// Advice for a formula that varies over an index which its definition does not name.
  func widening(
    _ definition: Definition,
    _ index: StudyIndex,
    _ span: SourceSpan
  ) -> Advice {
    let text = scope.file.text(span)
    let sum = "sum(\(text) over \(index.name))"
    var fixes = [[TextEdit(span, sum)]]
    if scope.file === definition.file, definition.value.span == span,
      let last = definition.indexes.last
    {
      let end = SourceSpan(last.span.end, last.span.end)
      fixes.insert([TextEdit(end, ", \(index.name)")], at: 0)
    }
    return Advice(
      "add `\(index.name)` between the square brackets, or write `\(sum)`",
      fixes: fixes
    )
  }

  func reportUnknown(_ name: Identifier) {
    let candidates = Array(declarations.definitions.keys) + ["pi", "true", "false"]
    var help = nearestOutsideCircle(to: name.name, in: candidates)
      .map { Advice.meant($0, at: name.span) }
    if declarations.indexes[name.name] != nil {
      help = "`\(name.name)` is an index: use it in `sum(... over \(name.name))` or in brackets"
    } else if help == nil, units.isUnitName(name.name) {
      help = strayUnit(name)
    } else if help == nil,
      let index = declarations.indexes.values.first(where: { $0.index.labels.contains(name.name) })
    {
      help = """
        `\(name.name)` is a label of the index `\(index.index.name)`: it stands between brackets, \
        as in `quantity[\(name.name)]`
        """
    }
    help = help ?? "define it on a line of its own: `\(name.name) = ...`"
    report(
      "unknown-name",
      "There is no quantity `\(name.name)`.",
      name.span,
      label: "unknown name",
      help: help
    )
  }

  /// The nearest name that does not itself need what is being defined.
  private func nearestOutsideCircle(to name: String, in candidates: [String]) -> String? {
    guard let near = nearest(to: name, in: candidates) else { return nil }
    guard reaches(scope.owner, from: near) else { return near }
    let others = candidates.filter { $0 != scope.owner && !reaches(scope.owner, from: $0) }
    return NearestName.nearest(to: name, in: others)
  }

  /// Whether the formula of a name uses another, directly or through others.
  private func reaches(_ target: String, from name: String) -> Bool {
    var seen: Set<String> = [name]
    var open = [name]
    while let next = open.popLast() {
      if next == target { return true }
      guard let definition = declarations.definitions[next] else { continue }
      for use in NameCollector.names(in: definition.value) where seen.insert(use.name).inserted {
        open.append(use.name)
      }
    }
    return false
  }

  /// What to do about a unit that stands apart from its number.
  private func strayUnit(_ name: Identifier) -> Advice {
    let bytes = scope.file.bytes
    func blank(before place: Int) -> Int {
      var place = place
      while place > 0, bytes[place - 1] == 0x20 { place -= 1 }
      return place
    }
    let words = "`\(name.name)` is a unit: it follows its number, without spaces around `/`"
    let end = blank(before: name.span.start)
    guard end > 0, bytes[end - 1] == 0x2F || bytes[end - 1] == 0x2A else { return Advice(words) }
    let start = blank(before: end - 1)
    guard start > 0 else { return Advice(words) }
    let sign = bytes[end - 1] == 0x2F ? "/" : "*"
    let afterNumber = bytes[start - 1] >= 0x30 && bytes[start - 1] <= 0x39
    let text = afterNumber ? (sign == "/" ? " 1/" : " ") : sign
    return Advice(
      words,
      fixes: [[TextEdit(SourceSpan(start, name.span.start), text)]]
    )
  }
}
