import StudyLanguage
import StudySyntax
import TextCore
import Units

/// A small world for studies under test: three data sets, three sources, made-up money series.
struct TinyEnvironment: StudyEnvironment {
  var units: UnitSystem
  /// Other studies by path.
  var studies: [String: String]

  init(studies: [String: String] = [:]) {
    var units = UnitSystem.standard()
    // Round figures made up for the tests, so that every factor can be checked by hand.
    units.money = MoneySeries(
      priceIndices: [
        "EUR": PriceIndex(
          name: LocalText("consumer prices, France"),
          values: [2014: 100, 2024: 120],
          sources: ["cpi-fr"]
        ),
        "USD": PriceIndex(
          name: LocalText("consumer prices, United States"),
          values: [2014: 80, 2024: 100],
          sources: ["cpi-us"]
        ),
      ],
      exchangeRates: [
        ExchangeRate(
          "USD",
          per: "EUR",
          name: LocalText("mean of the year"),
          values: [2014: 1.25, 2024: 1.0],
          sources: ["fx"]
        )
      ]
    )
    self.units = units
    self.studies = studies
  }

  // MARK: Data sets

  /// The number of reports is made up, but for the 163,000 of 2018 and the 178 among them.
  static let datasets = [
    StudyDataset(
      name: "pharos",
      key: "year",
      labels: ["2014", "2015", "2016", "2017", "2018"],
      columns: [
        .init(
          name: "reports",
          unit: "report",
          values: [137_000, 188_000, 171_000, 154_000, 163_000]
        ),
        .init(name: "procuring", unit: "report", values: [.nan, .nan, 150, 164, 178]),
        .init(name: "growth", unit: "", values: [.nan, 0.37, -0.09, -0.1, 0.06]),
        .init(name: "empty", unit: "report", values: [.nan, .nan, .nan, .nan, .nan]),
      ],
      sources: ["oclctic-2019"]
    ),
    StudyDataset(
      name: "gaps",
      key: "year",
      labels: ["2018", "2019", "2021", "2023", "2024"],
      columns: [
        .init(
          name: "reports",
          unit: "report",
          values: [163_000, 228_000, 265_000, 211_000, 222_000]
        )
      ],
      sources: ["scelles-2016", "lemonde-2018", "oclctic-2019"],
      rowSources: [
        "2018": ["scelles-2016"], "2019": ["lemonde-2018"], "2021": ["oclctic-2019"],
        "2023": ["oclctic-2019"], "2024": ["oclctic-2019"],
      ]
    ),
    StudyDataset(
      name: "months",
      key: "month",
      labels: ["2018-03", "2018-04"],
      columns: [
        .init(name: "reports", unit: "report", values: [12, 15]),
        .init(name: "odd", unit: "report per week", values: [1, 2]),
      ],
      sources: ["oclctic-2019"]
    ),
    StudyDataset(
      name: "prices",
      key: "",
      labels: [],
      columns: [.init(name: "price", unit: "EUR", values: [110, 220, 500])],
      sources: []
    ),
  ]

  var datasetNames: [String] { Self.datasets.map(\.name) }

  func dataset(named name: String) throws(StudyEnvironmentError) -> StudyDataset {
    guard let found = Self.datasets.first(where: { $0.name == name }) else {
      throw StudyEnvironmentError("there is no data set `\(name)`")
    }
    return found
  }

  // MARK: Sources and studies

  var sourceKeys: [String] { ["scelles-2016", "lemonde-2018", "oclctic-2019"] }

  func hasSource(_ key: String) -> Bool { sourceKeys.contains(key) }

  func renamedSource(_ key: String) -> String? {
    key == "old-monde-2018" ? "lemonde-2018" : nil
  }

  func study(at path: String, usedBy file: String) throws(StudyEnvironmentError) -> SourceFile {
    guard let text = studies[path] else {
      throw StudyEnvironmentError("there is no file `\(path)`")
    }
    do throws(SourceFileError) {
      return try SourceFile(name: path, text: text)
    } catch {
      throw StudyEnvironmentError(error.description)
    }
  }
}
