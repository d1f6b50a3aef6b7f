import Foundation

extension DataCatalogue {
  /// Checks every data set and gives all faults; an empty list is a sound catalogue.
  ///
  /// Checked are: the description, licence, sources, day of collection and script; that files
  /// exist and have the stated bytes, rows and digest; header and types; a unit for every column
  /// of numbers; that source keys are in the library; strictly increasing years, or distinct
  /// keys where a primary key is stated.
  ///
  /// - Parameter unitProblem: Gives nil for the text of a known unit, else a sentence on what is
  ///   wrong with it. It is not asked about "", the pure number.
  public func check(unitProblem: @escaping (String) -> String? = { _ in nil }) -> [DataFinding] {
    var findings: [DataFinding] = []
    var library: SourceLibrary?
    do {
      library = try sources()
      for item in try library?.items() ?? [] where item.title.isEmpty || item.type.isEmpty {
        findings.append(
          DataFinding(
            dataSet: "sources",
            file: "sources.yaml",
            line: nil,
            column: nil,
            sentence: "source '\(item.id)' needs a title and a type"
          )
        )
      }
    } catch {
      findings.append(
        DataFinding(
          dataSet: "sources",
          file: "sources.yaml",
          line: nil,
          column: nil,
          sentence: error.description
        )
      )
    }
    for name in names {
      var check = DataSetCheck(name: name, library: library, unitProblem: unitProblem)
      check.run(folder: root.appendingPathComponent(name))
      findings += check.findings
    }
    return findings
  }
}
