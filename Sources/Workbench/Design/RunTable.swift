import Tables

/// A table whose rows are runs of a design: the design itself, results, or both in one.
struct RunTable {
  /// The name of the file, for messages.
  let file: String
  let text: DelimitedText
  /// The place of each column.
  let places: [String: Int]
  /// The run of each record, counted from 0.
  let runs: [Int]
  /// Whether each row says which design it belongs to.
  var hasMark: Bool { places[DesignFile.mark] != nil }

  /// The columns that are not part of the design: candidates for results.
  let further: [String]

  /// Reads the rows and the runs they are.
  ///
  /// Fields may be separated by commas, semicolons or tabulators; rows may come in any order.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - design: The design.
  ///   - mark: The mark that rows of the design carry.
  /// - Throws: `WorkbenchError.cannotRun` with the place for text that is no table, a missing column
  ///   `run`, a run that the design does not have or that comes twice, and another design's mark.
  init(_ path: String, _ design: RunDesign, mark: String) throws(WorkbenchError) {
    file = path
    let text = try Self.text(path)
    self.text = text
    var places: [String: Int] = [:]
    for (place, name) in text.header.enumerated() { places[name] = place }
    self.places = places
    let own = Set([DesignFile.mark, DesignFile.run, DesignFile.replicate]).union(
      design.columns.map(\.header)
    )
    further = text.header.filter { !own.contains($0) }
    guard let runPlace = places[DesignFile.run] else {
      let near = NearestQuantity.suggestion(DesignFile.run, further)
      throw .cannotRun(
        "\(path):1: a column `run` is needed, with the number of the run that each row is; the columns"
          + " are \(text.header.joined(separator: ", "))."
          + (near.map { " Is \($0) that column? Then rename it." }
            ?? " Copy it from the design.")
      )
    }
    guard !text.records.isEmpty else {
      throw .cannotRun("\(path): there is a header and no row below it; each run is a row.")
    }
    var runs: [Int] = []
    var lines: [Int: Int] = [:]
    for record in text.records {
      let cell = record.fields[runPlace]
      let number =
        PlainNumber.integer(cell) ?? PlainNumber.double(cell).flatMap { Int(exactly: $0) }
      guard let number, number >= 1, number <= design.runs else {
        throw .cannotRun(
          "\(path):\(record.line): column `run` needs a run of the design, a whole number from 1 to"
            + " \(design.runs); got '\(Self.brief(cell))'."
        )
      }
      if let first = lines.updateValue(record.line, forKey: number) {
        throw .cannotRun(
          "\(path):\(record.line): run \(number) stands on line \(first) already; keep one of the"
            + " two rows."
        )
      }
      runs.append(number - 1)
    }
    self.runs = runs
    try check(mark: mark)
  }

  private static func text(_ path: String) throws(WorkbenchError) -> DelimitedText {
    let bytes = try InputFile.bytes(path)
    var separator = DelimitedText.Separator.comma
    // A header that is one field holds the separator that the others would split at.
    let header = bytes.prefix { $0 != 0x0A }
    if !header.contains(separator.rawValue) {
      separator = [.semicolon, .tab].first { header.contains($0.rawValue) } ?? .comma
    }
    do throws(DelimitedTextError) {
      return try DelimitedText(bytes, file: path, separator: separator)
    } catch {
      throw .cannotRun("\(error.description).")
    }
  }

  private func check(mark: String) throws(WorkbenchError) {
    guard let place = places[DesignFile.mark] else { return }
    for record in text.records where record.fields[place] != mark {
      throw .cannotRun(
        "\(file):\(record.line): this row belongs to the design `\(Self.brief(record.fields[place]))`,"
          + " and the design given is `\(Self.brief(mark))`: another study, another seed or another size."
          + " Give the design that these runs were made from."
      )
    }
  }

  /// A field short enough for a message.
  static func brief(_ text: String) -> String {
    text.count <= 40 ? text : text.prefix(39) + "\u{2026}"
  }

  // MARK: Design values

  /// Compares the columns of the design that this table has with the design.
  ///
  /// - Parameters:
  ///   - design: The design.
  ///   - needsAll: Whether every column of the design must be there.
  ///   - hint: A sentence on what may have changed, for messages.
  /// - Returns: How many values were rounded by another program.
  /// - Throws: `WorkbenchError.cannotRun` with the first place that differs.
  func check(
    _ design: RunDesign,
    needsAll: Bool,
    hint: String
  ) throws(WorkbenchError) -> Int {
    var rounded = 0
    for column in design.columns {
      guard let place = places[column.header] else {
        guard needsAll else { continue }
        throw .cannotRun(
          "\(file):1: the column \(column.header) of the design is missing; the columns are"
            + " \(text.header.joined(separator: ", ")). \(hint)"
        )
      }
      let spread = (column.values.max() ?? 0) - (column.values.min() ?? 0)
      for (record, run) in zip(text.records, runs) {
        let cell = record.fields[place]
        let wanted = column.values[run]
        guard let value = PlainNumber.double(cell), abs(value - wanted) <= 1e-6 * spread else {
          let isNumber = PlainNumber.double(cell) != nil
          throw .cannotRun(
            "\(file):\(record.line): column \(column.header) has '\(Self.brief(cell))' for run"
              + " \(run + 1), where the design has \(wanted)"
              + (isNumber ? "." : "\(RunResults.hint(cell)).") + " \(hint)"
          )
        }
        if value != wanted { rounded += 1 }
      }
    }
    if let place = places[DesignFile.replicate] {
      for (record, run) in zip(text.records, runs) {
        let wanted = run / design.runsPerReplicate + 1
        guard PlainNumber.double(record.fields[place]) == Double(wanted) else {
          throw .cannotRun(
            "\(file):\(record.line): column replicate has '\(Self.brief(record.fields[place]))' for"
              + " run \(run + 1), where the design has \(wanted). \(hint)"
          )
        }
      }
    }
    return rounded
  }
}
