import TextCore

extension UnitSystem {
  /// The prefix of money that letters before its sign mean, `M` in `540 M\u{20AC}`.
  func prefix(for letters: String) -> String? {
    let spelt = ["K": "k", "Mio": "M", "Md": "bn", "Mds": "bn", "Mrd": "bn"]
    return prefixes.contains { $0.symbol == letters } ? letters : spelt[letters]
  }

  /// The error for a name that is no unit.
  func unknown(_ name: String, offset: Int) -> UnitError {
    if let advice = refusals[name] {
      return .refused(name: name, offset: offset, advice: advice)
    }
    for prefix in prefixes where name.hasPrefix(prefix.symbol) {
      let rest = String(name.dropFirst(prefix.symbol.count))
      if rest.unicodeScalars.count > 1, let found = entry(for: rest), found.kind != .currency {
        return .prefixOnOther(
          prefix: prefix.symbol,
          name: rest,
          word: prefix.english.singular,
          offset: offset
        )
      }
    }
    return .unknown(name: name, offset: offset, suggestions: suggestions(for: name))
  }

  /// Up to three names that were perhaps meant, the likeliest first.
  ///
  /// - Parameter name: A word that is not the name of a unit.
  /// - Returns: The unit of which it is the French name; else the one that differs in case only;
  ///   else those at most two keystrokes away; else none.
  func suggestions(for name: String) -> [String] {
    guard name.utf8.count <= 64 else { return [] }
    if let entry = entries.first(where: {
      $0.kind != .currency && ($0.french.singular == name || $0.french.plural == name)
    }) {
      return [entry.name]
    }
    let lower = name.lowercased()
    if let same = entries.first(where: { $0.name.lowercased() == lower }) { return [same.name] }
    for prefix in prefixes where lower.hasPrefix(prefix.symbol.lowercased()) {
      let code = name.dropFirst(prefix.symbol.count).uppercased()
      if let entry = entry(for: code), entry.kind == .currency {
        return [prefix.symbol + code]
      }
    }
    let isCode = name.unicodeScalars.allSatisfy { $0 >= "A" && $0 <= "Z" }
    let letters = Array(name)
    let limit = letters.count <= 3 ? 1 : 2
    var found: [(distance: Int, name: String)] = []
    for entry in entries where (entry.kind == .currency) == isCode {
      for spelling in [entry.name] + entry.aliases {
        let other = Array(spelling)
        guard abs(other.count - letters.count) <= limit else { continue }
        let distance = NearestName.edits(letters, other)
        if distance <= limit, !found.contains(where: { $0.name == spelling }) {
          found.append((distance, spelling))
        }
      }
    }
    guard let nearest = found.map(\.distance).min() else { return [] }
    return Array(found.filter { $0.distance == nearest }.map(\.name).prefix(3))
  }
}
