import Tables
import Units

extension MoneySeries {
  /// The data sets that hold the series.
  static let names = ["cpi-france", "cpi-us", "fx-eur-gbp", "fx-eur-usd"]

  /// The price indices and exchange rates of the shipped data sets.
  ///
  /// - Parameter catalogue: The data sets.
  /// - Returns: The series that exist; a study that needs another is told so.
  /// - Throws: `WorkbenchError.cannotRun` when a series exists and cannot be read.
  static func shipped(_ catalogue: DataCatalogue) throws(WorkbenchError) -> MoneySeries {
    var result = MoneySeries()
    let names = Set(catalogue.names)
    for (currency, name) in [("EUR", "cpi-france"), ("USD", "cpi-us")] where names.contains(name) {
      let (values, sources, title) = try read(catalogue, name, column: "index")
      result.priceIndices[currency] = PriceIndex(name: title, values: values, sources: sources)
    }
    for (quote, name, column) in [
      ("USD", "fx-eur-usd", "usd_per_eur"), ("GBP", "fx-eur-gbp", "gbp_per_eur"),
    ] where names.contains(name) {
      let (values, sources, title) = try read(catalogue, name, column: column)
      result.exchangeRates.append(
        ExchangeRate(quote, per: "EUR", name: title, values: values, sources: sources)
      )
    }
    return result
  }

  private static func read(
    _ catalogue: DataCatalogue,
    _ name: String,
    column: String
  ) throws(WorkbenchError) -> (values: [Int: Double], sources: [String], title: String) {
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
