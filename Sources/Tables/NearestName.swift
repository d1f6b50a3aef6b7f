/// Finds the name a writer probably meant.
enum NearestName {
  /// The name with the smallest edit distance, when it is small for the length of the word.
  ///
  /// Of several equally near the alphabetically first one is taken. A name that begins with the
  /// word, or the other way round, counts as near.
  static func suggestion(for word: String, among names: [String]) -> String? {
    let wanted = Array(word.lowercased())
    guard !wanted.isEmpty else { return nil }
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, name: String)?
    for name in names.sorted() {
      let candidate = Array(name.lowercased())
      var distance = editDistance(wanted, candidate)
      if min(wanted.count, candidate.count) >= 3,
        candidate.starts(with: wanted) || wanted.starts(with: candidate)
      {
        distance = min(distance, limit)
      }
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, name) }
    }
    return best?.name
  }

  /// The number of insertions, deletions, substitutions and swaps of neighbours.
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
