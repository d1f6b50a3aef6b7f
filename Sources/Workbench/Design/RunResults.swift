import Tables

/// What came back of the runs of a design: the numbers, and an account of the rest.
struct RunResults {
  /// The name of the column.
  let output: String
  /// One value for each run of the replicates analysed; NaN where there is none.
  let values: [Double]
  /// The replicates analysed, from the first.
  let replicates: Int
  /// The number of runs of the design.
  let runs: Int
  /// The runs of ``values`` with a number.
  let usable: Int
  /// The runs of ``values`` without a row.
  let missing: Int
  /// The runs of ``values`` that failed, by the mark they carry.
  let failed: [String: Int]
  /// The runs after the replicates analysed: work that stopped early.
  let later: Int
  /// How many of those have a number.
  let laterWithResult: Int

  /// Reads a column of results.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - name: The column; `nil` where there is only one that is not part of the design.
  ///   - design: The design.
  ///   - point: What a point in its numbers means; `nil` to stop where that is not clear.
  /// - Throws: `WorkbenchError` for a column that is not there or not clear, and a field that is
  ///   neither a number nor the mark of a failed run.
  init(
    _ table: RunTable,
    column name: String?,
    _ design: RunDesign,
    point: PointMeaning? = nil
  ) throws(WorkbenchError) {
    let output = try Self.column(table, name)
    self.output = output
    runs = design.runs
    var values = [Double](repeating: .nan, count: design.runs)
    var marks = [String?](repeating: nil, count: design.runs)
    var isThere = [Bool](repeating: false, count: design.runs)
    for (record, run) in zip(table.text.records, table.runs) {
      isThere[run] = true
      let cell = record.fields[table.places[output] ?? 0]
      if let value = PlainNumber.double(cell) {
        values[run] =
          point == .thousands ? try Self.whole(cell, table, record.line, output) : value
      } else if let mark = Self.mark(cell) {
        marks[run] = mark
      } else {
        throw .cannotRun(
          "\(table.file):\(record.line): column \(output) needs a number, got"
            + " '\(RunTable.brief(cell))'\(Self.hint(cell)). A failed run is an empty field, NA,"
            + " NaN or failed."
        )
      }
    }
    if point == nil { try Self.refuseThousandsPoints(table, output) }
    // Nothing but missing rows and empty fields at the end: the work stopped early.
    let size = design.runsPerReplicate
    let done =
      (values.indices.last { isThere[$0] && marks[$0] != Self.empty }).map { $0 + 1 } ?? 0
    guard done > 0 else {
      throw .cannotRun(
        "\(table.file): column \(output) is empty in all \(table.runs.count) rows; there is nothing"
          + " to analyse."
      )
    }
    let inLast = done % size
    let isNearlyWhole = Double(size - inLast) <= 0.05 * Double(size)
    replicates = done / size + (inLast > 0 && isNearlyWhole ? 1 : 0)
    let end = replicates * size
    self.values = Array(values.prefix(end))
    usable = self.values.count { $0.isFinite }
    missing = isThere.prefix(end).count { !$0 }
    var failed: [String: Int] = [:]
    for mark in marks.prefix(end) { if let mark { failed[mark, default: 0] += 1 } }
    self.failed = failed
    later = design.runs - end
    laterWithResult = values.dropFirst(end).count { $0.isFinite }
    let least = RunDesign.leastReplicates(design.plan.kind)
    guard replicates >= least else {
      throw .cannotRun(
        "\(table.file): the results go to run \(done), which makes \(replicates) whole replicates of"
          + " \(size) runs; \(design.plan.kind.rawValue) needs at least \(least), the runs 1 to"
          + " \(least * size)."
      )
    }
  }

  // MARK: Thousands

  /// Stops where points may separate thousands: `1.759` beside `960` and `805`.
  ///
  /// Numbers written with decimals have them in various lengths, or all the same; whole numbers with
  /// three digits behind a point, beside whole numbers without one or on their own, are how
  /// spreadsheets group thousands in half of Europe.
  private static func refuseThousandsPoints(
    _ table: RunTable,
    _ output: String
  ) throws(WorkbenchError) {
    var grouped: (line: Int, text: String)?
    var whole: String?
    for record in table.text.records {
      let cell = record.fields[table.places[output] ?? 0]
      guard PlainNumber.double(cell) != nil else { continue }
      if PlainNumber.looksGrouped(cell) {
        if grouped == nil { grouped = (record.line, cell) }
      } else if PlainNumber.integer(cell) != nil {
        if cell != "0", whole == nil { whole = cell }
      } else {
        return
      }
    }
    guard let (line, text) = grouped else { return }
    guard let whole else {
      throw .cannotRun(
        "\(table.file):\(line): all numbers of column \(output) are like \(text), with three digits"
          + " behind the point: it may be the decimal mark or separate thousands. Say which:"
          + " --point decimal, or --point thousands."
      )
    }
    let plain = text.replacing(".", with: "")
    throw .cannotRun(
      "\(table.file):\(line): column \(output) has \(text) here and \(whole) elsewhere, so the point"
        + " may separate thousands. If it does, write \(plain) for \(text), everywhere; if it is"
        + " the decimal mark, write the whole numbers with it too: \(whole).0 for \(whole)."
    )
  }

  /// A whole number whose points separate thousands.
  private static func whole(
    _ cell: String,
    _ table: RunTable,
    _ line: Int,
    _ output: String
  ) throws(WorkbenchError) -> Double {
    let plain = PlainNumber.looksGrouped(cell) ? cell.replacing(".", with: "") : cell
    guard let number = PlainNumber.integer(plain) else {
      throw .cannotRun(
        "\(table.file):\(line): column \(output) has '\(RunTable.brief(cell))', where a point that"
          + " separates thousands has three digits behind it. Leave --point thousands out, or write"
          + " the number without a point."
      )
    }
    return Double(number)
  }

  // MARK: Columns

  private static func column(
    _ table: RunTable,
    _ name: String?
  ) throws(WorkbenchError) -> String {
    let columns = table.further.joined(separator: ", ")
    if let name {
      if table.further.contains(name) { return name }
      let near = NearestQuantity.suggestion(name, table.further)
      throw .usage(
        "\(table.file) has no column \(name) of results."
          + (near.map { " Did you mean \($0)?" }
            ?? (columns.isEmpty
              ? " Beside the columns of the design it has none." : " It has: \(columns)."))
      )
    }
    guard let only = table.further.first else {
      throw .usage(
        "\(table.file) has no column of results beside those of the design. Add one with the result"
          + " of each run, or give the file that has it: ampleur analyse STUDY DESIGN RESULTS."
      )
    }
    guard table.further.count == 1 else {
      throw .usage(
        "\(table.file) has several columns that may be the result: \(columns). Say which by --output."
      )
    }
    return only
  }

  // MARK: Failed runs

  /// The mark of a run whose field is empty.
  static let empty = "empty"

  /// The kind of a failed run; `nil` for another text.
  private static func mark(_ text: String) -> String? {
    let bare = text.filter { !$0.isWhitespace }.lowercased()
    switch bare {
    case "": return empty
    case "na", "n/a", "<na>", "#n/a", "null", "none": return "NA"
    case "nan", "-nan", "+nan": return "NaN"
    case "failed", "fail", "failure", "error": return "failed"
    case "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity": return "infinite"
    case "#div/0!", "#value!", "#num!", "#ref!", "#name?": return "spreadsheet error"
    default: return PlainNumber.isTooLarge(bare) ? "infinite" : nil
    }
  }

  /// The end of a sentence on a text that is nearly a number.
  static func hint(_ text: String) -> String {
    // What to do about a missing value is said elsewhere; the other hints hold.
    let hint = PlainNumber.hint(for: text)
    return hint.contains("empty") ? "" : hint
  }
}
