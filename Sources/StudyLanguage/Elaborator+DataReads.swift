import StudySyntax
import Uncertainty
import Units

/// Which rows of data sets a formula uses: windows, cells, and rows without a number.
extension Elaborator {
  // MARK: Narrowing

  /// Keeps only some labels of what has been read over an index.
  func narrowReads(from start: Int = 0, of index: StudyIndex, to labels: [String]) {
    for place in scope.reads.indices.dropFirst(start)
    where scope.reads[place].isOpen && scope.reads[place].index == index {
      scope.reads[place].index = StudyIndex(name: index.name, labels: labels)
      scope.reads[place].gap.empty = []
      scope.reads[place].gap.absent = []
    }
  }

  /// Ends the uses of an index at one cell.
  func closeReads(from start: Int, of index: StudyIndex, at label: String) {
    for place in scope.reads.indices.dropFirst(start)
    where scope.reads[place].isOpen && scope.reads[place].index == index {
      scope.reads[place].index = StudyIndex(name: index.name, labels: [label])
      scope.reads[place].isOpen = false
    }
  }

  // MARK: Sums

  /// What a sum over an index runs over: where the study declares the index with other labels than
  /// the data have, the part of the data in its window.
  ///
  /// - Returns: The index summed over and the value over it; `nil` after a report.
  func declaredWindow(
    of index: StudyIndex,
    in value: StudyValue,
    readFrom start: Int,
    _ function: Identifier,
    _ span: SourceSpan
  ) -> (StudyIndex, StudyValue)? {
    guard let declared = declarations.indexes[index.name]?.index, declared.labels != index.labels
    else {
      if declarations.indexes[index.name] == nil {
        noteOmissions(from: start, of: index, function, span)
      }
      endReads(from: start, of: index)
      return (index, value)
    }
    let own = Set(index.labels)
    let missing = declared.labels.filter { !own.contains($0) }
    guard missing.isEmpty else {
      let present = declared.labels.filter { own.contains($0) }
      report(
        "index-mismatch",
        "`\(function.name)` runs over the declared index `\(index.name)`,"
          + " \(Self.range(declared)), and the formula has no value for \(Self.brief(missing)).",
        span,
        label: "has \(Self.range(index))",
        help: present.isEmpty
          ? "declare the labels that the data have: `index \(index.name) ="
            + " \(Self.written(index.labels))`"
          : "declare the labels that have a value: `index \(index.name) ="
            + " \(Self.written(present))`"
      )
      return nil
    }
    guard let selected = select(declared.labels, of: index, in: value, at: span) else { return nil }
    let window = StudyIndex(name: index.name, labels: declared.labels)
    narrowReads(from: start, of: index, to: declared.labels)
    endReads(from: start, of: window)
    return (window, selected)
  }

  /// Says which rows a sum over data leaves out.
  func noteOmissions(
    from start: Int,
    of index: StudyIndex,
    _ function: Identifier,
    _ span: SourceSpan
  ) {
    for read in scope.reads.dropFirst(start) where read.isOpen && read.index == index {
      guard !read.gap.isEmpty else { continue }
      let omission = StudyOmission(
        quantity: scope.owner,
        dataset: read.dataset,
        column: read.column,
        rows: read.gap.rows,
        empty: read.gap.empty,
        absent: read.gap.absent
      )
      guard !omissions.contains(omission) else { continue }
      omissions.append(omission)
      var parts: [String] = []
      if !read.gap.empty.isEmpty {
        let count = read.gap.empty.count
        parts.append(
          "\(count) of \(read.gap.rows) rows \(count == 1 ? "has" : "have") no value in the column"
            + " `\(read.column)`: \(Self.brief(read.gap.empty))"
        )
      }
      if !read.gap.absent.isEmpty {
        parts.append("there is no row for \(Self.brief(read.gap.absent))")
      }
      report(
        "missing-values",
        "`\(function.name)` leaves out what the data set `\(read.dataset)` does not hold:"
          + " \(parts.joined(separator: "; ")).",
        span,
        label: "\(index.labels.count) values",
        help: "to say that these are meant, declare them: `index \(index.name) ="
          + " \(Self.written(index.labels))`",
        severity: .warning
      )
    }
  }

  /// Ends the uses of an index: what comes after the sum no longer varies over it.
  func endReads(from start: Int, of index: StudyIndex) {
    for place in scope.reads.indices.dropFirst(start) where scope.reads[place].index == index {
      scope.reads[place].isOpen = false
    }
  }

  // MARK: Words

  /// A label of a row that is on file without a number in the column that is read.
  ///
  /// - Returns: Whether the label was one, and was reported.
  func reportEmptyRow(_ item: Subscript, _ index: StudyIndex) -> Bool {
    guard
      let read = scope.reads.last(where: {
        $0.isOpen && $0.index == index && $0.gap.empty.contains(item.label)
      }), let dataset = loadedDatasets[read.dataset],
      let row = dataset.labels.firstIndex(of: item.label)
    else { return false }
    let others = dataset.columns.filter { column in
      column.name != read.column && row < column.values.count && !column.values[row].isNaN
    }
    report(
      "missing-value",
      "The row `\(item.label)` of the data set `\(read.dataset)` has no value in the column"
        + " `\(read.column)`.",
      item.span,
      label: "an empty cell",
      help: others.isEmpty
        ? "no column of numbers has a value there"
        : "it has one in " + others.map { "`\($0.name)`" }.joined(separator: ", ")
    )
    return true
  }

  /// Some labels, the first eight of them by name.
  static func brief(_ labels: [String]) -> String {
    let shown = labels.prefix(8).joined(separator: ", ")
    return labels.count > 8 ? "\(shown) and \(labels.count - 8) more" : shown
  }

  /// Labels as an index declares them.
  static func written(_ labels: [String]) -> String {
    let numbers = labels.compactMap { Int($0) }
    if numbers.count == labels.count, let first = numbers.first, let last = numbers.last,
      labels == numbers.map({ String($0) }), last &- first == numbers.count - 1,
      numbers == Array(first...last)
    {
      return "\(first) .. \(last)"
    }
    let texts = labels.map { label in
      let isNumber = !label.isEmpty && label.allSatisfy { ("0"..."9").contains($0) }
      let isName =
        (label.first.map { $0 == "_" || $0.isLetter } ?? false)
        && label.allSatisfy { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
      return isNumber || isName ? label : "\"\(label)\""
    }
    return "{ \(texts.joined(separator: ", ")) }"
  }
}
