import StudySyntax

/// An uncertain input that a formula writes, by its quantity and its place in the formula.
///
/// A scenario draws a quantity from the coordinates of the baseline: the first random part of the new
/// formula from those of the first part of the old one, the second from those of the second, in the
/// order in which they are written, each cell by itself. A law is the same draw whether it stands
/// alone or inside a formula: `ads = 8000 to 9000` and `ads = 110% * (8000 to 9000)`.
struct RandomPart {
  /// The name of the model input.
  let name: String
  /// The quantity with the labels of its cell.
  let base: String
  /// The number of the formula within the definition.
  let formula: Int
  let span: SourceSpan

  /// The place of each input: the quantity for its first part, a numbered one for the others.
  static func places(_ parts: [RandomPart]) -> [String: String] {
    var result: [String: String] = [:]
    var counts: [String: Int] = [:]
    // An outer part comes before those in its parameters.
    let ordered = parts.enumerated().sorted { first, second in
      let (a, b) = (first.element, second.element)
      return (a.formula, a.span.start, -a.span.end, first.offset)
        < (b.formula, b.span.start, -b.span.end, second.offset)
    }
    for (_, part) in ordered {
      let count = (counts[part.base] ?? 0) + 1
      counts[part.base] = count
      result[part.name] = count == 1 ? part.base : "\(part.base)#\(count)"
    }
    return result
  }
}
