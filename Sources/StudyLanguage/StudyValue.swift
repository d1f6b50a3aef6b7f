import Uncertainty
import Units

/// The value of a formula while a study is checked: a unit, indexes, and a node for each cell.
struct StudyValue {
  var unit: Unit
  var indexes: [StudyIndex] = []
  /// Row-major over the indexes; one cell without indexes.
  var cells: [NodeID]
  var isPercent = false
  var isCondition = false
  var isPartition = false
  /// A number written without a unit; a bare 0 is compatible with every unit.
  var isLiteral = false

  /// The most cells that one value may have.
  static let maximumCells = 100_000

  /// The number of cells that indexes span; `Int.max` where it does not fit.
  static func count(_ indexes: [StudyIndex]) -> Int {
    indexes.reduce(1) { product, index in
      let (result, overflows) = product.multipliedReportingOverflow(by: index.labels.count)
      return overflows ? Int.max : result
    }
  }

  /// The labels of a cell.
  static func labels(of cell: Int, _ indexes: [StudyIndex]) -> [String] {
    var rest = cell
    var labels: [String] = []
    for index in indexes.reversed() {
      labels.append(index.labels[rest % index.labels.count])
      rest /= index.labels.count
    }
    return labels.reversed()
  }

  /// The cell of this value that a cell over wider indexes reads, by index name.
  func cell(for position: Int, of wider: [StudyIndex]) -> NodeID {
    guard !indexes.isEmpty else { return cells[0] }
    var rest = position
    var place: [String: Int] = [:]
    for index in wider.reversed() {
      place[index.name] = rest % index.labels.count
      rest /= index.labels.count
    }
    var offset = 0
    for index in indexes { offset = offset * index.labels.count + (place[index.name] ?? 0) }
    return cells[offset]
  }
}
