/// "Did you mean": the nearest of a set of names by edit distance.
public enum Suggestion {
  /// The nearest candidate, if it is near enough to be meant.
  ///
  /// Transpositions count as one edit (optimal string alignment). Candidates within a third of
  /// the length, at least 1 and at most 3 edits, qualify; among equals the first in alphabetical
  /// order wins. Comparison ignores case.
  ///
  /// - Parameters:
  ///   - name: What was typed.
  ///   - candidates: The names that exist.
  public static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
    let typed = Array(name.lowercased())
    guard typed.count <= 60 else { return nil }
    let limit = min(3, max(1, typed.count / 3))
    var best: (distance: Int, name: String)?
    for candidate in candidates where abs(candidate.count - typed.count) <= limit {
      let distance = distance(typed, Array(candidate.lowercased()))
      guard distance <= limit else { continue }
      if let current = best, (current.distance, current.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var value = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          value = min(value, before[j - 1] + 1)
        }
        current.append(value)
      }
      before = previous
      previous = current
    }
    return previous[b.count]
  }
}
