import StudySyntax
import TextCore
import Uncertainty
import Units

extension Elaborator {
  // MARK: Choosing cells

  /// One cell, or a slice, of a value.
  func subscripted(_ value: StudyValue, _ items: [Subscript]) -> StudyValue? {
    var result = value
    for item in items {
      guard let index = index(for: item, in: result) else { return nil }
      guard let place = index.position(of: item.label) else {
        reportLabel(item, index)
        return nil
      }
      let rest = result.indexes.filter { $0.name != index.name }
      let full = result
      var next = full
      next.indexes = rest
      next.isPartition = false
      next.cells = (0..<StudyValue.count(rest)).map { cell in
        let labels = StudyValue.labels(of: cell, rest)
        var offset = 0
        for own in full.indexes {
          let position: Int
          if own.name == index.name {
            position = place
          } else {
            let at = rest.firstIndex { $0.name == own.name } ?? 0
            position = own.position(of: labels[at]) ?? 0
          }
          offset = offset * own.labels.count + position
        }
        return full.cells[offset]
      }
      result = next
    }
    return result
  }

  /// The positions of the cells that subscripts name.
  func cells(_ items: [Subscript], of value: StudyValue, named name: Identifier) -> [Int]? {
    var chosen: [String: String] = [:]
    for item in items {
      guard let index = index(for: item, in: value) else { return nil }
      guard index.position(of: item.label) != nil else {
        reportLabel(item, index)
        return nil
      }
      chosen[index.name] = item.label
    }
    return (0..<StudyValue.count(value.indexes)).filter { cell in
      let labels = StudyValue.labels(of: cell, value.indexes)
      return zip(value.indexes, labels).allSatisfy {
        chosen[$0.name] == nil || chosen[$0.name] == $1
      }
    }
  }

  private func index(for item: Subscript, in value: StudyValue) -> StudyIndex? {
    guard !value.indexes.isEmpty else {
      report(
        "index-mismatch",
        "This is one number; it has no cell `\(item.label)`.",
        item.span,
        label: "no index to choose from"
      )
      return nil
    }
    if let named = item.index {
      if let found = value.indexes.first(where: { $0.name == named.name }) { return found }
      report(
        "unknown-index",
        "This does not vary over `\(named.name)`, but over"
          + " \(Self.names(value.indexes)).",
        named.span,
        label: "not an index of this"
      )
      return nil
    }
    let holders = value.indexes.filter { $0.position(of: item.label) != nil }
    if holders.count > 1 {
      report(
        "ambiguous-label",
        "The label `\(item.label)` belongs to \(Self.names(holders)).",
        item.span,
        label: "which index?",
        help: Advice(
          "write \(holders.map { "`[\($0.name): \(item.label)]`" }.joined(separator: " or "))",
          fixes: holders.map { index in
            [TextEdit(SourceSpan(item.span.start, item.span.start), "\(index.name): ")]
          }
        )
      )
      return nil
    }
    return holders.first ?? value.indexes[0]
  }

  private func reportLabel(_ item: Subscript, _ index: StudyIndex) {
    if reportEmptyRow(item, index) { return }
    let near = nearest(to: item.label, in: index.labels)
    report(
      "unknown-label",
      "The index `\(index.name)` has no label `\(item.label)`.",
      item.span,
      label: "unknown label",
      help: wholeIndex(item) ?? nearestNumber(item, index)
        ?? near.map { Advice.meant($0, at: item.span, text: Self.label($0)) }
        ?? "its labels are \(Self.range(index))"
    )
  }

  /// Advice for a year, or another number, that is no label: the nearest one.
  private func nearestNumber(_ item: Subscript, _ index: StudyIndex) -> Advice? {
    let numbers = index.labels.compactMap { label in Int(label).map { (label, $0) } }
    guard let wanted = Int(item.label), numbers.count == index.labels.count,
      let near = numbers.min(by: {
        (abs(Double($0.1) - Double(wanted)), $0.1) < (abs(Double($1.1) - Double(wanted)), $1.1)
      })
    else { return nil }
    return .write(
      Self.label(near.0),
      at: item.span,
      "its labels are \(Self.range(index)); the nearest is `\(near.0)`"
    )
  }

  /// A label as it stands between brackets: between quotes where it is not one word.
  static func label(_ text: String) -> String {
    let isWord = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return isWord && !text.isEmpty ? text : "\"\(text)\""
  }

  /// Advice for the name of an index in brackets, where the brackets say too much: a change of a
  /// scenario replaces all cells without them.
  private func wholeIndex(_ item: Subscript) -> Advice? {
    guard item.index == nil, declarations.indexes[item.label] != nil else { return nil }
    let bytes = scope.file.bytes
    var start = item.span.start
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    var end = item.span.end
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    guard start > 0, bytes[start - 1] == 0x5B, end < bytes.count, bytes[end] == 0x5D else {
      return nil
    }
    return .remove(
      SourceSpan(start - 1, end + 1),
      "`\(item.label)` is the whole index: leave the brackets out"
    )
  }

  /// The part of a value over some labels of one index.
  func select(
    _ labels: [String],
    of index: StudyIndex,
    in value: StudyValue,
    at span: SourceSpan
  ) -> StudyValue? {
    let missing = labels.filter { index.position(of: $0) == nil }
    guard missing.isEmpty else {
      report(
        "index-mismatch",
        "The formula has no value for \(index.name) \(missing.prefix(5).joined(separator: ", "))"
          + (missing.count > 5 ? " and \(missing.count - 5) more" : "") + ".",
        span,
        label: "has \(Self.range(index))"
      )
      return nil
    }
    var result = value
    let narrow = StudyIndex(name: index.name, labels: labels)
    result.indexes = value.indexes.map { $0.name == index.name ? narrow : $0 }
    result.cells = (0..<StudyValue.count(result.indexes)).map { cell in
      let wanted = StudyValue.labels(of: cell, result.indexes)
      var offset = 0
      for (own, label) in zip(value.indexes, wanted) {
        offset = offset * own.labels.count + (own.position(of: label) ?? 0)
      }
      return value.cells[offset]
    }
    result.isPartition = false
    return result
  }

  // MARK: Maps

  /// `{ base: 110, top: 500 }` over the index that has these labels.
  func map(
    _ entries: [MapEntry],
    _ whole: Expression,
    unit: Unit?,
    isRoot: Bool
  ) -> StudyValue? {
    guard let (index, ordered) = index(of: entries, whole) else { return nil }
    var result = StudyValue(unit: unit ?? .one, indexes: [index], cells: [])
    var parts: [StudyValue] = []
    var percent = true
    let saved = scope.cell
    defer { scope.cell = saved }
    var failed = false
    for (position, entry) in ordered.enumerated() {
      scope.cell = saved + [index.labels[position]]
      guard let expression = entry.value, let cell = evaluate(expression, isRoot: isRoot) else {
        failed = true
        continue
      }
      if cell.indexes.contains(where: { $0.name == index.name }) {
        report(
          "index-mismatch",
          "This stands for one label of `\(index.name)`, but varies over it.",
          expression.span,
          label: "varies over `\(index.name)`"
        )
        failed = true
        continue
      }
      percent = percent && cell.isPercent
      var part = cell
      if let unit {
        if !cell.unit.isOne {
          guard let same = converted(cell, to: unit, at: expression.span, why: "the map is") else {
            failed = true
            continue
          }
          part = same
        }
      } else if parts.isEmpty {
        result.unit = cell.unit
      } else {
        guard
          let same = converted(
            cell,
            to: result.unit,
            at: expression.span,
            why: "the first value is"
          )
        else {
          failed = true
          continue
        }
        part = same
      }
      parts.append(part)
    }
    guard !failed, let inner = commonIndexes(parts, whole.span),
      isAffordable([index] + inner, at: whole.span)
    else { return nil }
    result.indexes += inner
    result.cells = parts.flatMap { part in
      (0..<StudyValue.count(inner)).map { part.cell(for: $0, of: inner) }
    }
    result.isPercent = percent && result.unit.isOne
    return result
  }

  /// The indexes over which the parts of a map vary, where it is a map of maps.
  private func commonIndexes(_ parts: [StudyValue], _ span: SourceSpan) -> [StudyIndex]? {
    var result: [StudyIndex] = []
    for index in parts.flatMap(\.indexes) {
      guard let same = result.first(where: { $0.name == index.name }) else {
        result.append(index)
        continue
      }
      guard same.labels == index.labels else {
        report(
          "index-mismatch",
          "The parts of this map vary over `\(index.name)` with different labels:"
            + " \(Self.range(same)) and \(Self.range(index)).",
          span,
          label: "do not match"
        )
        return nil
      }
    }
    return result
  }

  /// The index that the labels of a map name, and the entries in its order.
  func index(of entries: [MapEntry], _ whole: Expression) -> (StudyIndex, [MapEntry])? {
    var byLabel: [String: MapEntry] = [:]
    for entry in entries {
      let label = self.label(of: entry)
      if let first = byLabel[label] {
        report(
          "duplicate-label",
          "The label `\(label)` stands twice.",
          entry.keySpan,
          label: "again",
          secondary: [.init(first.keySpan, "first here", file: scope.file.name)]
        )
        return nil
      }
      guard entry.value != nil else {
        report(
          "missing-value",
          "The label `\(label)` has no value.",
          entry.keySpan,
          label: "expected `\(label): value`"
        )
        return nil
      }
      byLabel[label] = entry
    }
    guard !entries.isEmpty else {
      report("missing-value", "The braces are empty.", whole.span, label: "no value")
      return nil
    }
    let labels = Set(byLabel.keys)
    let index: StudyIndex
    if let expected = scope.expected.first(where: { Set($0.labels) == labels })
      ?? scope.expected.first(where: { !labels.isDisjoint(with: $0.labels) })
      ?? (scope.expected.count == 1 ? scope.expected[0] : nil)
    {
      index = expected
    } else {
      let candidates = declarations.indexOrder.compactMap { declarations.indexes[$0]?.index }
      let exact = candidates.filter { Set($0.labels) == labels }
      if exact.count > 1 {
        report(
          "ambiguous-label",
          "These labels belong to the indexes \(Self.names(exact)).",
          whole.span,
          label: "which index?",
          help: "name the index, as in `\(scope.owner)[\(exact[0].name)] = ...`"
        )
        return nil
      }
      guard
        let found = exact.first ?? candidates.first(where: { !labels.isDisjoint(with: $0.labels) })
      else {
        report(
          "unknown-index",
          "No index has the labels of this map.",
          whole.span,
          label: "over which index?",
          help: declaration(of: entries, whole)
        )
        return nil
      }
      index = found
    }
    return order(entries, byLabel, index, whole)
  }

  /// Advice to declare the index that the labels of a map need.
  private func declaration(of entries: [MapEntry], _ whole: Expression) -> Advice {
    let labels = entries.map { Self.label(label(of: $0)) }.joined(separator: ", ")
    let line = "index name = { \(labels) }"
    let words = "declare it first: `\(line)`"
    guard let place = definitionLine(of: whole.span), declarations.indexes["name"] == nil,
      declarations.definitions["name"] == nil, !labels.contains("\"")
    else { return Advice(words) }
    return .insert("\(line)\n", at: place, words)
  }

  private func order(
    _ entries: [MapEntry],
    _ byLabel: [String: MapEntry],
    _ index: StudyIndex,
    _ whole: Expression
  ) -> (StudyIndex, [MapEntry])? {
    for entry in entries where index.position(of: label(of: entry)) == nil {
      let label = label(of: entry)
      let near = nearest(to: label, in: index.labels)
      report(
        "unknown-label",
        "The index `\(index.name)` has no label `\(label)`.",
        entry.keySpan,
        label: "unknown label",
        help: near.map { Advice.meant($0, at: entry.keySpan, text: Self.label($0)) }
          ?? "its labels are \(Self.range(index))"
      )
      return nil
    }
    let missing = index.labels.filter { byLabel[$0] == nil }
    guard missing.isEmpty else {
      report(
        "missing-label",
        "A value is missing for \(missing.map { "`\($0)`" }.joined(separator: ", ")) of the index"
          + " `\(index.name)`.",
        whole.span,
        label: "incomplete",
        help: "a quantity over `\(index.name)` needs a value for each label"
      )
      return nil
    }
    return (index, index.labels.compactMap { byLabel[$0] })
  }

  func label(of entry: MapEntry) -> String {
    switch entry.key {
    case .label(let label): label
    case .number: scope.file.text(entry.keySpan)
    }
  }

  // MARK: Data

  /// `dataset("pharos").reports`.
  func member(_ base: Expression, _ column: Identifier) -> StudyValue? {
    guard case .call(let function, let arguments, _) = base.kind, function.name == "dataset" else {
      report(
        "unexpected-member",
        "Only a data set has columns.",
        column.span,
        label: "no such part",
        help: "as in `dataset(\"pharos\").reports`"
      )
      return nil
    }
    guard arguments.count == 1, case .text(let name) = arguments[0].value.kind else {
      report(
        "malformed-call",
        "`dataset` takes the name of a data set between double quotes.",
        base.span,
        label: "expected `dataset(\"name\")`"
      )
      return nil
    }
    guard let dataset = load(name, at: arguments[0].value.span) else { return nil }
    guard let found = dataset.columns.first(where: { $0.name == column.name }) else {
      let names = dataset.columns.map(\.name)
      report(
        "unknown-column",
        "The data set `\(name)` has no column of numbers `\(column.name)`.",
        column.span,
        label: "unknown column",
        help: nearest(to: column.name, in: names).map { Advice.meant($0, at: column.span) }
          ?? only(names, at: column.span)
          ?? "its columns are \(names.map { "`\($0)`" }.joined(separator: ", "))"
      )
      return nil
    }
    return value(of: found, in: dataset, at: column.span)
  }

  /// The one data set that shares a word with a name.
  private func related(to name: String) -> String? {
    let names = NearestName.sharingWords(with: name, in: environment.datasetNames)
    return names.count == 1 ? names[0] : nil
  }

  /// Advice to take the column of a data set that has one only.
  private func only(_ columns: [String], at span: SourceSpan) -> Advice? {
    guard columns.count == 1 else { return nil }
    return .write(columns[0], at: span, "its only column of numbers is `\(columns[0])`")
  }

  func load(_ name: String, at span: SourceSpan) -> StudyDataset? {
    if let known = loadedDatasets[name] { return known }
    do throws(StudyEnvironmentError) {
      let dataset = try environment.dataset(named: name)
      loadedDatasets[name] = dataset
      datasets.append(name)
      return dataset
    } catch {
      let near =
        nearest(to: name, in: environment.datasetNames)
        ?? related(to: name)
      report(
        error.isDamage ? Diagnostic.damagedDataset : "unknown-dataset",
        Self.sentence(error.description),
        span,
        label: error.isDamage ? "this data set is damaged or may not be read" : "no such data set",
        help: error.isDamage
          ? "repair the data set; `ampleur data check` lists all that is wrong"
          : near.map { Advice.write("\"\($0)\"", at: span, "did you mean `\($0)`?") }
            ?? "see `ampleur data list`"
      )
      return nil
    }
  }

  private func value(
    of column: StudyDataset.Column,
    in dataset: StudyDataset,
    at span: SourceSpan
  ) -> StudyValue? {
    guard !dataset.labels.isEmpty else {
      report(
        "dataset-key",
        "The rows of the data set `\(dataset.name)` are not told apart by one column,"
          + " so it cannot be used as a series.",
        span,
        label: "no single key",
        help: dataset.repeatedKey.isEmpty ? nil : Advice(dataset.repeatedKey)
      )
      return nil
    }
    guard let unit = unit(of: column, in: dataset, at: span) else { return nil }
    let present = zip(dataset.labels, column.values).filter { !$0.1.isNaN }
    guard !present.isEmpty else {
      report("dataset-empty", "The column `\(column.name)` holds no number.", span, label: "empty")
      return nil
    }
    let index = StudyIndex(name: dataset.key, labels: present.map(\.0))
    if !datasetIndexes.contains(index) { datasetIndexes.append(index) }
    scope.reads.append(
      DataRead(
        dataset: dataset.name,
        column: column.name,
        index: index,
        gap: DataGap(labels: dataset.labels, values: column.values),
        sources: dataset.sourcesOfRows
      )
    )
    return StudyValue(
      unit: unit,
      indexes: [index],
      cells: present.map { constant($0.1) }
    )
  }

  /// The unit of a column; a fault in it is one of the data package.
  private func unit(
    of column: StudyDataset.Column,
    in dataset: StudyDataset,
    at span: SourceSpan
  ) -> Unit? {
    guard !column.unit.isEmpty else { return .one }
    do throws(UnitError) {
      return try units.parse(column.unit)
    } catch {
      report(
        "dataset-unit",
        "The data set `\(dataset.name)` gives its column `\(column.name)` the unit `\(column.unit)`,"
          + " which is none. \(UnitFault(error, units: units).message)",
        span,
        label: "the fault is in the data package",
        help: "mend `unit` of the field `\(column.name)` in its datapackage.json"
      )
      return nil
    }
  }
}
