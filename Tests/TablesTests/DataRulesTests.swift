import Foundation
import Tables
import Testing

/// Copies of shipped data sets, each with one fault: the check must name it.
///
/// The telephone numbers lie in the ranges that ARCEP keeps for fiction, the addresses of
/// electronic mail in the domains that RFC 2606 keeps for examples.
@Suite("Rules for data sets")
struct DataRulesTests {
  /// The findings on a copy of one data set after a change to one of its files.
  private func findings(
    _ name: String,
    _ file: String,
    replacing old: String,
    with new: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    let folder = try TemporaryFolder()
    let manager = FileManager.default
    for item in [name, "sources.yaml"] {
      try manager.copyItem(
        at: shippedDatasets.appendingPathComponent(item),
        to: folder.url.appendingPathComponent(item)
      )
    }
    let url = folder.url.appendingPathComponent(file)
    let text = try String(contentsOf: url, encoding: .utf8)
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != text, "\(old)", sourceLocation: sourceLocation)
    try Data(changed.utf8).write(to: url)
    return DataCatalogue(root: folder.url).check().map(\.description)
  }

  private func found(_ findings: [String], _ words: String...) -> Bool {
    findings.contains { finding in words.allSatisfy { finding.contains($0) } }
  }

  @Test(
    "a telephone number in a note is found and not repeated",
    arguments: [
      "call 06 39 98 12 34", "0639981234", "06.39.98.12.34", "+33 6 39 98 12 34",
      "+33 (0)6 39 98 12 34", "0033639981234", "tel. 01-99-00-12-34",
    ]
  )
  func telephone(_ note: String) throws {
    let findings = try findings(
      "vivastreet",
      "vivastreet/data.csv",
      replacing: "mdn-vivastreet,\n",
      with: "mdn-vivastreet,\(note)\n"
    )
    #expect(found(findings, "data.csv:2", "column 'note'", "telephone number"))
    #expect(!found(findings, note))
  }

  @Test("an e-mail address in a note, a description or a source is found and not repeated")
  func email() throws {
    let note = try findings(
      "vivastreet",
      "vivastreet/data.csv",
      replacing: "mdn-vivastreet,\n",
      with: "mdn-vivastreet,write to someone@example.org\n"
    )
    #expect(found(note, "data.csv:2", "column 'note'", "e-mail address"))
    #expect(!found(note, "example.org"))
    let description = try findings(
      "vivastreet",
      "vivastreet/datapackage.json",
      replacing: "\"description\": \"",
      with: "\"description\": \"someone@example.org "
    )
    #expect(found(description, "datapackage.json", "e-mail address"))
    let source = try findings(
      "vivastreet",
      "sources.yaml",
      replacing: "note: \"",
      with: "note: \"someone@example.org "
    )
    #expect(found(source, "sources.yaml:", "e-mail address"))
  }

  @Test(
    "figures, years and sums are no telephone numbers",
    arguments: [
      "derived: (114.60 + 115.78 + 116.79 + 117.50) / 4", "0.05688451", "2013-01/2015-03",
      "+1,871 % on 223,374", "0.0005719449582 of 32,059,029", "1,554,235,112", "001000000",
      "16 000 000 000 and 2 500 000", "20130117 to 20150331",
    ]
  )
  func innocent(_ note: String) throws {
    let findings = try findings(
      "vivastreet",
      "vivastreet/data.csv",
      replacing: "mdn-vivastreet,\n",
      with: "mdn-vivastreet,\"\(note)\"\n"
    )
    #expect(!found(findings, "this holds"))
  }

  @Test("a negative count is found")
  func negative() throws {
    let findings = try findings(
      "vivastreet",
      "vivastreet/data.csv",
      replacing: "Erotica ads,8424,",
      with: "Erotica ads,-8424,"
    )
    #expect(found(findings, "data.csv:9", "column 'value'", "got -8424"))
    // Also where the description states no limit.
    let unlimited = DataCatalogueText(
      rows: "year,reports,source\n2018,-8424,k\n",
      reports: "\"unit\": \"report\""
    )
    #expect(
      try unlimited.findings().contains(
        "demo/data.csv:2: column 'reports': what is counted in report cannot be negative, got -8424"
      )
    )
  }

  @Test("a share that is no fraction is found")
  func share() throws {
    let column = try findings(
      "france-online-share",
      "france-online-share/data.csv",
      replacing: ",0.62,",
      with: ",62,"
    )
    #expect(found(column, "data.csv:2", "column 'share'", "got 62"))
    let row = try findings(
      "backpage",
      "backpage/aggregates.csv",
      replacing: "adult section,0.9,",
      with: "adult section,90,"
    )
    #expect(found(row, "aggregates.csv:3", "a share is a fraction from 0 to 1, got 90"))
  }

  @Test("a text that the description does not allow is found")
  func allowed() throws {
    let findings = try findings(
      "point-de-contact",
      "point-de-contact/data.csv",
      replacing: "8196,reports,",
      with: "8196,ads,"
    )
    #expect(found(findings, "data.csv:2", "column 'counted'", "one of reports, ", "got 'ads'"))
  }

  @Test("a type that CSL does not have and an address that is none are found with their line")
  func citation() throws {
    let type = try findings(
      "vivastreet",
      "sources.yaml",
      replacing: "type: report",
      with: "type: brochure"
    )
    #expect(found(type, "sources.yaml:5", "'brochure' is not a type"))
    for address in ["not a url", "ftp://example.org", "https://localhost", "www.example.org"] {
      let findings = try findings(
        "vivastreet",
        "sources.yaml",
        replacing: "URL: \"https://www.fondationscelles.org/fr/actualites?view=article&id=137\"",
        with: "URL: \"\(address)\""
      )
      #expect(found(findings, "sources.yaml:5", "'\(address)' is not an address"), "\(address)")
    }
  }

  @Test("one page under two keys is found, also in another spelling")
  func twins() throws {
    for address in [
      "https://mouvementdunid.org/?p=3618", "http://www.mouvementdunid.org/?p=3618#top",
      "HTTPS://mouvementdunid.org/?p=3618",
    ] {
      let findings = try findings(
        "vivastreet",
        "sources.yaml",
        replacing: "https://www.fondationscelles.org/fr/actualites?view=article&id=137",
        with: address
      )
      #expect(found(findings, "source 'mdn-eproxos' has the address of 'scelles-2016'"))
    }
  }

  @Test("a list of sources that is not that of the rows is found")
  func sourceList() throws {
    let other = try findings(
      "vivastreet",
      "vivastreet/datapackage.json",
      replacing: "\"key\": \"mdn-vivastreet\"",
      with: "\"key\": \"scelles-2021\""
    )
    #expect(found(other, "sources does not list 'mdn-vivastreet', which rows cite"))
    #expect(found(other, "sources lists 'scelles-2021', which no row cites"))
  }

  @Test("what the Frictionless validator refuses is found")
  func standard() throws {
    let top = try findings(
      "vivastreet",
      "vivastreet/datapackage.json",
      replacing: "\"resources\": [",
      with: "\"missingValues\": [\"\"],\n  \"resources\": ["
    )
    #expect(found(top, "datapackage.json", "missingValues stands at the top"))
    let path = try findings(
      "vivastreet",
      "vivastreet/datapackage.json",
      replacing: "\"path\": \"https://mouvementdunid.org/blog/actus-mdn",
      with: "\"path\": \"\", \"was\": \"https://mouvementdunid.org/blog/actus-mdn"
    )
    #expect(found(path, "datapackage.json", "the path of the source", "is empty"))
  }

  @Test("the digest to write is printed, and writing it ends the finding")
  func remedy() throws {
    let folder = try TemporaryFolder()
    for item in ["fosta", "sources.yaml"] {
      try FileManager.default.copyItem(
        at: shippedDatasets.appendingPathComponent(item),
        to: folder.url.appendingPathComponent(item)
      )
    }
    let catalogue = DataCatalogue(root: folder.url)
    #expect(try catalogue.load("fosta").difference() == nil)
    let data = folder.url.appendingPathComponent("fosta/data.csv")
    let rows = try String(contentsOf: data, encoding: .utf8).replacing("105000", with: "106000")
    try Data(rows.utf8).write(to: data)
    #expect(
      try catalogue.load("fosta").difference()
        == DataDifference(file: "fosta/data.csv", kind: .digest)
    )
    let finding = try #require(catalogue.check().first)
    let advised = try #require(
      finding.description.firstMatch(of: /"hash": "(sha256:[0-9a-f]{64})"/)
    )
    let description = folder.url.appendingPathComponent("fosta/datapackage.json")
    let json = try String(contentsOf: description, encoding: .utf8)
    let stated = try #require(json.firstMatch(of: /sha256:[0-9a-f]{64}/))
    try Data(json.replacing(stated.0, with: advised.1).utf8).write(to: description)
    #expect(catalogue.check().isEmpty)
    #expect(try catalogue.load("fosta").difference() == nil)
  }

  @Test("where no digest is stated the number of rows tells")
  func rows() throws {
    let text = DataCatalogueText(
      rows: "year,reports,source\n2018,1,k\n2019,2,k\n",
      reports: "\"unit\": \"report\""
    )
    let folder = try text.folder()
    #expect(
      try DataCatalogue(root: folder.url).load("demo").difference()
        == DataDifference(file: "demo/data.csv", kind: .rows(stated: 1, found: 2))
    )
  }
}

/// A data set of one row a line, without a digest.
private struct DataCatalogueText {
  let rows: String
  let reports: String

  func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("- id: k\n  type: webpage\n  title: T\n", to: "sources.yaml")
    try folder.write(rows, to: "demo/data.csv")
    try folder.write(
      """
      {"name": "demo", "title": "Demo", "description": "D", "retrieved": "2026-11-21",
       "script": "s.py", "licenses": [{"name": "CC-BY-4.0"}],
       "sources": [{"title": "T", "key": "k"}],
       "resources": [{"name": "data", "path": "data.csv", "rows": 1, "schema": {"fields": [
         {"name": "year", "type": "year", "description": "y"},
         {"name": "reports", "type": "integer", "description": "r", \(reports)},
         {"name": "source", "type": "string", "description": "s"}]}}]}
      """,
      to: "demo/datapackage.json"
    )
    return folder
  }

  func findings() throws -> [String] {
    let folder = try folder()
    return DataCatalogue(root: folder.url).check().map(\.description)
  }
}
