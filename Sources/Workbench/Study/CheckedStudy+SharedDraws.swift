import StudyLanguage
import Uncertainty

extension CheckedStudy {
  /// The groups of uncertain cells of an input that are one and the same draw, as those of
  /// `price[site] = 10 to 30 EUR`: each group has two cells or more.
  func sharedDraws(_ quantity: Quantity) -> [[Quantity.Cell]] {
    guard quantity.role == .input, quantity.cells.count > 1 else { return [] }
    var order: [NodeID] = []
    var groups: [NodeID: [Quantity.Cell]] = [:]
    for cell in quantity.cells where cell.constant == nil {
      guard let index = model.outputIndex(named: cell.output) else { continue }
      let node = model.outputs[index].node
      if groups[node] == nil { order.append(node) }
      groups[node, default: []].append(cell)
    }
    return order.compactMap { groups[$0] }.filter { $0.count > 1 }
  }

  /// The named inputs some cells of which are one draw, with these cells.
  var inputsOfSharedDraws: [(quantity: Quantity, groups: [[Quantity.Cell]])] {
    quantities.filter(\.isNamed).map { ($0, sharedDraws($0)) }.filter { !$0.1.isEmpty }
  }
}
