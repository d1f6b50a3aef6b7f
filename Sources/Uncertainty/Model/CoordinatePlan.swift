/// Which coordinates of the unit cube each input takes, by name.
///
/// A scenario's model that is built with the baseline's plan draws the inputs it shares with the
/// baseline from the same coordinates, so that with one seed both see the same worlds (common
/// random numbers); inputs with new names take new coordinates.
public struct CoordinatePlan: Sendable, Equatable {
  /// The names in the order in which they came.
  public private(set) var names: [String] = []
  /// The number of coordinates taken so far.
  public private(set) var dimensionCount = 0

  private var assigned: [String: [Int]] = [:]

  /// Makes a plan that has assigned nothing.
  public init() {}

  /// The coordinates of an input, `nil` where the plan does not know the name.
  ///
  /// - Parameter name: The input's name.
  public func coordinates(of name: String) -> [Int]? { assigned[name] }

  /// Gives an input its coordinates: those it has already, with new ones where it needs more.
  ///
  /// - Parameters:
  ///   - name: The input's name.
  ///   - count: The number of coordinates needed, 0 or more.
  /// - Returns: `count` coordinates, in order.
  public mutating func assign(_ name: String, count: Int) -> [Int] {
    precondition(count >= 0, "CoordinatePlan.assign needs a count of 0 or more, got \(count)")
    var own = assigned[name] ?? []
    if assigned[name] == nil { names.append(name) }
    while own.count < count {
      own.append(dimensionCount)
      dimensionCount += 1
    }
    assigned[name] = own
    return Array(own.prefix(count))
  }

  /// Whether every name known to both plans has the same first coordinates in both.
  ///
  /// - Parameter other: The plan to compare with.
  public func agrees(with other: CoordinatePlan) -> Bool {
    for name in names {
      guard let own = assigned[name], let theirs = other.assigned[name] else { continue }
      guard zip(own, theirs).allSatisfy({ $0 == $1 }) else { return false }
    }
    return true
  }
}
