import TextCore

/// Reads the shipped units from the files under `Prelude`, which are embedded in the program.
///
/// A line declares one unit, currency, prefix, multiplier or refused word; the first lines of
/// `time.units` say how it is written.
struct Prelude {
  private(set) var system = UnitSystem()
  /// What is wrong with the files; a test holds this empty.
  private(set) var problems: [String] = []
  private var source = ""

  /// All shipped files, in the order of the catalogue.
  static func read() -> Prelude {
    var prelude = Prelude()
    prelude.read(PackageResources.time_units)
    prelude.read(PackageResources.numbers_units)
    prelude.read(PackageResources.counts_units)
    prelude.read(PackageResources.currencies_units)
    prelude.read(PackageResources.euro_units)
    return prelude
  }

  mutating func read(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      for line in buffer.split(separator: UInt8(ascii: "\n"))
      where line.first != UInt8(ascii: "#") {
        readLine(Self.trimmed(line))
      }
    }
  }

  // MARK: - Lines

  /// Part of a file, without a copy and without counting references: the files are read at every
  /// start of the program.
  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  /// The parts of a line after its keyword: what stands before the first bar, and the fields.
  private struct Line {
    var head: Bytes
    var english: UnitEntry.Words?
    var french: UnitEntry.Words?
    var symbol: String?
    var about: [String] = []
    var plain = ""
  }

  private mutating func readLine(_ bytes: Bytes) {
    let keyword = bytes.prefix { $0 != UInt8(ascii: " ") }
    let rest = Self.trimmed(bytes.dropFirst(keyword.count))
    let word = Self.text(keyword)
    if word == "source" {
      source = Self.text(rest)
      return
    }
    var fields = rest.split(separator: UInt8(ascii: "|"))
    guard !fields.isEmpty else { return report(bytes) }
    var line = Line(head: Self.trimmed(fields.removeFirst()))
    for field in fields { readField(Self.trimmed(field), into: &line) }
    switch word {
    case "unit", "multiplier": readUnit(line, isMultiplier: word == "multiplier")
    case "currency": readCurrency(line)
    case "prefix": readPrefix(line)
    case "euro": readEuroRate(line)
    case "refuse":
      for name in Self.list(line.head) { system.refusals[name] = line.plain }
    default: report(bytes)
    }
  }

  private mutating func readField(_ field: Bytes, into line: inout Line) {
    let key = field.prefix { $0 != UInt8(ascii: " ") }
    let value = Self.trimmed(field.dropFirst(key.count))
    switch Self.text(key) {
    case "en": line.english = Self.words(value)
    case "fr": line.french = Self.words(value)
    case "symbol": line.symbol = Self.text(value)
    case "about":
      line.about = value.split(separator: UInt8(ascii: ";")).map { Self.text(Self.trimmed($0)) }
    default: line.plain = Self.text(field)
    }
  }

  private mutating func readUnit(_ line: Line, isMultiplier: Bool) {
    let sides = line.head.split(separator: UInt8(ascii: "="), maxSplits: 1)
    let definition = sides.count == 2 ? Self.text(Self.trimmed(sides[1])) : nil
    guard let before = sides.first else { return report(line.head) }
    let names = before.split(separator: UInt8(ascii: ":"), maxSplits: 1)
    let spellings = Self.list(names.first ?? before)
    guard let name = spellings.first, let french = line.french else { return report(line.head) }
    let base = names.count == 2 ? Self.text(Self.trimmed(names[1])) : name
    var meaning = (dimension: Dimension(base: base), factor: ConversionFactor.one)
    if let definition {
      guard let size = try? system.size(of: name, definition) else { return report(line.head) }
      meaning = size
    }
    let plural = spellings.count > 1 ? spellings[1] : name
    add(
      UnitEntry(
        name: name,
        aliases: spellings.dropFirst().filter { $0 != name },
        kind: isMultiplier ? .multiplier : definition == nil ? .base : .derived,
        dimension: meaning.dimension,
        factor: meaning.factor,
        definition: definition,
        english: line.english
          ?? UnitEntry.Words(singular: name, plural: isMultiplier ? name : plural),
        french: french,
        symbol: line.symbol ?? (Self.isWord(name) ? nil : name),
        about: LocalText(line.about.first ?? "", line.about.last ?? ""),
        source: source
      )
    )
  }

  private mutating func readCurrency(_ line: Line) {
    let code = Self.text(line.head)
    guard let english = line.english, let french = line.french else { return report(line.head) }
    add(
      UnitEntry(
        name: code,
        aliases: [],
        kind: .currency,
        dimension: Dimension(base: code),
        factor: .one,
        definition: nil,
        english: english,
        french: french,
        symbol: line.symbol,
        about: LocalText(english.singular, french.singular),
        source: source
      )
    )
  }

  private mutating func readPrefix(_ line: Line) {
    let sides = line.head.split(separator: UInt8(ascii: "="), maxSplits: 1)
    guard
      sides.count == 2, let factor = Rational(decimal: Self.text(Self.trimmed(sides[1]))),
      let english = line.english, let french = line.french
    else { return report(line.head) }
    let symbol = Self.text(Self.trimmed(sides[0]))
    system.prefixes.append(
      UnitSystem.Prefix(
        symbol: symbol,
        factor: .exact(factor),
        english: english,
        french: french,
        frenchSymbol: line.symbol ?? symbol
      )
    )
  }

  /// `euro FRF = 6.55957, 1960 2002, 1999 | ACT`.
  private mutating func readEuroRate(_ line: Line) {
    let sides = line.head.split(separator: UInt8(ascii: "="), maxSplits: 1)
    let parts = sides.count == 2 ? Self.list(sides[1]) : []
    let years = parts.count == 3 ? parts[1].split(separator: " ").compactMap { Int($0) } : []
    guard years.count == 2, years[0] <= years[1], let rate = Double(parts[0]), rate > 0,
      let fixed = Int(parts[2]), system.entry(for: Self.text(Self.trimmed(sides[0]))) != nil
    else { return report(line.head) }
    system.euroRates.append(
      ExchangeRate(
        Self.text(Self.trimmed(sides[0])),
        per: "EUR",
        name: LocalText(
          "conversion rate fixed from \(fixed) on, \(line.plain)",
          "taux de conversion fix\u{E9} \u{E0} partir de \(fixed), \(line.plain)"
        ),
        values: Dictionary(uniqueKeysWithValues: (years[0]...years[1]).map { ($0, rate) }),
        sources: []
      )
    )
  }

  private mutating func add(_ entry: UnitEntry) {
    for name in system.add(entry) { problems.append("\(name) stands twice") }
  }

  private mutating func report(_ bytes: Bytes) {
    problems.append("cannot read: \(Self.text(bytes))")
  }

  // MARK: - Bytes

  private static func text(_ bytes: Bytes) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private static func trimmed(_ bytes: Bytes) -> Bytes {
    var bytes = bytes
    while bytes.first == UInt8(ascii: " ") { bytes.removeFirst() }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return bytes
  }

  private static func list(_ bytes: Bytes) -> [String] {
    bytes.split(separator: UInt8(ascii: ",")).map { text(trimmed($0)) }
  }

  private static func words(_ bytes: Bytes) -> UnitEntry.Words? {
    let names = list(bytes)
    guard let singular = names.first else { return nil }
    return UnitEntry.Words(singular: singular, plural: names.count > 1 ? names[1] : singular)
  }

  private static func isWord(_ name: String) -> Bool {
    name.unicodeScalars.first.map(UnitParser.beginsName) ?? false
  }
}
