/// "Did you mean": the nearest of a set of names by edit distance.
public enum NearestName {
  /// The nearest candidate, if it is near enough to be meant.
  ///
  /// Candidates within a third of the length, at least 1 and at most 3 edits, qualify; among equals
  /// the first in alphabetical order wins. Comparison ignores case.
  ///
  /// - Parameters:
  ///   - name: What was typed; longer than 60 characters it is near nothing.
  ///   - candidates: The names that exist.
  ///   - beginnings: Whether a name that begins with what was typed, or the other way round, counts
  ///     as near; from three characters on.
  /// - Returns: The name that was probably meant.
  public static func nearest(
    to name: String,
    in candidates: some Sequence<String>,
    beginnings: Bool = false
  ) -> String? {
    let typed = Array(name.lowercased())
    guard (1...60).contains(typed.count) else { return nil }
    let limit = min(3, max(1, typed.count / 3))
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let letters = Array(candidate.lowercased())
      var distance = Int.max
      if abs(letters.count - typed.count) <= limit { distance = edits(typed, letters) }
      if beginnings, min(typed.count, letters.count) >= 3,
        letters.starts(with: typed) || typed.starts(with: letters)
      {
        distance = min(distance, limit)
      }
      guard distance <= limit else { continue }
      if let current = best, (current.distance, current.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  /// Names of several words joined by hyphens that share a word with a name, at most three, those
  /// that share most first.
  ///
  /// Words of digits, such as years, decide only between names that share another word; words of
  /// fewer than three letters do not count.
  ///
  /// - Parameters:
  ///   - name: What was typed.
  ///   - candidates: The names that exist.
  /// - Returns: Nothing where more than three share as much.
  public static func sharingWords(
    with name: String,
    in candidates: some Sequence<String>
  ) -> [String] {
    let typed = words(name)
    var best: (shared: Int, names: [String]) = (1, [])
    for candidate in candidates {
      let own = words(candidate)
      let shared = typed.words.intersection(own.words).count
      guard shared > 0 else { continue }
      let score = 2 * shared + min(1, typed.numbers.intersection(own.numbers).count)
      if score > best.shared { best = (score, []) }
      if score == best.shared { best.names.append(candidate) }
    }
    return best.names.count > 3 ? [] : best.names.sorted()
  }

  private static func words(_ name: String) -> (words: Set<String>, numbers: Set<String>) {
    let parts = name.lowercased().split { $0 == "-" || $0 == "_" || $0 == "/" }.map(String.init)
    let numbers = parts.filter { $0.allSatisfy(\.isNumber) }
    return (
      Set(parts.filter { $0.count >= 3 && !$0.allSatisfy(\.isNumber) }), Set(numbers)
    )
  }

  /// The insertions, deletions, changes and swaps of neighbours that lead from one word to another.
  ///
  /// Optimal string alignment; Damerau (1964), doi:10.1145/363958.363994.
  ///
  /// - Parameters:
  ///   - left: One word.
  ///   - right: The other.
  /// - Returns: The number of edits, 0 for equal words.
  public static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let change = previous[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(previous[column + 1] + 1, current[column] + 1, change)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        current.append(best)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}
