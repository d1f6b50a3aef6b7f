/// Inputs that depend on each other through one copula.
struct CopulaGroup: Sendable {
  /// Places of the inputs, increasing.
  let members: [Int]
  /// The coordinate of each member.
  let coordinates: [Int]
  /// The coordinate of the mixing variable that the members of a Student copula share.
  let mixingCoordinate: Int?
  /// Turns independent normal scores into dependent ones.
  let factor: CopulaFactor
}
