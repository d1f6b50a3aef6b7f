import Reporting
import StudyLanguage
import TextCore
import Uncertainty
import Units

/// What the parts of a study are called in one language, and how their values are printed.
///
/// It needs the checked study and nothing that was drawn: an answer that needs no draw draws none.
struct Labels {
  let loaded: LoadedStudy
  let language: Language
  let words: Wording
  /// Where figures go, relative to the report, and the start of their names.
  let figurePrefix: String
  /// The figures by which the study states inputs, by output.
  private let statedFigures: [String: StatedFigure]

  var study: CheckedStudy { loaded.study }

  init(
    loaded: LoadedStudy,
    language: Language,
    figurePrefix: String
  ) {
    self.loaded = loaded
    self.language = language
    words = Wording(language: language)
    self.figurePrefix = figurePrefix
    statedFigures = StatedFigure.all(in: loaded.study)
  }

  /// The figure by which the study states a cell, where it states one.
  func stated(_ cell: Quantity.Cell) -> StatedFigure? { statedFigures[cell.output] }

  /// The figure by which a scenario states a cell, where it states one: that of the baseline for an
  /// input that it leaves alone.
  func stated(_ cell: Quantity.Cell, in outcome: ScenarioOutcome) -> StatedFigure? {
    guard let scenario = study.scenarios.first(where: { $0.name == outcome.name }) else {
      return nil
    }
    return StatedFigure.figure(of: cell, in: scenario, baseline: stated(cell))
  }

  /// The label of a quantity in the report's language, else its name.
  func label(_ quantity: Quantity) -> String {
    quantity.metadata.label.text(in: language) ?? quantity.name
  }

  /// The label of one cell of a quantity.
  func label(_ quantity: Quantity, _ cell: Quantity.Cell) -> String {
    cell.labels.isEmpty
      ? label(quantity) : "\(label(quantity)), \(cell.labels.joined(separator: ", "))"
  }

  /// The label of a scenario in the report's language, else its name.
  func label(_ scenario: StudyScenario) -> String {
    scenario.metadata.label.text(in: language) ?? scenario.name
  }

  /// The label of a scenario in the report's language, else its name.
  func label(_ outcome: ScenarioOutcome) -> String {
    outcome.metadata.label.text(in: language) ?? outcome.name
  }

  /// The label of a model input: that of its quantity, with the cell.
  func label(ofInput name: String) -> String {
    if let (quantity, rest) = quantity(ofInput: name) {
      return rest.isEmpty ? label(quantity) : "\(label(quantity)), \(rest)"
    }
    return name
  }

  /// The quantity a model input belongs to, and what follows its name.
  func quantity(ofInput name: String) -> (Quantity, String)? {
    var base = Substring(name)
    var rest = ""
    if let hash = base.lastIndex(of: "#") {
      rest = words("part ", "partie ") + base[base.index(after: hash)...]
      base = base[..<hash]
    }
    if base.last == "]", let open = base.firstIndex(of: "[") {
      let cell = base[base.index(after: open)..<base.index(before: base.endIndex)]
      rest = rest.isEmpty ? String(cell) : "\(cell), \(rest)"
      base = base[..<open]
    }
    guard let quantity = study.quantity(named: String(base)) else { return nil }
    return (quantity, rest)
  }

  func printer(_ quantity: Quantity) -> QuantityPrinter {
    QuantityPrinter(quantity, units: study.units, language: language)
  }

  /// The printer of a model input's drawn values, whose unit may differ from that of its quantity
  /// where the definition converts; `nil` where the input belongs to no quantity.
  func printer(ofInput name: String) -> QuantityPrinter? {
    guard let (quantity, _) = quantity(ofInput: name) else { return nil }
    let own = quantity.inputs.first { $0.inputName == name }
    guard let unit = own?.unit, unit != quantity.unit,
      !quantity.cells.contains(where: { $0.input == name })
    else { return printer(quantity) }
    return QuantityPrinter(
      unit: unit,
      isPercent: quantity.isPercent,
      units: study.units,
      language: language
    )
  }

  /// The title of an axis: the label and the unit.
  func axisTitle(_ quantity: Quantity) -> String {
    let symbol = printer(quantity).symbol
    return symbol.isEmpty ? label(quantity) : "\(label(quantity)) (\(symbol))"
  }

  /// The name of a figure's file: the name of what it shows in plain letters, with a number that
  /// tells names apart where that leaves something out.
  func fileName(_ kind: String, _ name: String) -> String {
    var isWhole = true
    let plain = name.unicodeScalars.map { scalar -> Character in
      let character = Character(scalar)
      if !scalar.isASCII { isWhole = false }
      guard scalar.isASCII, character.isLetter || character.isNumber || character == "_" else {
        return "-"
      }
      return character
    }
    if plain.count > 60 { isWhole = false }
    let end = isWhole ? "" : "-" + ShortHash.hexadecimal(name)
    return "\(figurePrefix)\(kind)-\(String(plain.prefix(60)))\(end).svg"
  }

  /// The short name of a source: publisher or author and year.
  func shortSource(_ key: String) -> String {
    guard let item = loaded.environment.source(key) else { return key }
    let who = item.authors.first ?? (item.publisher.isEmpty ? item.title : item.publisher)
    let brief = who.split(separator: ",").first.map(String.init) ?? who
    return item.year.map { "\(brief), \($0)" } ?? brief
  }
}
