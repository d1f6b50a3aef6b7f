import Reporting
import Tables
import Units

/// The shipped data sets: list, show, check.
public struct DataSets: Sendable {
  private let catalogue: DataCatalogue
  private let folder: String

  /// Finds the data sets.
  ///
  /// - Parameters:
  ///   - dataFolder: The folder named by the user; `nil` to look for one.
  ///   - trust: Whether links may lead out of the folder.
  /// - Throws: `WorkbenchError.cannotRun` when there is none.
  public init(dataFolder: String? = nil, trust: Bool = false) throws(WorkbenchError) {
    guard let folder = try DataFolder.locate(given: dataFolder, study: nil) else {
      throw .cannotRun(DataFolder.notFound(study: nil))
    }
    self.folder = folder
    catalogue = DataCatalogue(
      root: .init(fileURLWithPath: folder),
      isConfined: !trust && !DataFolder.isOfProgram(folder)
    )
  }

  /// One data set with its tables.
  private struct Entry: Encodable {
    struct Table: Encodable {
      let name: String
      let rows: Int?
      let columns: [Column]
    }
    struct Column: Encodable {
      let name: String
      let type: String
      let unit: String?
      let meaning: String
    }
    let name: String
    let title: String
    let description: String
    let tables: [Table]
    let sources: [String]

    init(_ package: DataPackage) {
      name = package.name
      title = package.title.english
      description = package.description
      sources = package.sources.map(\.key)
      tables = package.resources.map { resource in
        Table(
          name: resource.name,
          rows: resource.rowCount,
          columns: resource.fields.map {
            Column(name: $0.name, type: $0.kind.rawValue, unit: $0.unit, meaning: $0.meaning)
          }
        )
      }
    }
  }

  private func load(_ name: String) throws(WorkbenchError) -> DataSet {
    do throws(DataCatalogueError) {
      return try catalogue.load(name)
    } catch {
      throw .cannotRun(error.description)
    }
  }

  // MARK: List

  /// All data sets, a line each, or as JSON.
  public func list(json: Bool) throws(WorkbenchError) -> String {
    var entries: [Entry] = []
    for name in catalogue.names { entries.append(Entry(try load(name).package)) }
    if json { return try JSONText.of(entries) }
    let width = entries.map(\.name.count).max() ?? 0
    return entries.map { entry in
      entry.name + String(repeating: " ", count: width - entry.name.count + 2) + entry.title
    }.joined(separator: "\n") + "\n"
  }

  // MARK: Show

  /// One table of a data set with its meaning and sources.
  ///
  /// - Parameters:
  ///   - address: `pharos`, or `pharos/categories` for another table of it.
  ///   - json: Whether to answer as JSON.
  ///   - csv: Whether to answer with the table alone, as comma-separated values.
  public func show(_ address: String, json: Bool, csv: Bool) throws(WorkbenchError) -> String {
    let parts = address.split(separator: "/", maxSplits: 1).map(String.init)
    let dataset = try load(parts.first ?? address)
    let table: Table
    do throws(DataCatalogueError) {
      table = try dataset.table(parts.count > 1 ? parts[1] : nil)
    } catch {
      throw .cannotRun(error.description)
    }
    if csv { return Self.csv(table) }
    if json { return try JSONText.of(Whole(entry: Entry(dataset.package), table)) }
    return text(dataset, table)
  }

  private struct Whole: Encodable {
    let dataset: Entry
    let rows: [[String: JSONValue]]

    init(entry: Entry, _ table: Table) {
      dataset = entry
      let columns = table.columns.map { ($0.name, $0.numbers, $0.texts) }
      rows = (0..<table.rowCount).map { row in
        Dictionary(
          uniqueKeysWithValues: columns.map { name, numbers, texts in
            (name, Self.cell(numbers.map { $0[row] }, texts[row]))
          }
        )
      }
    }

    /// A cell: a number where its column holds numbers, else a text; null where it is missing.
    private static func cell(_ number: Double??, _ text: String?) -> JSONValue {
      guard let number else { return text.map { .text($0) } ?? .null }
      guard let number else { return .null }
      return Int(exactly: number).map { .integer($0) } ?? .finite(number)
    }
  }

  private static func csv(_ table: Table) -> String {
    var writer = DelimitedWriter(header: table.columns.map(\.name))
    let numbers = table.columns.map(\.numbers)
    let texts = table.columns.map(\.texts)
    for row in 0..<table.rowCount {
      writer.append(
        table.columns.indices.map { column in
          if let values = numbers[column] {
            return values[row].map { .number($0) } ?? .missing
          }
          return texts[column][row].map { .text($0) } ?? .missing
        }
      )
    }
    return writer.text
  }

  private func text(_ dataset: DataSet, _ table: Table) -> String {
    let package = dataset.package
    var blocks: [Block] = [.paragraph(package.description)]
    let items = table.columns.map { column -> [Inline] in
      let unit = column.field.unit.map { $0.isEmpty ? "" : " (\($0))" } ?? ""
      return [.code(column.name), .text("\(unit): \(column.field.meaning)")]
    }
    blocks.append(.list(items))
    let isNumber = table.columns.map { $0.numbers != nil }
    var shown = ReportTable(
      columns: zip(table.columns, isNumber).map {
        .init($0.name, alignment: $1 ? .right : .left)
      }
    )
    let texts = table.columns.map(\.texts)
    let numbers = table.columns.map { $0.field.kind == .year ? nil : $0.numbers }
    let format = NumberFormat(language: .en)
    for row in 0..<table.rowCount {
      shown.append(
        table.columns.indices.map { column in
          if let values = numbers[column] { return [.text(values[row].map(format.exact) ?? "")] }
          return [.text(texts[column][row] ?? "")]
        }
      )
    }
    blocks.append(.table(shown))
    blocks.append(
      .paragraph("Tables: " + package.resources.map(\.name).joined(separator: ", ") + ".")
    )
    if let library = try? catalogue.sources() {
      let citations = package.sources.compactMap { source -> [Inline]? in
        guard let item = try? library.item(source.key) else { return nil }
        return [.code(source.key), .text(": " + item.citation(in: .en))]
      }
      if !citations.isEmpty { blocks += [.heading(2, "Sources"), .list(citations)] }
    }
    let document = Document(title: package.title.english, language: .en, blocks: blocks)
    return Self.withPlainAddresses(MarkdownRenderer().render(document))
  }

  /// A text for a terminal, with addresses that can be clicked and copied: in Markdown their colon
  /// or first point is escaped, so that no page makes links of them by itself.
  private static func withPlainAddresses(_ text: String) -> String {
    ["https\\://": "https://", "http\\://": "http://", "www\\.": "www."]
      .reduce(text) { $0.replacing($1.key, with: $1.value) }
  }

  // MARK: Check

  /// Validates every data set.
  ///
  /// - Returns: A text that says what was found, and whether all is in order.
  public func check() -> (text: String, isSound: Bool) {
    let units = UnitSystem.standard()
    let findings = catalogue.check { text in
      do throws(UnitError) {
        _ = try units.parse(text)
        return nil
      } catch {
        return error.description
      }
    }
    let count = catalogue.names.count
    guard findings.isEmpty else {
      let lines = findings.map(\.description).joined(separator: "\n")
      return ("\(lines)\n\(findings.count) finding(s) in \(count) data sets.\n", false)
    }
    return (
      "\(count) data sets: types, units, sources and checksums are in order.\n", count > 0
    )
  }
}
