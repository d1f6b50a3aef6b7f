import TextCore

extension UnitSystem {
  /// The short form for tables: `MEUR/year` and `ads` in English, `M€/an` and `annonces` in French.
  ///
  /// A count above the line stands in the plural, below it in the singular.
  ///
  /// - Parameters:
  ///   - unit: Any unit.
  ///   - language: The reader's language.
  /// - Returns: The empty text for plain numbers.
  public func displaySymbol(of unit: Unit, language: Language) -> String {
    let above = unit.terms.filter { $0.exponent > 0 }
    let last = above.lastIndex { _ in true }
    let text = unit.text { term in
      let isCounted = term.exponent == 1 && last.map { above[$0] == term } ?? false
      return symbol(of: term, language: language, plural: isCounted)
    }
    // A multiplier stands before its unit without a sign.
    let words = entries.filter { $0.kind == .multiplier }
      .flatMap { [$0.words(in: language).singular, $0.words(in: language).plural] }
    return words.reduce(text) { text, word in
      text.hasPrefix(word + "*") ? word + " " + text.dropFirst(word.count + 1) : text
    }
  }

  private func symbol(of term: UnitTerm, language: Language, plural: Bool) -> String {
    guard let found = lookUp(term.name) else { return term.label }
    let entry = entries[found.entry]
    let year = term.priceYear.map { "(\($0))" } ?? ""
    switch (entry.kind, language) {
    case (.currency, .en): return term.label
    case (.currency, .fr):
      let prefix = found.prefix.map { prefixes[$0].frenchSymbol } ?? ""
      return prefix + (entry.symbol ?? entry.name) + year
    default:
      if let symbol = entry.symbol { return symbol }
      let words = entry.words(in: language)
      if language == .en { return plural ? entry.aliases.first ?? entry.name : entry.name }
      return plural ? words.plural : words.singular
    }
  }

  /// The words for sentences: "million euros a year", "euros per ad per month"; "millions d'euros
  /// par an", "euros par annonce et par mois".
  ///
  /// - Parameters:
  ///   - unit: Any unit.
  ///   - language: The reader's language.
  ///   - plural: Whether the number before the words takes the plural: in English every number but
  ///     1, in French from 2.
  /// - Returns: The empty text for plain numbers.
  public func name(of unit: Unit, language: Language, plural: Bool = true) -> String {
    let above = unit.terms.filter { $0.exponent > 0 }
    let below = unit.terms.filter { $0.exponent < 0 }
    let parts = [numerator(above, language, plural: plural)].filter { !$0.isEmpty }
    let singular = below.map { term in
      term.text(label: noun(of: term, language, plural: false))
    }
    switch language {
    case .en:
      if above.isEmpty || below.count > 1 || !below.allSatisfy(isTime) {
        return (parts + singular.map { "per \($0)" }).joined(separator: " ")
      }
      return (parts + singular.map { ($0.hasPrefix("hour") ? "an " : "a ") + $0 })
        .joined(separator: " ")
    case .fr:
      let denominator = singular.map { "par \($0)" }.joined(separator: " et ")
      return (parts + [denominator]).filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  private func isTime(_ term: UnitTerm) -> Bool {
    term.exponent == -1 && dimension(of: Unit(name: term.name)) == Dimension(base: "time")
  }

  private func numerator(
    _ terms: [UnitTerm],
    _ language: Language,
    plural: Bool
  ) -> String {
    let multipliers = terms.filter { $0.exponent == 1 && entry(for: $0.name)?.kind == .multiplier }
    let others = terms.filter { !multipliers.contains($0) }
    let isMany = plural || !multipliers.isEmpty
    let nouns = others.enumerated().map { index, term in
      let many = isMany && term.exponent == 1 && (language == .fr || index == others.count - 1)
      return term.text(label: noun(of: term, language, plural: many))
    }.joined(separator: "-")
    // "million" does not change in English; "millions" asks for "de" in French.
    return multipliers.reversed().reduce(nouns) { rest, term in
      let words = entry(for: term.name)?.words(in: language)
      let word = (plural ? words?.plural : words?.singular) ?? term.name
      guard !rest.isEmpty else { return word }
      return language == .en ? "\(word) \(rest)" : "\(word) \(Self.withDe(rest))"
    }
  }

  private func noun(of term: UnitTerm, _ language: Language, plural: Bool) -> String {
    guard let found = lookUp(term.name) else { return term.label }
    let entry = entries[found.entry]
    let words = entry.words(in: language)
    let year = term.priceYear.map { language == .en ? " of \($0)" : " de \($0)" } ?? ""
    guard let prefix = found.prefix.map({ prefixes[$0] }) else {
      return (plural ? words.plural : words.singular) + year
    }
    switch language {
    case .en: return "\(prefix.english.singular) \(words.plural)\(year)"
    case .fr:
      let multiple = plural ? prefix.french.plural : prefix.french.singular
      return "\(multiple) \(Self.withDe(words.plural))\(year)"
    }
  }

  /// "de" before a French noun, or "d'" before a vowel and a silent h.
  private static func withDe(_ noun: String) -> String {
    let vowels =
      "aeiou\u{E0}\u{E2}\u{E4}\u{E9}\u{E8}\u{EA}\u{EB}\u{EE}\u{EF}\u{F4}\u{F6}\u{F9}\u{FB}"
    let start = noun.lowercased()
    let isMuteH = start.hasPrefix("he") || start.hasPrefix("h\u{E9}")
    guard let first = start.first, vowels.contains(first) || isMuteH else { return "de \(noun)" }
    return "d'\(noun)"
  }
}
