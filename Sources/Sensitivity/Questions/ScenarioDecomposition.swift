import Uncertainty

/// The difference between a scenario and its baseline, split over what the scenario changes.
///
/// ```
/// contribution of c = average over orders of  s(changes before c, and c) - s(changes before c)
/// ```
/// s is a statistic of the output with some of the changes made, in the same worlds throughout
/// (common random numbers). Averaged over all orders the contributions are Shapley values; with
/// many changes the average is over the order given and its reverse. They sum to the difference;
/// with one change its contribution is the difference itself.
///
/// Reference: Shapley (1953), A value for n-person games; Sun (1998), Accounting for changes in
/// poverty and other decompositions by the Shapley value, as in Shorrocks (2013), Journal of Economic
/// Inequality 11, doi:10.1007/s10888-011-9214-z.
public struct ScenarioDecomposition: Sendable {
  /// Over which orders of the changes contributions are averaged.
  public enum Orders: String, Sendable {
    /// All orders: needs the model with every subset of the changes, 2 to the power of their number.
    case all
    /// The order given and its reverse: needs twice as many models as there are changes.
    case forwardAndReverse
  }

  /// Where nine draws in ten lie, in the output's unit: the 5 % and 95 % quantiles over the draws in
  /// which the number is defined; NaN where it is in none.
  public struct Spread: Sendable, Equatable {
    /// The 5 % quantile.
    public let low: Double
    /// The 95 % quantile.
    public let high: Double
  }

  /// What one change does.
  public struct Contribution: Sendable, Equatable {
    /// The name of the change.
    public let name: String
    /// Its contribution to the difference, in the output's unit.
    public let value: IndexEstimate
    /// Its contribution in single draws; in each draw the contributions sum to the difference.
    public let spread: Spread
    /// What it does when it is made first, before any other change.
    public let alone: IndexEstimate
    /// What it does when it is made last, after all others.
    public let last: IndexEstimate
  }

  /// One bar of the waterfall from baseline to scenario.
  public struct Step: Sendable, Equatable {
    /// The name of the change.
    public let name: String
    /// Where the bar starts, in the output's unit.
    public let start: Double
    /// Where it ends.
    public let end: Double
  }

  /// The name of the output.
  public let output: String
  /// What of the output is compared.
  public let statistic: OutputStatistic
  /// Over which orders contributions are averaged.
  public let orders: Orders
  /// The statistic in the baseline, in the output's unit.
  public let baseline: IndexEstimate
  /// The statistic with all changes.
  public let scenario: IndexEstimate
  /// The difference, scenario less baseline.
  public let difference: IndexEstimate
  /// The difference in single draws.
  public let differenceSpread: Spread
  /// The number of models that were drawn, baseline and scenario included.
  public let models: Int
  /// The number of draws of each.
  public let draws: Int
  /// The contributions, in the order of the changes.
  public let contributions: [Contribution]
  /// The largest number of undefined draws in a model.
  public let undefinedRuns: Int

  /// The most changes that are averaged over all orders when no orders are asked for.
  public static let allOrdersLimit = 6

  /// The waterfall: the largest contributions first.
  public var waterfall: [Step] {
    var level = baseline.value
    let order = contributions.enumerated().sorted {
      (-abs($0.element.value.value), $0.offset) < (-abs($1.element.value.value), $1.offset)
    }
    return order.enumerated().map { place, item in
      let start = level
      level =
        place == order.count - 1 ? scenario.value : level + item.element.value.value
      return Step(name: item.element.name, start: start, end: level)
    }
  }

  /// The number of models that a split draws, baseline and scenario included.
  ///
  /// - Parameters:
  ///   - changes: The number of changes, 1 to 20.
  ///   - orders: Over which orders; `nil` takes all up to ``allOrdersLimit`` changes.
  public static func modelCount(changes: Int, orders: Orders? = nil) -> Int {
    precondition((1...20).contains(changes), "A split needs 1 to 20 changes, got \(changes)")
    return subsets(of: changes, orders ?? defaultOrders(changes)).count
  }

  /// Splits the difference; the draws of all models are kept until it is done.
  ///
  /// - Parameters:
  ///   - changes: The names of what the scenario changes, 1 to 20, all different.
  ///   - output: The name of the output.
  ///   - statistic: What of the output is compared.
  ///   - orders: Over which orders; `nil` takes all up to ``allOrdersLimit`` changes.
  ///   - samples: The draws of the model with some of the changes made: none is the baseline, all
  ///     is the scenario. Every call must draw with the same settings and the baseline's plan of
  ///     coordinates.
  /// - Throws: ``ScenarioDecompositionError``: no or repeated changes, draws that cannot be
  ///   compared, or what `samples` throws.
  public init(
    changes: [String],
    output: String,
    statistic: OutputStatistic = .mean,
    orders: Orders? = nil,
    samples: (Set<String>) throws -> SampleSet
  ) throws(ScenarioDecompositionError) {
    let count = changes.count
    guard count >= 1 && count <= 20 else { throw .changeCount(count) }
    guard Set(changes).count == count else { throw .repeatedChange }
    let orders = orders ?? Self.defaultOrders(count)
    let everything = (1 << count) - 1
    var known: [Int: StatisticEstimate] = [:]
    var values: [Int: [Double]] = [:]
    var reference: SampleSet?
    for subset in Self.subsets(of: count, orders).sorted() {
      let names = Set(changes.indices.filter { subset >> $0 & 1 == 1 }.map { changes[$0] })
      let drawn: SampleSet
      do { drawn = try samples(names) } catch { throw .evaluation(error) }
      guard let place = drawn.outputIndex(named: output) else {
        throw .comparison(.unknownOutput(name: output))
      }
      // The comparison checks that the two were drawn in the same worlds.
      do {
        _ = try Comparison(baseline: reference ?? drawn, scenario: drawn, output: output)
      } catch {
        throw .comparison(error)
      }
      reference = reference ?? drawn
      let column = drawn.values(of: place)
      known[subset] = statistic.estimate(column, replicates: drawn.replicates)
      values[subset] = column
    }
    func estimate(_ subset: Int) -> StatisticEstimate {
      known[subset] ?? StatisticEstimate(pooled: .nan, replicates: [.nan], undefined: 0)
    }
    func change(_ from: Int, _ to: Int) -> StatisticEstimate {
      let (a, b) = (estimate(from), estimate(to))
      return StatisticEstimate(
        pooled: b.pooled - a.pooled,
        replicates: zip(b.replicates, a.replicates).map { $0 - $1 },
        undefined: 0
      )
    }
    self.output = output
    self.statistic = statistic
    self.orders = orders
    baseline = estimate(0).index
    scenario = estimate(everything).index
    difference = change(0, everything).index
    undefinedRuns = known.values.map(\.undefined).max() ?? 0
    models = known.count
    draws = reference?.draws ?? 0
    differenceSpread = Self.spread([Part(weight: 1, from: 0, to: everything)], values)
    contributions = changes.indices.map { place in
      let own = 1 << place
      let parts = Self.parts(of: place, count: count, orders)
      return Contribution(
        name: changes[place],
        value: Self.combined(parts.map { ($0.weight, change($0.from, $0.to)) }).index,
        spread: Self.spread(parts, values),
        alone: change(0, own).index,
        last: change(everything & ~own, everything).index
      )
    }
  }

  // MARK: Orders

  /// A change made after some others, with the part of all orders in which it comes there.
  private struct Part {
    let weight: Double
    /// The subset of changes made before it, one bit for each.
    let from: Int
    /// That subset and the change.
    let to: Int
  }

  private static func defaultOrders(_ count: Int) -> Orders {
    count <= allOrdersLimit ? .all : .forwardAndReverse
  }

  /// The subsets of changes whose models are needed, one bit for each change.
  private static func subsets(of count: Int, _ orders: Orders) -> Set<Int> {
    let everything = (1 << count) - 1
    guard orders == .forwardAndReverse else { return Set(0...everything) }
    var needed: Set<Int> = [0, everything]
    for place in 0..<count {
      needed.insert((1 << place) - 1)
      needed.insert(everything & ~((1 << place) - 1))
      needed.insert(1 << place)
      needed.insert(everything & ~(1 << place))
    }
    return needed
  }

  private static func parts(of place: Int, count: Int, _ orders: Orders) -> [Part] {
    let own = 1 << place
    let everything = (1 << count) - 1
    switch orders {
    case .all:
      return (0...everything).filter { $0 & own == 0 }.map {
        Part(weight: weight(size: $0.nonzeroBitCount, of: count), from: $0, to: $0 | own)
      }
    case .forwardAndReverse:
      let before = own - 1
      let after = everything & ~(before | own)
      return [before, after].map { Part(weight: 0.5, from: $0, to: $0 | own) }
    }
  }

  /// The part of all orders in which given changes, `size` of them, come before a change.
  private static func weight(size: Int, of count: Int) -> Double {
    var binomial = 1.0
    for step in 0..<size { binomial = binomial * Double(count - 1 - step) / Double(step + 1) }
    return 1 / (Double(count) * binomial)
  }

  /// The contribution in single draws; equal draws, infinite ones too, differ by exactly 0.
  private static func spread(_ parts: [Part], _ values: [Int: [Double]]) -> Spread {
    var sums = [Double](repeating: 0, count: values[0]?.count ?? 0)
    for part in parts {
      guard let before = values[part.from], let after = values[part.to] else { continue }
      for draw in sums.indices where before[draw] != after[draw] {
        sums[draw] += part.weight * (after[draw] - before[draw])
      }
    }
    let defined = sums.filter { !$0.isNaN }
    guard !defined.isEmpty else { return Spread(low: .nan, high: .nan) }
    return defined.withUnsafeBufferPointer {
      Spread(low: $0.quantile(0.05), high: $0.quantile(0.95))
    }
  }

  private static func combined(
    _ parts: [(weight: Double, change: StatisticEstimate)]
  ) -> StatisticEstimate {
    guard let first = parts.first else {
      return StatisticEstimate(pooled: .nan, replicates: [], undefined: 0)
    }
    var pooled = 0.0
    var replicates = [Double](repeating: 0, count: first.change.replicates.count)
    for part in parts {
      pooled += part.weight * part.change.pooled
      for index in replicates.indices {
        replicates[index] += part.weight * part.change.replicates[index]
      }
    }
    return StatisticEstimate(pooled: pooled, replicates: replicates, undefined: 0)
  }
}
