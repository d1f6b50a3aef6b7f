/// Inputs that depend on each other through one copula.
package struct CopulaGroup: Sendable {
  /// Places of the inputs, increasing.
  package let members: [Int]
  /// The coordinate of each member.
  package let coordinates: [Int]
  /// The coordinate of the mixing variable that the members of a Student copula share.
  package let mixingCoordinate: Int?
  /// Turns independent normal scores into dependent ones.
  package let factor: CopulaFactor

  /// The row of a member; `nil` for an input that is none.
  package func place(of input: Int) -> Int? {
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if members[middle] < input { low = middle + 1 } else { high = middle }
    }
    return low < members.count && members[low] == input ? low : nil
  }
}
