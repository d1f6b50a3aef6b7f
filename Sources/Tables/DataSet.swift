import Foundation

/// A data set: its description, and its tables, each read when it is asked for.
public struct DataSet: Sendable {
  /// The folder that holds the files.
  public let folder: URL
  /// The description.
  public let package: DataPackage

  /// The short name.
  public var name: String { package.name }

  /// Reads the description of a folder; no table is read yet.
  ///
  /// - Parameter folder: The folder with `datapackage.json`.
  /// - Throws: ``DataCatalogueError/package(_:)``.
  public init(folder: URL) throws(DataCatalogueError) {
    self.folder = folder
    do {
      package = try DataPackage(folder: folder)
    } catch {
      throw .package(error)
    }
  }

  /// Reads one table.
  ///
  /// - Parameter name: The name of a resource; the main table for nil.
  /// - Throws: ``DataCatalogueError``.
  public func table(_ name: String? = nil) throws(DataCatalogueError) -> Table {
    let resource = try resource(name)
    do {
      let text = try DelimitedText(
        contentsOf: folder.appendingPathComponent(resource.path),
        name: "\(self.name)/\(resource.path)"
      )
      do {
        return try Table(text, fields: resource.fields, missingValues: resource.missingValues)
      } catch {
        throw DataCatalogueError.table(error)
      }
    } catch let error as DelimitedTextError {
      throw .text(error)
    } catch let error as DataCatalogueError {
      throw error
    } catch {
      throw .package(.unreadable(file: resource.path, reason: "\(error)"))
    }
  }

  /// One column of a table as a series over years.
  ///
  /// - Parameters:
  ///   - column: The column of the values.
  ///   - table: The name of a resource; the main table for nil.
  /// - Throws: ``DataCatalogueError``.
  public func series(
    _ column: String,
    of table: String? = nil
  ) throws(DataCatalogueError) -> YearlySeries {
    let table = try self.table(table)
    do {
      return try table.series(column)
    } catch {
      throw .table(error)
    }
  }

  /// The SHA-256 digest of the file of a table as it is now.
  ///
  /// - Parameter name: The name of a resource; the main table for nil.
  /// - Throws: ``DataCatalogueError``.
  public func checksum(_ name: String? = nil) throws(DataCatalogueError) -> String {
    let resource = try resource(name)
    switch FileBytes.read(folder.appendingPathComponent(resource.path)) {
    case .success(let bytes): return SHA256.hexadecimal(of: bytes)
    case .failure(let problem):
      throw .text(.unreadable(file: "\(self.name)/\(resource.path)", reason: problem.reason))
    }
  }

  /// How the file of a table differs from what the description states of it.
  ///
  /// - Parameter name: The name of a resource; the main table for nil.
  /// - Returns: What differs, or nil where the file is the one described.
  /// - Throws: ``DataCatalogueError``.
  public func difference(_ name: String? = nil) throws(DataCatalogueError) -> DataDifference? {
    let resource = try resource(name)
    let file = "\(self.name)/\(resource.path)"
    if let stated = resource.checksum {
      return try checksum(name) == stated ? nil : DataDifference(file: file, kind: .digest)
    }
    if let stated = resource.rowCount {
      let found = try table(name).rowCount
      if found != stated {
        return DataDifference(file: file, kind: .rows(stated: stated, found: found))
      }
    }
    return nil
  }

  private func resource(_ name: String?) throws(DataCatalogueError) -> DataResource {
    if let resource = package.resource(name) { return resource }
    let names = package.resources.map(\.name)
    throw .unknownTable(
      dataSet: package.name,
      name: name ?? "",
      suggestion: NearestName.suggestion(for: name ?? "", among: names),
      available: names
    )
  }
}
