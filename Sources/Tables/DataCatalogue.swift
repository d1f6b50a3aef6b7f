import Foundation
import TextCore

/// The data sets of a folder, each in a folder of its own, and the library of their sources.
///
/// Nothing is read until it is asked for: `names` lists folders, `load` reads one description,
/// and a table is read when its data set is asked for it.
public struct DataCatalogue: Sendable {
  /// The folder that holds one folder a data set and `sources.yaml`.
  public let root: URL
  /// Whether files that lie outside the folder, after all links, are refused.
  public let isConfined: Bool

  /// Points at a folder; it need not exist.
  ///
  /// - Parameters:
  ///   - root: The folder, as `datasets`.
  ///   - isConfined: Whether files that a link puts outside the folder are refused.
  public init(root: URL, isConfined: Bool = true) {
    self.root = root
    self.isConfined = isConfined
  }

  /// The names of the data sets, in alphabetical order.
  public var names: [String] {
    let manager = FileManager.default
    let entries = (try? manager.contentsOfDirectory(atPath: root.relativePath)) ?? []
    return entries.filter { entry in
      OrdinaryFile.exists(root.relativePath + "/" + entry + "/datapackage.json")
    }.sorted()
  }

  /// Reads the description of one data set.
  ///
  /// - Parameter name: The short name, as `pharos`.
  /// - Throws: ``DataCatalogueError``, with the nearest name where there is none of this name.
  public func load(_ name: String) throws(DataCatalogueError) -> DataSet {
    let folder = root.appendingPathComponent(name)
    let description = folder.appendingPathComponent("datapackage.json")
    guard DataPackage.isShortName(name), OrdinaryFile.exists(description.relativePath) else {
      let names = self.names
      throw .unknownDataSet(
        name: name,
        suggestion: NearestName.nearest(to: name, in: names, beginnings: true),
        available: names
      )
    }
    try confine(description, name: "\(name)/datapackage.json")
    let set = try DataSet(folder: folder)
    for resource in set.package.resources {
      let file = folder.appendingPathComponent(resource.path)
      try confine(file, name: "\(name)/\(resource.path)")
    }
    return set
  }

  /// Refuses a file that a link puts outside the folder; one that is not there is told later.
  private func confine(_ file: URL, name: String) throws(DataCatalogueError) {
    guard leadsOutside(file) else { return }
    throw .package(.unreadable(file: name, reason: Self.outside))
  }

  private func leadsOutside(_ file: URL) -> Bool {
    isConfined && OrdinaryFile.identity(file.relativePath) != nil
      && !OrdinaryFile.lies(file.relativePath, within: root.relativePath)
  }

  static let outside =
    "a link leads out of the folder of data sets; put the file itself there, or give --trust where"
    + " the folder comes from somebody you trust"

  /// The data set and the table of an address.
  ///
  /// - Parameter address: The name of a data set for its main table, as `pharos`; or the name
  ///   and a table, as `pharos/categories`.
  /// - Returns: The name of the data set, and that of the table; nil for the main one.
  public static func parts(of address: String) -> (dataset: String, table: String?) {
    let parts = address.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    return (parts.first.map { String($0) } ?? address, parts.count > 1 ? String(parts[1]) : nil)
  }

  /// Reads one table by its address.
  ///
  /// - Parameter address: As ``parts(of:)`` takes it.
  /// - Throws: ``DataCatalogueError``.
  public func table(_ address: String) throws(DataCatalogueError) -> Table {
    let (dataset, table) = Self.parts(of: address)
    return try load(dataset).table(table)
  }

  /// Reads one table by its address, with what its file was.
  ///
  /// - Parameter address: As ``parts(of:)`` takes it.
  /// - Throws: ``DataCatalogueError``.
  public func reading(_ address: String) throws(DataCatalogueError) -> DataReading {
    let (dataset, table) = Self.parts(of: address)
    return try load(dataset).reading(table)
  }

  /// Reads the index of `sources.yaml`.
  ///
  /// - Throws: ``SourceLibraryError``.
  public func sources() throws(SourceLibraryError) -> SourceLibrary {
    let file = root.appendingPathComponent("sources.yaml")
    guard !leadsOutside(file) else {
      throw .unreadable(file: "sources.yaml", reason: Self.outside)
    }
    return try SourceLibrary(contentsOf: file)
  }
}
