import Foundation
import NumericCore
import TextCore

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
    return try table(resource, try bytes(resource))
  }

  /// Reads one table and compares its file with what the description states, in one reading.
  ///
  /// - Parameter name: The name of a resource; the main table for nil.
  /// - Throws: ``DataCatalogueError``.
  public func reading(_ name: String? = nil) throws(DataCatalogueError) -> DataReading {
    let resource = try resource(name)
    let bytes = try bytes(resource)
    let table = try table(resource, bytes)
    let checksum = SHA256.hexadecimal(of: bytes)
    return DataReading(
      table: table,
      checksum: checksum,
      difference: difference(resource, checksum) { table.rowCount }
    )
  }

  private func file(_ resource: DataResource) -> String { "\(name)/\(resource.path)" }

  private func bytes(_ resource: DataResource) throws(DataCatalogueError) -> [UInt8] {
    switch FileBytes.read(folder.appendingPathComponent(resource.path)) {
    case .success(let bytes): return bytes
    case .failure(let problem):
      throw .text(.unreadable(file: file(resource), reason: problem.reason))
    }
  }

  private func table(
    _ resource: DataResource,
    _ bytes: [UInt8]
  ) throws(DataCatalogueError) -> Table {
    let text: DelimitedText
    do throws(DelimitedTextError) {
      text = try DelimitedText(bytes, file: file(resource))
    } catch {
      throw .text(error)
    }
    do {
      return try Table(text, fields: resource.fields, missingValues: resource.missingValues)
    } catch {
      throw .table(error)
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
    SHA256.hexadecimal(of: try bytes(try resource(name)))
  }

  /// How the file of a table differs from what the description states of it.
  ///
  /// - Parameter name: The name of a resource; the main table for nil.
  /// - Returns: What differs, or nil where the file is the one described.
  /// - Throws: ``DataCatalogueError``.
  public func difference(_ name: String? = nil) throws(DataCatalogueError) -> DataDifference? {
    let resource = try resource(name)
    let bytes = try bytes(resource)
    // Rows are counted only where no digest is stated.
    let rows = resource.checksum == nil ? try table(resource, bytes).rowCount : 0
    return difference(resource, SHA256.hexadecimal(of: bytes)) { rows }
  }

  private func difference(
    _ resource: DataResource,
    _ checksum: String,
    rows: () -> Int
  ) -> DataDifference? {
    if let stated = resource.checksum {
      return checksum == stated ? nil : DataDifference(file: file(resource), kind: .digest)
    }
    guard let stated = resource.rowCount else { return nil }
    let found = rows()
    return found == stated
      ? nil : DataDifference(file: file(resource), kind: .rows(stated: stated, found: found))
  }

  private func resource(_ name: String?) throws(DataCatalogueError) -> DataResource {
    if let resource = package.resource(name) { return resource }
    let names = package.resources.map(\.name)
    throw .unknownTable(
      dataSet: package.name,
      name: name ?? "",
      suggestion: NearestName.nearest(to: name ?? "", in: names, beginnings: true),
      available: names
    )
  }
}
