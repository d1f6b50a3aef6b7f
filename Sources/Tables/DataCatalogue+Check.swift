import Foundation

extension DataCatalogue {
  /// Checks every data set and gives all faults; an empty list is a sound catalogue.
  ///
  /// Checked are: the description, licence, sources, day of collection and script; that files
  /// exist and have the stated bytes, rows and digest; header and types; a unit for every column
  /// of numbers; stated limits, shares from 0 to 1, nothing counted below 0; that source keys are
  /// in the library and the list of the description is that of the rows; strictly increasing
  /// years, or distinct keys where a primary key is stated; that no text holds a telephone number
  /// or an e-mail address. In the library: types of CSL, addresses, one key for one page.
  ///
  /// - Parameter unitProblem: Gives nil for the text of a known unit, else a sentence on what is
  ///   wrong with it. It is not asked about "", the pure number.
  public func check(unitProblem: @escaping (String) -> String? = { _ in nil }) -> [DataFinding] {
    var findings: [DataFinding] = []
    var library: SourceLibrary?
    do {
      let sources = try sources()
      library = sources
      findings = try Self.findings(in: sources)
    } catch {
      findings.append(Self.finding(error.description, line: nil))
    }
    for name in names {
      if let finding = outsideFinding(name) {
        findings.append(finding)
        continue
      }
      var check = DataSetCheck(name: name, library: library, unitProblem: unitProblem)
      check.run(folder: root.appendingPathComponent(name))
      findings += check.findings
    }
    return findings
  }

  /// The faults of the library: of each entry, and pages that stand under two keys.
  private static func findings(
    in library: SourceLibrary
  ) throws(SourceLibraryError) -> [DataFinding] {
    var findings: [DataFinding] = []
    var firstKey: [String: String] = [:]
    for item in try library.items() {
      let line = library.line(of: item.id)
      findings += item.problems.map { finding($0, line: line) }
      guard !item.url.isEmpty, let page = SourceItem.page(item.url) else { continue }
      if let first = firstKey[page] {
        findings.append(
          finding(
            "source '\(item.id)' has the address of '\(first)': one page has one key, else it"
              + " counts as two sources",
            line: line
          )
        )
      } else {
        firstKey[page] = item.id
      }
    }
    return findings
  }

  private static func finding(_ sentence: String, line: Int?) -> DataFinding {
    DataFinding(
      dataSet: "sources",
      file: "sources.yaml",
      line: line,
      column: nil,
      sentence: sentence
    )
  }

  /// A data set of which a link leads out of the folder is not read at all.
  private func outsideFinding(_ name: String) -> DataFinding? {
    do throws(DataCatalogueError) {
      _ = try load(name)
      return nil
    } catch {
      guard case .package(.unreadable(let file, Self.outside)) = error else { return nil }
      return DataFinding(
        dataSet: name,
        file: String(file.dropFirst(name.count + 1)),
        line: nil,
        column: nil,
        sentence: Self.outside
      )
    }
  }
}
