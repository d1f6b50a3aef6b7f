/// Which coordinates of the unit cube each input takes, by name.
///
/// A scenario's model that is built with the baseline's plan draws the inputs it shares with the
/// baseline from the same coordinates, so that with one seed both see the same worlds (common
/// random numbers); inputs with new names take new coordinates. The name is the input's own, or the
/// place that ``ModelBuilder/place(_:)`` gives it.
public struct CoordinatePlan: Sendable, Equatable {
  /// The names in the order in which they came.
  public private(set) var names: [String] = []
  /// The number of coordinates taken so far.
  public private(set) var dimensionCount = 0

  private var assigned: [String: [Int]] = [:]
  /// The coordinates of mixing variables, by the first input of the group.
  private var mixing: [String: Int] = [:]

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

  /// Gives the mixing variable of a group of inputs its coordinate: the one that a group with one
  /// of these inputs has already, or a new one.
  ///
  /// - Parameters:
  ///   - members: The names of the inputs, the first of which the group is known by.
  ///   - taken: Coordinates that other groups of the same model have.
  mutating func assignMixing(_ members: [String], except taken: Set<Int>) -> Int {
    for name in members {
      if let known = mixing[name], !taken.contains(known) { return known }
    }
    let own = dimensionCount
    dimensionCount += 1
    if let first = members.first, mixing[first] == nil { mixing[first] = own }
    return own
  }

  /// Whether every name known to both plans has the same first coordinates in both.
  ///
  /// - Parameter other: The plan to compare with.
  public func agrees(with other: CoordinatePlan) -> Bool {
    for name in names {
      guard let own = assigned[name], let theirs = other.assigned[name] else { continue }
      guard zip(own, theirs).allSatisfy({ $0 == $1 }) else { return false }
    }
    for (name, own) in mixing {
      guard let theirs = other.mixing[name] else { continue }
      guard own == theirs else { return false }
    }
    return true
  }
}
