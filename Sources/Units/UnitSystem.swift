import TextCore

/// The units a study may use: the shipped ones and those it declares.
///
/// Every count (`ad`, `person`), every currency and every currency with a price year is a dimension
/// of its own, so that adding ads to persons, or euros of 2014 to euros of 2024, is an error before
/// anything is drawn.
///
/// ```
/// var units = UnitSystem.standard()
/// try units.declareBase("hotline")
/// let monthly = try units.parse("EUR/ad/month") * units.parse("ad")
/// let conversion = try units.conversion(from: monthly, to: units.parse("MEUR/year"))
/// conversion.apply(926_640)   // 11.11968
/// ```
public struct UnitSystem: Sendable {
  /// The catalogue, in the order of the shipped files, then as declared.
  public private(set) var entries: [UnitEntry] = []
  /// The price indices and exchange rates for conversions of dated money.
  public var money: MoneySeries?

  /// What stands before a currency: `M` for a million.
  struct Prefix: Sendable {
    let symbol: String
    let factor: ConversionFactor
    let english: UnitEntry.Words
    let french: UnitEntry.Words
    let frenchSymbol: String
  }

  /// What a name stands for.
  struct Found {
    let entry: Int
    let prefix: Int?
  }

  var prefixes: [Prefix] = []
  var refusals: [String: String] = [:]
  /// What a euro is in the currencies it replaced, for ever.
  var euroRates: [ExchangeRate] = []
  private var places: [String: Int] = [:]
  private var shippedCount = 0
  private var repeated: Set<String> = []

  init() {}

  /// The shipped units, read once.
  public static func standard() -> UnitSystem { shipped }

  private static let shipped: UnitSystem = {
    var system = Prelude.read().system
    system.shippedCount = system.entries.count
    return system
  }()

  /// The names of all units in the singular, in the order of the catalogue.
  public var names: [String] { entries.map(\.name) }

  // MARK: - Declaring

  /// Adds a count with a dimension of its own, as `unit hotline` does.
  ///
  /// Repeating a shipped count is allowed and changes nothing.
  ///
  /// - Parameters:
  ///   - name: Letters, digits and `_`, beginning with a letter.
  ///   - plural: Another spelling; without one, the regular English plural.
  ///   - french: The words to print in French; without them, the name and its plural.
  /// - Throws: ``UnitError/invalidName(_:)``, ``UnitError/alreadyDefined(name:meaning:)``.
  public mutating func declareBase(
    _ name: String,
    plural: String? = nil,
    french: UnitEntry.Words? = nil
  ) throws(UnitError) {
    if let place = places[name], place < shippedCount, entries[place].name == name,
      entries[place].kind == .base, entries[place].dimension == Dimension(base: name),
      repeated.insert(name).inserted
    {
      return
    }
    try declare(
      name,
      plural: plural,
      french: french,
      kind: .base,
      dimension: Dimension(base: name),
      factor: .one,
      definition: nil
    )
  }

  /// Adds a unit made of others, as `unit fortnight = 14 day` does.
  ///
  /// - Parameters:
  ///   - name: Letters, digits and `_`, beginning with a letter.
  ///   - definition: A number, a unit, or a number and a unit: `14 day`, `1/12 year`, `ad/person`.
  ///   - plural: Another spelling; without one, the regular English plural.
  ///   - french: The words to print in French; without them, the name and its plural.
  /// - Throws: ``UnitError/invalidName(_:)``, ``UnitError/alreadyDefined(name:meaning:)``,
  ///   ``UnitError/invalidSize(name:text:)``, or what ``parse(_:)`` throws for the definition.
  public mutating func declare(
    _ name: String,
    as definition: String,
    plural: String? = nil,
    french: UnitEntry.Words? = nil
  ) throws(UnitError) {
    let meaning = try size(of: name, definition)
    try declare(
      name,
      plural: plural,
      french: french,
      kind: .derived,
      dimension: meaning.dimension,
      factor: meaning.factor,
      definition: definition
    )
  }

  private mutating func declare(
    _ name: String,
    plural: String?,
    french: UnitEntry.Words?,
    kind: UnitEntry.Kind,
    dimension: Dimension,
    factor: ConversionFactor,
    definition: String?
  ) throws(UnitError) {
    for candidate in [name, plural ?? name] {
      guard
        let first = candidate.unicodeScalars.first, UnitParser.beginsName(first),
        candidate.unicodeScalars.allSatisfy(UnitParser.continuesName)
      else { throw .invalidName(candidate) }
      guard lookUp(candidate) == nil else { throw taken(candidate) }
      guard refusals[candidate] == nil else { throw .invalidName(candidate) }
    }
    let regular = Self.regularPlural(of: name)
    let many = plural ?? (lookUp(regular) == nil && refusals[regular] == nil ? regular : name)
    let words = UnitEntry.Words(singular: Self.spaced(name), plural: Self.spaced(many))
    add(
      UnitEntry(
        name: name,
        aliases: many == name ? [] : [many],
        kind: kind,
        dimension: dimension,
        factor: factor,
        definition: definition,
        english: words,
        french: french ?? words,
        symbol: nil,
        about: LocalText("declared by the study", "d\u{E9}clar\u{E9}e par l'\u{E9}tude"),
        source: ""
      )
    )
  }

  /// Appends a row and files its names; the names that were taken come back.
  @discardableResult
  mutating func add(_ entry: UnitEntry) -> [String] {
    var taken: [String] = []
    for name in [entry.name] + entry.aliases {
      if let place = places[name], place != entries.count { taken.append(name) }
      places[name] = entries.count
    }
    entries.append(entry)
    return taken
  }

  // MARK: - Looking up

  /// Reads a unit: `MEUR/year`, `EUR(2014)/ad/month`, `person^2`, `%`, `1/day`, `million EUR`.
  ///
  /// - Parameter text: Names in the singular or plural, joined by `*` and `/` from left to right,
  ///   with exponents, price years and parentheses.
  /// - Returns: The unit as written, with equal names merged.
  /// - Throws: A ``UnitError`` with the offset of the fault in the text.
  public func parse(_ text: String) throws(UnitError) -> Unit {
    var parser = UnitParser(text, system: self)
    return try parser.parse()
  }

  /// Whether a word is the name of a unit, in the singular or plural, with a prefix if it is money.
  ///
  /// - Parameter name: One word without price year: `year`, `ads`, `MEUR`.
  public func isUnitName(_ name: String) -> Bool {
    lookUp(name) != nil
  }

  /// The row of the catalogue for a name or another spelling of it; the prefix of money is left out.
  ///
  /// - Parameter name: One word without price year: `year`, `ads`, `MEUR`.
  public func entry(for name: String) -> UnitEntry? {
    lookUp(name).map { entries[$0.entry] }
  }

  func lookUp(_ name: String) -> Found? {
    if let place = places[name] { return Found(entry: place, prefix: nil) }
    for (index, prefix) in prefixes.enumerated() where name.hasPrefix(prefix.symbol) {
      let rest = String(name.dropFirst(prefix.symbol.count))
      if let place = places[rest], entries[place].kind == .currency {
        return Found(entry: place, prefix: index)
      }
    }
    return nil
  }

  // MARK: - Sizes

  /// What a unit measures.
  ///
  /// - Parameter unit: Any unit; a name this system does not know counts as a dimension of its own.
  public func dimension(of unit: Unit) -> Dimension {
    unit.terms.reduce(.dimensionless) { dimension, term in
      dimension.multiplied(by: self.dimension(of: term).raised(to: term.exponent))
    }
  }

  /// The size of a unit in base units: seconds, single things, whole currency units.
  func factor(of unit: Unit) -> ConversionFactor {
    unit.terms.reduce(.one) { factor, term in
      guard let found = lookUp(term.name) else { return factor }
      let scale = found.prefix.map { prefixes[$0].factor } ?? .one
      return factor.multiplied(
        by: scale.multiplied(by: entries[found.entry].factor).raised(to: term.exponent)
      )
    }
  }

  private func dimension(of term: UnitTerm) -> Dimension {
    guard let found = lookUp(term.name) else { return Dimension(base: term.label) }
    let entry = entries[found.entry]
    guard entry.kind == .currency, let year = term.priceYear else { return entry.dimension }
    return Dimension(base: "\(entry.name)(\(year))")
  }

  /// The size of `14 day` or `1/100` or `ad/person`.
  func size(
    of name: String,
    _ definition: String
  ) throws(UnitError) -> (dimension: Dimension, factor: ConversionFactor) {
    let bytes = Array(definition.utf8)
    let numberEnd = Self.endOfNumber(in: bytes)
    guard numberEnd > 0 else {
      let unit = try parse(definition)
      return (dimension(of: unit), factor(of: unit))
    }
    let number = String(decoding: bytes[..<numberEnd], as: UTF8.self).filter { $0 != " " }
    let parts = number.split(separator: "/").map { Rational(decimal: $0) }
    guard
      parts.count <= 2, let top = parts[0], let bottom = parts.count == 2 ? parts[1] : .one,
      let value = top.divided(by: bottom), value > 0
    else { throw .invalidSize(name: name, text: number) }
    let rest = bytes[numberEnd...].drop { $0 == UInt8(ascii: " ") }
    let unitText: String
    switch rest.first {
    case UInt8(ascii: "*"): unitText = String(decoding: rest.dropFirst(), as: UTF8.self)
    case UInt8(ascii: "/"): unitText = "1" + String(decoding: rest, as: UTF8.self)
    default: unitText = String(decoding: rest, as: UTF8.self)
    }
    guard !unitText.isEmpty else { return (.dimensionless, .exact(value)) }
    do {
      let unit = try parse(unitText)
      return (dimension(of: unit), factor(of: unit).multiplied(by: .exact(value)))
    } catch {
      throw error.moved(by: definition.utf8.count - unitText.utf8.count)
    }
  }

  /// Where the number at the start of a definition ends: `14`, `365.2425`, `1e6`, `1/12`.
  private static func endOfNumber(in bytes: [UInt8]) -> Int {
    func isDigit(_ place: Int) -> Bool {
      place < bytes.count && bytes[place] >= UInt8(ascii: "0") && bytes[place] <= UInt8(ascii: "9")
    }
    func isOne(of characters: StaticString, _ place: Int) -> Bool {
      place < bytes.count && characters.description.utf8.contains(bytes[place])
    }
    func number(from start: Int) -> Int {
      var place = start
      if isOne(of: "+-", place), isDigit(place + 1) { place += 1 }
      guard isDigit(place) else { return start }
      while isDigit(place) || isOne(of: ".", place) { place += 1 }
      let sign = isOne(of: "+-", place + 1) ? 1 : 0
      if isOne(of: "eE", place), isDigit(place + 1 + sign) {
        place += 1 + sign
        while isDigit(place) { place += 1 }
      }
      return place
    }
    let first = number(from: 0)
    guard first > 0 else { return 0 }
    var second = first
    while isOne(of: " ", second) { second += 1 }
    guard isOne(of: "/", second) else { return first }
    second += 1
    while isOne(of: " ", second) { second += 1 }
    let end = number(from: second)
    return end > second ? end : first
  }

  // MARK: - Inside

  private func taken(_ name: String) -> UnitError {
    guard let entry = entry(for: name) else { return .invalidName(name) }
    let meaning = entry.definition ?? (entry.kind == .currency ? entry.english.singular : "a count")
    return .alreadyDefined(name: name, meaning: meaning)
  }

  static func spaced(_ name: String) -> String {
    String(name.map { $0 == "_" ? " " : $0 })
  }

  static func regularPlural(of name: String) -> String {
    let end = name.suffix(2)
    if let last = end.last, last == "y", let before = end.first, !"aeiou".contains(before) {
      return name.dropLast() + "ies"
    }
    if ["s", "x", "z"].contains(where: end.hasSuffix) || end == "ch" || end == "sh" {
      return name + "es"
    }
    return name + "s"
  }
}
