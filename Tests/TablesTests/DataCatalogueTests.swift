import Foundation
import Tables
import Testing

@Suite("Catalogues of data sets")
struct DataCatalogueTests {
  private let sources = "- id: lecourrier-2018\n  type: webpage\n  title: T\n"
  private let rows =
    "year,reports,source\n2017,153586,lecourrier-2018\n2018,163000,lecourrier-2018\n"

  private func description(of rows: String, primaryKey: String = "\"year\"") -> String {
    let digest = SHA256.hexadecimal(of: Array(rows.utf8))
    return """
      {"name": "demo", "title": "Demo", "description": "D", "retrieved": "2026-11-21",
       "script": "s.py", "licenses": [{"name": "CC-BY-4.0"}],
       "sources": [{"title": "T", "key": "lecourrier-2018"}],
       "resources": [{"name": "data", "path": "data.csv", "bytes": \(rows.utf8.count), "rows": 2,
        "hash": "sha256:\(digest)", "schema": {"primaryKey": [\(primaryKey)], "fields": [
         {"name": "year", "type": "year", "description": "y"},
         {"name": "reports", "type": "integer", "description": "r", "unit": "report"},
         {"name": "source", "type": "string", "description": "s"}]}}]}
      """
  }

  private func catalogue(
    _ folder: TemporaryFolder,
    rows: String,
    described: String? = nil
  ) throws -> DataCatalogue {
    try folder.write(sources, to: "sources.yaml")
    try folder.write(rows, to: "demo/data.csv")
    try folder.write(described ?? description(of: rows), to: "demo/datapackage.json")
    return DataCatalogue(root: folder.url)
  }

  private func sentences(_ rows: String, described: String? = nil) throws -> [String] {
    let folder = try TemporaryFolder()
    return try catalogue(folder, rows: rows, described: described).check().map(\.description)
  }

  @Test("data sets are listed, loaded by name, and tables read by address")
  func loading() throws {
    let folder = try TemporaryFolder()
    let catalogue = try catalogue(folder, rows: rows)
    #expect(catalogue.names == ["demo"])
    #expect(try catalogue.load("demo").series("reports")[2018] == 163000)
    #expect(try catalogue.table("demo/data").rowCount == 2)
    #expect(catalogue.check().isEmpty)
  }

  @Test("an unknown data set or table is answered with the nearest name")
  func unknown() throws {
    let folder = try TemporaryFolder()
    let catalogue = try catalogue(folder, rows: rows)
    do {
      _ = try catalogue.load("demp")
      Issue.record("an unknown data set was loaded")
    } catch {
      #expect(error.description == "there is no data set 'demp'; did you mean 'demo'?")
    }
    do {
      _ = try catalogue.table("demo/dat")
      Issue.record("an unknown table was read")
    } catch {
      #expect(
        error.description == "data set 'demo' has no table 'dat'; did you mean 'data'?"
      )
    }
    #expect(throws: DataCatalogueError.self) { try catalogue.load("../demo") }
    let nowhere = DataCatalogue(root: folder.url.appendingPathComponent("none"))
    #expect(nowhere.names.isEmpty)
    #expect(nowhere.check().count == 1)
  }

  @Test("faults in the rows are found with their line")
  func rowFaults() throws {
    #expect(
      try sentences(
        "year,reports,source\n2018,1,lecourrier-2018\n2018,x,lecourier-2018\n"
      )
        == [
          "demo/data.csv:3: column 'reports' needs a whole number, got 'x'",
          "demo/data.csv:3: column 'source': sources.yaml has no source 'lecourier-2018'; "
            + "did you mean 'lecourrier-2018'?",
          "demo/data.csv:3: column 'year': years must increase strictly, 2018 follows 2018",
        ]
    )
    #expect(
      try sentences("year,reports,source\n2018,1,lecourrier-2018\n2019,2,\n")
        == ["demo/data.csv:3: no number without a source"]
    )
    #expect(
      try sentences("year,n,source\n2018,1,a\n2019,2,a\n")
        == [
          "demo/data.csv:1: expected the columns year, reports, source; found year, n, source"
        ]
    )
  }

  @Test("a key of several columns must tell all rows apart")
  func keys() throws {
    let rows = "year,reports,source\n2018,1,lecourrier-2018\n2018,2,lecourrier-2018\n"
    #expect(
      try sentences(
        rows,
        described: description(of: rows, primaryKey: "\"year\", \"reports\"")
      ) == []
    )
    #expect(
      try sentences(rows, described: description(of: rows, primaryKey: "\"year\", \"source\""))
        == ["demo/data.csv:3: the key 2018, lecourrier-2018 already stands on line 2"]
    )
  }

  @Test("faults in the description are found")
  func descriptionFaults() throws {
    let folder = try TemporaryFolder()
    let described = description(of: rows).replacing(", \"unit\": \"report\"", with: "")
      .replacing("\"script\": \"s.py\", ", with: "").replacing("\"rows\": 2", with: "\"rows\": 3")
    let found = try catalogue(folder, rows: rows, described: described).check().map(\.description)
    #expect(
      found == [
        "demo/datapackage.json: script is missing or empty",
        "demo/datapackage.json: column 'reports': resource 'data' states no unit; "
          + "use \"\" for a pure number",
        "demo/data.csv: 3 rows are stated, the file has 2",
      ]
    )
  }

  @Test("units are judged by the caller")
  func units() throws {
    let folder = try TemporaryFolder()
    let findings = try catalogue(folder, rows: rows).check { unit in
      unit == "report" ? "the unit 'report' is not known" : nil
    }
    #expect(
      findings.map(\.description)
        == ["demo/datapackage.json: column 'reports': the unit 'report' is not known"]
    )
  }
}
