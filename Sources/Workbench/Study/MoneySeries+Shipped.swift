import Tables
import TextCore
import Units

extension MoneySeries {
  /// The data sets of series that come with the program.
  static let names = ["cpi-france", "cpi-us", "fx-eur-gbp", "fx-eur-usd"]

  /// The price indices and exchange rates among the data sets: `cpi-france` is the index of EUR,
  /// `cpi-us` that of USD, `cpi-CODE` with the columns `year` and `index` that of another currency;
  /// `fx-eur-CODE` with the columns `year` and `CODE_per_eur` is a rate.
  ///
  /// - Parameter catalogue: The data sets.
  /// - Returns: The series that exist; a study that needs another is told so.
  /// - Throws: `WorkbenchError.cannotRun` when a series exists and cannot be read.
  static func shipped(_ catalogue: DataCatalogue) throws(WorkbenchError) -> MoneySeries {
    var result = MoneySeries()
    let shipped = ["cpi-france": "EUR", "cpi-us": "USD"]
    for name in catalogue.names {
      guard let code = shipped[name] ?? code(of: name, after: "cpi-") else { continue }
      guard shipped[name] != nil || result.priceIndices[code] == nil else { continue }
      let (values, sources, title) = try read(catalogue, name, column: "index")
      result.priceIndices[code] = PriceIndex(name: title, values: values, sources: sources)
    }
    for name in catalogue.names {
      guard let code = code(of: name, after: "fx-eur-") else { continue }
      let column = "\(code.lowercased())_per_eur"
      let (values, sources, title) = try read(catalogue, name, column: column)
      result.exchangeRates.append(
        ExchangeRate(code, per: "EUR", name: title, values: values, sources: sources)
      )
    }
    return result
  }

  /// The code of a currency that ends the name of a data set; `nil` where none does.
  private static func code(of name: String, after prefix: String) -> String? {
    guard name.hasPrefix(prefix) else { return nil }
    let code = name.dropFirst(prefix.count).uppercased()
    let entry = UnitSystem.standard().entry(for: code)
    return code.count == 3 && entry?.kind == .currency && entry?.name == code ? code : nil
  }

  private static func read(
    _ catalogue: DataCatalogue,
    _ name: String,
    column: String
  ) throws(WorkbenchError) -> (values: [Int: Double], sources: [String], title: LocalText) {
    do {
      let dataset = try catalogue.load(name)
      let table = try dataset.table()
      let series = try table.series(column)
      let sources = table.columns.first { $0.name == "source" }?.texts.compactMap { $0 } ?? []
      var seen: Set<String> = []
      return (
        Dictionary(uniqueKeysWithValues: zip(series.years, series.values)),
        sources.filter { seen.insert($0).inserted }, dataset.package.title
      )
    } catch {
      throw .cannotRun("\(error)")
    }
  }
}
