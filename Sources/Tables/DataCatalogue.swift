import Foundation

/// The data sets of a folder, each in a folder of its own, and the library of their sources.
///
/// Nothing is read until it is asked for: `names` lists folders, `load` reads one description,
/// and a table is read when its data set is asked for it.
public struct DataCatalogue: Sendable {
  /// The folder that holds one folder a data set and `sources.yaml`.
  public let root: URL

  /// Points at a folder; it need not exist.
  ///
  /// - Parameter root: The folder, as `datasets`.
  public init(root: URL) {
    self.root = root
  }

  /// The names of the data sets, in alphabetical order.
  public var names: [String] {
    let manager = FileManager.default
    let entries = (try? manager.contentsOfDirectory(atPath: root.path)) ?? []
    return entries.filter { entry in
      manager.fileExists(atPath: root.path + "/" + entry + "/datapackage.json")
    }.sorted()
  }

  /// Reads the description of one data set.
  ///
  /// - Parameter name: The short name, as `pharos`.
  /// - Throws: ``DataCatalogueError``, with the nearest name where there is none of this name.
  public func load(_ name: String) throws(DataCatalogueError) -> DataSet {
    let folder = root.appendingPathComponent(name)
    guard DataPackage.isShortName(name),
      FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("datapackage.json").path
      )
    else {
      let names = self.names
      throw .unknownDataSet(
        name: name,
        suggestion: NearestName.suggestion(for: name, among: names),
        available: names
      )
    }
    return try DataSet(folder: folder)
  }

  /// Reads one table by its address.
  ///
  /// - Parameter address: The name of a data set for its main table, as `pharos`; or the name
  ///   and a table, as `pharos/categories`.
  /// - Throws: ``DataCatalogueError``.
  public func table(_ address: String) throws(DataCatalogueError) -> Table {
    let parts = address.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let dataSet = try load(parts.first.map { String($0) } ?? address)
    return try dataSet.table(parts.count > 1 ? String(parts[1]) : nil)
  }

  /// Reads the index of `sources.yaml`.
  ///
  /// - Throws: ``SourceLibraryError``.
  public func sources() throws(SourceLibraryError) -> SourceLibrary {
    try SourceLibrary(contentsOf: root.appendingPathComponent("sources.yaml"))
  }
}
