/// One use of a column of a data set in a formula, with the rows that it uses.
///
/// A formula first reads a whole column; what then chooses a cell or a window of it narrows the use,
/// and what sums over it ends it.
struct DataRead {
  let dataset: String
  let column: String
  /// The rows used, as the index of the value that carries them.
  var index: StudyIndex
  /// The rows without a number and those that are not on file.
  var gap: DataGap
  /// The keys of the sources of each row of the column.
  let sources: [String: [String]]
  /// Whether a later choice or sum in the same formula still concerns these rows.
  var isOpen = true
  /// Whether the formula itself names the data set, so that it cites its rows.
  var isOwn = true

  /// The keys of the sources of the rows used, in order.
  var usedSources: [String] { index.labels.flatMap { sources[$0] ?? [] } }

  /// What a definition hands on to those that use its name: its open uses, each once.
  static func carried(_ reads: [DataRead]) -> [DataRead] {
    var seen: Set<[String]> = []
    return reads.filter(\.isOpen).compactMap { read in
      guard seen.insert([read.dataset, read.column, read.index.name] + read.index.labels).inserted
      else { return nil }
      var handed = read
      handed.isOwn = false
      return handed
    }
  }
}

/// What a column of a data set does not hold.
struct DataGap: Equatable {
  /// The number of rows on file.
  let rows: Int
  /// The rows without a number, by their key.
  var empty: [String]
  /// The years or months between the first and the last row for which there is no row.
  var absent: [String]

  var isEmpty: Bool { empty.isEmpty && absent.isEmpty }

  /// The gaps of a column.
  ///
  /// - Parameters:
  ///   - labels: The keys of the rows.
  ///   - values: The numbers of the rows, NaN where there is none.
  init(labels: [String], values: [Double]) {
    rows = labels.count
    empty = zip(labels, values).filter { $0.1.isNaN }.map(\.0)
    absent = Self.absent(labels)
  }

  /// Years (`2020`) or months (`2018-05`) that are left out of a run of them.
  ///
  /// Keys of another kind, and numbers that lie apart more often than together, have no gaps: they
  /// are names.
  private static func absent(_ labels: [String]) -> [String] {
    let places = labels.compactMap { place($0) }
    let known = Set(places.map { $0.number })
    guard places.count == labels.count, places.count >= 2,
      Set(places.map { $0.isMonth }).count == 1, let first = known.min(), let last = known.max()
    else { return [] }
    let missing = last - first + 1 - known.count
    guard missing > 0, missing < known.count else { return [] }
    let isMonth = places[0].isMonth
    return (first...last).filter { !known.contains($0) }.map { number in
      guard isMonth else { return String(number) }
      let month = number % 12 + 1
      return "\(number / 12)-\(month < 10 ? "0" : "")\(month)"
    }
  }

  /// A year, or a month counted from the year 0.
  private static func place(_ label: String) -> (number: Int, isMonth: Bool)? {
    let parts = label.split(separator: "-", omittingEmptySubsequences: false)
    guard let year = parts.first, year.count == 4, let number = Int(year), number >= 1000 else {
      return nil
    }
    if parts.count == 1 { return (number, false) }
    guard parts.count == 2, parts[1].count == 2, let month = Int(parts[1]),
      (1...12).contains(month)
    else { return nil }
    return (number * 12 + month - 1, true)
  }
}
