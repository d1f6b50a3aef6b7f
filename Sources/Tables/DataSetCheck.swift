import Foundation

/// Collects the faults of one data set.
struct DataSetCheck {
  let name: String
  let library: SourceLibrary?
  let unitProblem: (String) -> String?
  private(set) var findings: [DataFinding] = []
  private var unitVerdicts: [String: String?] = [:]
  private var usedSources: [String] = []

  init(name: String, library: SourceLibrary?, unitProblem: @escaping (String) -> String?) {
    self.name = name
    self.library = library
    self.unitProblem = unitProblem
  }

  mutating func run(folder: URL) {
    let package: DataPackage
    do {
      package = try DataPackage(folder: folder)
    } catch {
      report("datapackage.json", error.description)
      return
    }
    check(package)
    var wereRead = true
    for resource in package.resources {
      if !check(resource, folder: folder) { wereRead = false }
    }
    // Where a table cannot be read nobody knows which sources its rows cite.
    if wereRead { checkSourceList(of: package) }
  }

  private mutating func report(
    _ file: String,
    _ sentence: String,
    line: Int? = nil,
    column: String? = nil
  ) {
    findings.append(
      DataFinding(dataSet: name, file: file, line: line, column: column, sentence: sentence)
    )
  }

  // MARK: Description

  private mutating func check(_ package: DataPackage) {
    let file = "datapackage.json"
    if package.name != name {
      report(file, "name is '\(package.name)', the folder is called '\(name)'")
    }
    for (property, text) in [
      ("title", package.title.english), ("description", package.description),
      ("retrieved", package.retrieved), ("script", package.script),
    ] where text.isEmpty {
      report(file, "\(property) is missing or empty")
    }
    for sentence in package.irregularities { report(file, sentence) }
    for text in [package.title.english, package.title.french, package.description] {
      if let problem = PersonalDetails.problem(in: text) { report(file, problem) }
    }
    if package.licenses.isEmpty { report(file, "a licence is needed") }
    if package.sources.isEmpty { report(file, "at least one source is needed") }
    for source in package.sources where !source.key.isEmpty {
      checkSource(source.key, file: file, line: nil, column: nil)
    }
    let names = package.resources.map(\.name)
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      report(file, "two resources are called '\(name)'")
    }
  }

  /// Every source that a row cites must stand in the list of the description, and no other.
  private mutating func checkSourceList(of package: DataPackage) {
    let listed = package.sources.map(\.key)
    for key in usedSources where !listed.contains(key) && library?.contains(key) != false {
      report("datapackage.json", "sources does not list '\(key)', which rows cite")
    }
    for key in listed where !key.isEmpty && !usedSources.contains(key) {
      report("datapackage.json", "sources lists '\(key)', which no row cites")
    }
  }

  // MARK: One table

  /// Checks a table; false where its rows cannot be read.
  private mutating func check(_ resource: DataResource, folder: URL) -> Bool {
    checkFields(of: resource)
    let bytes: [UInt8]
    switch FileBytes.read(folder.appendingPathComponent(resource.path)) {
    case .success(let read): bytes = read
    case .failure(let problem):
      report(resource.path, problem.reason)
      return false
    }
    checkStatedBytes(bytes, of: resource)
    let text: DelimitedText
    do {
      text = try DelimitedText(bytes, file: resource.path)
    } catch {
      report(resource.path, error.description, line: error.line)
      return false
    }
    if let stated = resource.rowCount, stated != text.records.count {
      report(resource.path, "\(stated) rows are stated, the file has \(text.records.count)")
    }
    guard text.header == resource.fields.map(\.name) else {
      let expected = resource.fields.map(\.name).joined(separator: ", ")
      let found = text.header.joined(separator: ", ")
      report(resource.path, "expected the columns \(expected); found \(found)", line: 1)
      return false
    }
    checkCells(of: text, resource: resource)
    checkValues(of: text, resource: resource)
    checkOrder(of: text, resource: resource)
    return true
  }

  private mutating func checkStatedBytes(_ bytes: [UInt8], of resource: DataResource) {
    if let stated = resource.byteCount, stated != bytes.count {
      report(
        resource.path,
        "\(stated) bytes are stated, the file has \(bytes.count); see \"bytes\" in datapackage.json"
      )
    }
    let digest = SHA256.hexadecimal(of: bytes)
    guard let stated = resource.checksum else {
      report("datapackage.json", "resource '\(resource.name)' has no hash")
      return
    }
    if stated != digest {
      report(
        resource.path,
        "the SHA-256 digest is not the stated \(stated.prefix(12))...: the file was changed after"
          + " it was described; restore it or, if the change is meant, write "
          + "\"hash\": \"sha256:\(digest)\" into datapackage.json"
      )
    }
  }

  private mutating func checkFields(of resource: DataResource) {
    let file = "datapackage.json"
    let names = resource.fields.map(\.name)
    if !names.contains("source") && !names.contains("sources") {
      report(
        file,
        "resource '\(resource.name)' needs a column 'source' or 'sources': "
          + "no number without a source"
      )
    }
    for key in resource.primaryKey where !names.contains(key) {
      report(file, "resource '\(resource.name)' has no column '\(key)' for its primary key")
    }
    for field in resource.fields {
      if field.meaning.isEmpty {
        report(file, "resource '\(resource.name)' does not say what it means", column: field.name)
      }
      guard field.kind == .number || field.kind == .integer else { continue }
      if let column = field.unitColumn {
        if !names.contains(column) {
          report(file, "the column of units '\(column)' does not exist", column: field.name)
        }
      } else if let unit = field.unit {
        if let problem = verdict(on: unit) { report(file, problem, column: field.name) }
      } else {
        report(
          file,
          "resource '\(resource.name)' states no unit; use \"\" for a pure number",
          column: field.name
        )
      }
    }
  }

  private mutating func checkCells(of text: DelimitedText, resource: DataResource) {
    let unitColumns = Set(resource.fields.compactMap(\.unitColumn))
    for (index, field) in resource.fields.enumerated() {
      for record in text.records {
        let cell = record.fields[index]
        switch Cell(cell, field: field, missingValues: resource.missingValues) {
        case .invalid(let sentence):
          report(resource.path, sentence, line: record.line)
        case .missing where field.name == "source" || field.name == "sources":
          report(resource.path, "no number without a source", line: record.line)
        case .text where field.name == "source":
          use(cell, file: resource.path, line: record.line, column: field.name)
        case .text where field.name == "sources":
          for key in cell.split(separator: ";") {
            use(
              key.trimmingCharacters(in: .whitespaces),
              file: resource.path,
              line: record.line,
              column: field.name
            )
          }
        case .text where unitColumns.contains(field.name):
          if let problem = verdict(on: cell) {
            report(resource.path, problem, line: record.line, column: field.name)
          }
        case .text where !field.allowedTexts.isEmpty && !field.allowedTexts.contains(cell):
          report(
            resource.path,
            "one of \(field.allowedTexts.joined(separator: ", ")) is needed, got '\(cell)'",
            line: record.line,
            column: field.name
          )
        case .text:
          if let problem = PersonalDetails.problem(in: cell) {
            report(resource.path, problem, line: record.line, column: field.name)
          }
        default: break
        }
      }
    }
  }

  private mutating func checkValues(of text: DelimitedText, resource: DataResource) {
    let fields = resource.fields
    for record in text.records {
      let rowNamesShare = fields.indices.contains { column in
        fields[column].kind == .text && ValueRules.namesShare(record.fields[column])
      }
      for (index, field) in fields.enumerated() where field.kind != .text && field.kind != .year {
        guard let value = PlainNumber.double(record.fields[index]) else { continue }
        let unit =
          field.unitColumn.flatMap { name in fields.firstIndex { $0.name == name } }
          .map { record.fields[$0] } ?? field.unit ?? ""
        let isShare =
          ValueRules.namesShare(field.name) || ValueRules.namesShare(field.meaning)
          || (field.unitColumn != nil && rowNamesShare)
        if let problem = ValueRules.problem(value, field: field, unit: unit, isShare: isShare) {
          report(resource.path, problem, line: record.line, column: field.name)
        }
      }
    }
  }

  private mutating func checkOrder(of text: DelimitedText, resource: DataResource) {
    let names = resource.fields.map(\.name)
    guard resource.primaryKey.isEmpty || resource.primaryKey == ["year"] else {
      let indices = resource.primaryKey.compactMap { names.firstIndex(of: $0) }
      var seen: [[String]: Int] = [:]
      for record in text.records {
        let key = indices.map { record.fields[$0] }
        if let first = seen.updateValue(record.line, forKey: key) {
          report(
            resource.path,
            "the key \(key.joined(separator: ", ")) already stands on line \(first)",
            line: record.line
          )
        }
      }
      return
    }
    guard let index = resource.fields.firstIndex(where: { $0.name == "year" }) else { return }
    var last: Int?
    for record in text.records {
      guard let year = PlainNumber.integer(record.fields[index]) else { continue }
      if let last, year <= last {
        report(
          resource.path,
          "years must increase strictly, \(year) follows \(last)",
          line: record.line,
          column: "year"
        )
      }
      last = year
    }
  }

  // MARK: Keys and units

  /// Notes that a row cites a source, and checks that the library has it.
  private mutating func use(_ key: String, file: String, line: Int, column: String) {
    if !usedSources.contains(key) { usedSources.append(key) }
    checkSource(key, file: file, line: line, column: column)
  }

  private mutating func checkSource(
    _ key: String,
    file: String,
    line: Int?,
    column: String?
  ) {
    guard let library, !library.contains(key) else { return }
    let hint = library.suggestion(for: key).map { "; did you mean '\($0)'?" } ?? ""
    report(file, "sources.yaml has no source '\(key)'" + hint, line: line, column: column)
  }

  private mutating func verdict(on unit: String) -> String? {
    guard !unit.isEmpty else { return nil }
    if let known = unitVerdicts[unit] { return known }
    let problem = unitProblem(unit)
    unitVerdicts[unit] = .some(problem)
    return problem
  }
}
