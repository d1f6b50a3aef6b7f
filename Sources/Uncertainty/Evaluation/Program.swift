/// The part of a model that some columns need, as a flat list of steps over registers.
struct Program: Sendable {
  /// The steps in order of execution.
  let steps: [Step]
  /// The number of registers the steps use.
  let registerCount: Int
  /// What is stored, in order.
  let columns: [ModelColumn]
  /// The coordinates of the unit cube that the steps read, increasing.
  let coordinates: [Int]
  /// The number of columns of given input values.
  let givenCount: Int

  /// Gives values that never live at the same time one register.
  ///
  /// The register a step fills is never one that it reads, so that no loop has overlapping
  /// memory.
  ///
  /// - Parameter steps: Steps in which each value has a register of its own.
  static func allocated(_ steps: [Step]) -> (steps: [Step], registerCount: Int) {
    var lastUse: [Int: Int] = [:]
    for (index, step) in steps.enumerated() {
      for register in step.registers { lastUse[register] = index }
    }
    var place: [Int: Int] = [:]
    var free: [Int] = []
    var count = 0
    var result: [Step] = []
    result.reserveCapacity(steps.count)
    for (index, step) in steps.enumerated() {
      if let value = step.definition {
        if let register = free.popLast() {
          place[value] = register
        } else {
          place[value] = count
          count += 1
        }
      }
      result.append(step.renamed { place[$0] ?? 0 })
      for value in Set(step.registers).sorted() where lastUse[value] == index {
        if let register = place[value] { free.append(register) }
      }
    }
    return (result, count)
  }
}
