import Foundation
import StudyLanguage
import StudySyntax
import Tables
import Units

/// What a study may ask for, answered from files: data sets, sources, other studies.
public struct FileEnvironment: StudyEnvironment {
  /// The units, with money series where the study needs them.
  public let units: UnitSystem
  let catalogue: DataCatalogue?
  private let libraries: [SourceLibrary]
  private let studies: StudyFiles
  private let study: String?
  private let known = KnownData()

  /// Points at the files of a study.
  ///
  /// - Parameters:
  ///   - dataFolder: The folder of data sets; `nil` when there is none.
  ///   - study: The path of the study; a `sources.yaml` beside it adds to the shipped sources.
  ///   - studies: Which other studies may be read.
  ///   - needsMoney: Whether price indices and exchange rates are read.
  ///   - needsSources: Whether sources are read.
  /// - Throws: `WorkbenchError.cannotRun` when a file that exists cannot be read.
  init(
    dataFolder: String?,
    study: String?,
    studies: StudyFiles,
    needsMoney: Bool,
    needsSources: Bool
  ) throws(WorkbenchError) {
    self.study = study
    self.studies = studies
    catalogue = dataFolder.map { folder in
      DataCatalogue(
        root: URL(fileURLWithPath: folder),
        isConfined: !studies.isTrusted && !DataFolder.isOfProgram(folder)
      )
    }
    var libraries: [SourceLibrary] = []
    do {
      if needsSources, let catalogue { libraries.append(try catalogue.sources()) }
      if needsSources, let study {
        let own = Self.sources(beside: study)
        if OrdinaryFile.identity(own) != nil {
          try studies.refuseOutside(own)
          libraries.append(try SourceLibrary(contentsOf: URL(fileURLWithPath: own)))
        }
      }
    } catch let error as WorkbenchError {
      throw error
    } catch {
      throw .cannotRun("\(error)")
    }
    self.libraries = libraries
    var units = UnitSystem.standard()
    if needsMoney, let catalogue { units.money = try MoneySeries.shipped(catalogue) }
    self.units = units
  }

  /// Where the list of sources beside a study is.
  static func sources(beside study: String) -> String {
    PathName.join(PathName.folder(of: study), "sources.yaml")
  }

  /// The names of all data sets.
  public var datasetNames: [String] { catalogue?.names ?? [] }

  /// The keys of all sources.
  public var sourceKeys: [String] { libraries.flatMap(\.keys) }

  /// Whether a source with this key exists.
  public func hasSource(_ key: String) -> Bool { libraries.contains { $0.contains(key) } }

  /// The key of the source that had another key before; `nil` where none had.
  public func renamedSource(_ key: String) -> String? {
    libraries.lazy.compactMap { $0.renamed(key) }.first
  }

  /// The entry of a source; `nil` when it is unknown or cannot be read.
  public func source(_ key: String) -> SourceItem? {
    libraries.first { $0.contains(key) }.flatMap { try? $0.item(key) }
  }

  /// Reads the entries of sources, of which opening a library only looks up the keys.
  ///
  /// - Parameter keys: Keys that the libraries have.
  /// - Throws: `WorkbenchError.cannotRun` for an entry that is not YAML, with its line.
  func readSources(_ keys: [String]) throws(WorkbenchError) {
    for key in keys {
      guard let library = libraries.first(where: { $0.contains(key) }) else { continue }
      do throws(SourceLibraryError) {
        _ = try library.item(key)
      } catch {
        throw .cannotRun("\(error.description); the list of sources is damaged.")
      }
    }
  }

  /// The files of data that a study uses and that are not those their descriptions state.
  ///
  /// - Parameter study: A study that was checked with this environment.
  func changedData(of study: CheckedStudy) -> [DataDifference] {
    guard let catalogue else { return [] }
    var names = study.datasets
    for name in MoneySeries.names where !names.contains(name) {
      // A step of a conversion names the series by the title of its data set.
      guard let title = try? catalogue.load(name).package.title,
        study.conversions.contains(where: { $0.series == title })
      else { continue }
      names.append(name)
    }
    return names.compactMap { name in
      if let entry = known[name] { return entry.difference }
      let (dataset, table) = DataCatalogue.parts(of: name)
      return try? catalogue.load(dataset).difference(table)
    }
  }

  /// The SHA-256 digest of the file of a data set that the study has read; `nil` for another.
  func checksum(of name: String) -> String? { known[name]?.checksum }

  /// A data set as a study uses it: numbers over the first column.
  public func dataset(named name: String) throws(StudyEnvironmentError) -> StudyDataset {
    guard let catalogue else {
      throw StudyEnvironmentError(DataFolder.notFound(study: study))
    }
    return try known.entry(name) { () throws(StudyEnvironmentError) in
      let reading: DataReading
      do throws(DataCatalogueError) {
        reading = try catalogue.reading(name)
      } catch {
        let isDamage =
          switch error {
          case .unknownDataSet, .unknownTable: false
          case .package, .text, .table: true
          }
        throw StudyEnvironmentError("\(error)", isDamage: isDamage)
      }
      return KnownData.Entry(
        dataset: try Self.dataset(name, reading.table),
        checksum: reading.checksum,
        difference: reading.difference
      )
    }.dataset
  }

  /// A table as a study uses it.
  private static func dataset(
    _ name: String,
    _ table: Table
  ) throws(StudyEnvironmentError) -> StudyDataset {
    guard let key = table.columns.first else {
      throw StudyEnvironmentError("The data set `\(name)` has no columns.")
    }
    let labels = key.texts.map { $0 ?? "" }
    let repeated = repeatedKey(labels, in: table)
    let isKey = repeated.isEmpty && !labels.contains("")
    let cited = table.columns.first { $0.name == "source" }?.texts ?? []
    let sources = cited.compactMap { $0 }
    var seen: Set<String> = []
    var rowSources: [String: [String]] = [:]
    if isKey {
      for (label, source) in zip(labels, cited) { rowSources[label] = source.map { [$0] } ?? [] }
    }
    return StudyDataset(
      name: name,
      key: key.name,
      labels: isKey ? labels : [],
      columns: table.columns.dropFirst().compactMap { column in
        column.numbers.map { numbers in
          StudyDataset.Column(
            name: column.name,
            unit: unit(of: column, in: table),
            values: numbers.map { $0 ?? .nan }
          )
        }
      },
      sources: sources.filter { seen.insert($0).inserted },
      rowSources: rowSources,
      repeatedKey: repeated
    )
  }

  /// The first label that stands in two rows, with their lines; empty where there is none.
  private static func repeatedKey(_ labels: [String], in table: Table) -> String {
    var firstLine: [String: Int] = [:]
    for (label, line) in zip(labels, table.lines) {
      if let first = firstLine.updateValue(line, forKey: label) {
        return "`\(label)` stands on lines \(first) and \(line) of \(table.file)"
      }
    }
    return ""
  }

  private static func unit(of column: Column, in table: Table) -> String {
    if let unit = column.field.unit { return unit }
    if let name = column.field.unitColumn,
      let units = table.columns.first(where: { $0.name == name })?.texts
    {
      let distinct = Set(units.compactMap { $0 })
      if distinct.count == 1, let only = distinct.first { return only }
    }
    return ""
  }

  /// Another study, relative to the folder of the one that uses it.
  public func study(
    at path: String,
    usedBy file: String
  ) throws(StudyEnvironmentError) -> SourceFile {
    do throws(WorkbenchError) {
      return try studies.study(at: path, usedBy: file)
    } catch {
      throw StudyEnvironmentError(error.description)
    }
  }
}
