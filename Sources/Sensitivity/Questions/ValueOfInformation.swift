import LinearAlgebra
import NumericCore
import Uncertainty

/// What it would be worth to know uncertain inputs before choosing among actions.
///
/// ```
/// EVPI     = E[max_a payoff_a] - max_a E[payoff_a]
/// EVPPI(X) = E[max_a E[payoff_a | X]] - max_a E[payoff_a]
/// ```
/// The payoffs of the actions are outputs of one model, in the same draws. Conditional expectations
/// are regressions of the payoffs on smooth functions of the inputs (``SmoothProjection``): no
/// further draws are needed. Fitted payoffs that choose and also value the choice flatter it; a
/// choice fitted to the other replicates and paid in the draws of one does not quite reach the
/// best. The estimate is the middle of the two, and the interval holds both. A single input is fitted
/// with few functions and with many: those that follow jumps and waves give the upper end, with room for
/// as much more as the last doubling of their number brought, and the lower end is the better of the
/// choices.
///
/// Values never fall when inputs are added to a group, and none exceeds the EVPI: an estimate that
/// would is raised to the largest of its subsets, or lowered.
///
/// Reference: Raiffa and Schlaifer (1961), Applied Statistical Decision Theory; Strong, Oakley and
/// Brennan (2014), Medical Decision Making 34(3), doi:10.1177/0272989X13505910.
public struct ValueOfInformation: Sendable {
  /// One action.
  public struct Action: Sendable, Equatable {
    /// The name of the output that is its payoff.
    public let name: String
    /// The expected payoff, in its unit, with its 95 % interval: the numerical error.
    public let expectedPayoff: IndexEstimate
    /// The probability that the action turns out best; ties go to the first.
    public let probabilityBest: Double
  }

  /// The value of knowing some inputs exactly.
  public struct PartialValue: Sendable, Equatable {
    /// The name of the input or group.
    public let name: String
    /// The inputs known.
    public let inputs: [String]
    /// The expected value of partial perfect information, in the payoffs' unit, 0 or more.
    public let value: IndexEstimate
    /// The value as a part of the EVPI; NaN where that is 0.
    public let shareOfTotal: Double
    /// Whether the estimate was moved to hold the order of a group and its parts.
    public let isAdjusted: Bool
  }

  /// Whether high or low payoffs are sought.
  public let goal: DecisionGoal
  /// The actions, in the order given.
  public let actions: [Action]
  /// The action with the best expected payoff, in `actions`.
  public let best: Int
  /// The expected value of perfect information, in the payoffs' unit.
  public let perfect: IndexEstimate
  /// The values of knowing each input or group, the largest first.
  public let partial: [PartialValue]
  /// The number of draws left out because some payoff is undefined there.
  public let undefinedRuns: Int

  /// Values information from the draws of a simulation.
  ///
  /// - Parameters:
  ///   - samples: Draws with the inputs kept.
  ///   - actions: The names of the outputs that are the payoffs, 2 or more, in one unit.
  ///   - goal: Whether high or low payoffs are sought.
  ///   - groups: Groups of inputs known together, beside the single inputs.
  /// - Throws: `SensitivityError` for unknown names, fewer than two actions, inputs that were not
  ///   kept, or too few defined draws.
  public init(
    samples: SampleSet,
    actions: [String],
    goal: DecisionGoal = .highest,
    groups: [(name: String, inputs: [String])] = []
  ) throws(SensitivityError) {
    guard actions.count >= 2 else {
      throw .invalidSetting(
        name: "The number of actions",
        requirement: "2 or more",
        value: "\(actions.count)"
      )
    }
    let sign = goal == .highest ? 1.0 : -1
    var payoffs: [[Double]] = []
    for action in actions {
      guard let place = samples.outputIndex(named: action) else {
        throw .unknownOutput(name: action)
      }
      payoffs.append(samples.values(of: place).map { sign * $0 })
    }
    // A draw in which one payoff is undefined says nothing about the choice.
    var marker = payoffs[0]
    for payoff in payoffs.dropFirst() {
      for draw in marker.indices where !payoff[draw].isFinite { marker[draw] = .nan }
    }
    guard samples.keepsInputs else {
      throw .invalidSetting(
        name: "SimulationSettings.keepsInputs",
        requirement: "true for the value of information",
        value: "false"
      )
    }
    var columns: [(name: String, values: [Double])] = []
    var inputOfColumn: [String] = []
    for (index, input) in samples.inputs.enumerated() where !input.coordinates.isEmpty {
      for component in 0..<input.componentCount {
        let values = samples.withInputValues(of: index, component: component) { Array($0) }
        columns.append((input.label(of: component), values))
        inputOfColumn.append(input.name)
      }
    }
    let kept = marker.indices.filter { marker[$0].isFinite }
    let draws = try GivenDraws(
      columns: columns,
      values: marker,
      output: actions[0],
      replicates: samples.replicates
    )
    if kept.count < marker.count { payoffs = payoffs.map { payoff in kept.map { payoff[$0] } } }
    try self.init(
      draws: draws,
      inputOfColumn: inputOfColumn,
      payoffs: payoffs,
      actions: actions,
      goal: goal,
      groups: groups
    )
  }

  private init(
    draws: GivenDraws,
    inputOfColumn: [String],
    payoffs: [[Double]],
    actions: [String],
    goal: DecisionGoal,
    groups: [(name: String, inputs: [String])]
  ) throws(SensitivityError) {
    let sign = goal == .highest ? 1.0 : -1
    let decision = Decision(payoffs: payoffs, ranges: draws.ranges)
    self.goal = goal
    best = decision.best
    undefinedRuns = draws.undefinedRuns
    self.actions = actions.indices.map { index in
      let means = decision.means(of: payoffs[index])
      return Action(
        name: actions[index],
        expectedPayoff: IndexEstimate(
          around: sign * means.pooled,
          replicates: means.replicates.map { sign * $0 }
        ),
        probabilityBest: decision.probabilityBest[index]
      )
    }
    let perfect = decision.value(of: payoffs)
    self.perfect = perfect.index.clamped(to: 0...Double.infinity)

    var names: [String] = []
    for name in inputOfColumn where names.last != name { names.append(name) }
    var sets = names.map { (name: $0, inputs: [$0]) }
    for group in groups {
      for name in group.inputs where !names.contains(name) { throw .unknownInput(name: name) }
      guard Set(group.inputs).count == group.inputs.count else {
        throw .repeatedInput(name: group.name)
      }
      sets.append(group)
    }
    let shortest = draws.ranges.map(\.count).min() ?? 0
    let single = draws.columns.map {
      SmoothBasis($0.values, functions: min(max(shortest / 40, 4), 10))
    }
    // Of a group, and of an input with several columns such as shares.
    let hasJoint = !groups.isEmpty || names.count < inputOfColumn.count
    let joint =
      !hasJoint
      ? [] : draws.columns.map { SmoothBasis($0.values, functions: min(max(shortest / 60, 4), 7)) }
    var estimates: [IndexEstimate] = []
    for set in sets {
      if Set(set.inputs).count == names.count {
        estimates.append(perfect.index)
        continue
      }
      let places = inputOfColumn.indices.filter { set.inputs.contains(inputOfColumn[$0]) }
      let bases = places.map { places.count == 1 ? single[$0] : joint[$0] }
      do {
        let fit = try SmoothProjection(bases, responses: payoffs, ranges: draws.ranges)
        var fits = [fit]
        for number in [22, 50] where places.count == 1 && number <= shortest / 40 {
          let fine = bases[0].with(functions: number)
          guard fine.functionCount > bases[0].functionCount else { continue }
          fits.append(try SmoothProjection([fine], responses: payoffs, ranges: draws.ranges))
        }
        estimates.append(decision.value(of: fits, payoffs: payoffs))
      } catch {
        throw .invalidSetting(
          name: "The regression on \(set.name)",
          requirement: "solvable",
          value: "\(error)"
        )
      }
    }
    partial = Self.ordered(sets, estimates, perfect: self.perfect)
  }

  /// Holds the order of groups and their parts, smallest groups first.
  private static func ordered(
    _ sets: [(name: String, inputs: [String])],
    _ estimates: [IndexEstimate],
    perfect: IndexEstimate
  ) -> [PartialValue] {
    let members = sets.map { Set($0.inputs) }
    var values = estimates.map { $0.clamped(to: 0...Double.infinity) }
    let bySize = sets.indices.sorted { (members[$0].count, $0) < (members[$1].count, $1) }
    for index in bySize {
      for part in bySize where part != index && members[part].isSubset(of: members[index]) {
        values[index] = IndexEstimate(
          value: max(values[index].value, values[part].value),
          low: max(values[index].low, values[part].low),
          high: max(values[index].high, values[part].high)
        )
      }
    }
    values = values.map { value in
      IndexEstimate(
        value: min(value.value, perfect.value),
        low: min(value.low, perfect.low),
        high: min(value.high, perfect.high)
      )
    }
    let result = sets.indices.map { index in
      PartialValue(
        name: sets[index].name,
        inputs: sets[index].inputs,
        value: values[index],
        shareOfTotal: perfect.value > 0 ? values[index].value / perfect.value : .nan,
        isAdjusted: values[index].value != estimates[index].value
      )
    }
    return result.enumerated()
      .sorted { (-$0.element.value.value, $0.offset) < (-$1.element.value.value, $1.offset) }
      .map(\.element)
  }
}

/// The payoffs of a decision and what choosing by better knowledge gains.
private struct Decision {
  let ranges: [Range<Int>]
  let best: Int
  let probabilityBest: [Double]
  private let reference: [Double]

  init(payoffs: [[Double]], ranges: [Range<Int>]) {
    self.ranges = ranges
    let means = payoffs.map { $0.compensatedSum() }
    best = means.indices.reduce(0) { means[$1] > means[$0] ? $1 : $0 }
    reference = payoffs[best]
    var counts = [Int](repeating: 0, count: payoffs.count)
    for draw in reference.indices {
      var leader = 0
      for action in 1..<payoffs.count where payoffs[action][draw] > payoffs[leader][draw] {
        leader = action
      }
      counts[leader] += 1
    }
    probabilityBest = counts.map { Double($0) / Double(max(payoffs[0].count, 1)) }
  }

  func means(of column: [Double]) -> StatisticEstimate {
    StatisticEstimate(
      pooled: column.compensatedSum() / Double(column.count),
      replicates: ranges.map { Array(column[$0]).compensatedSum() / Double($0.count) },
      undefined: 0
    )
  }

  /// The value of a choice by expected payoffs, between one that flatters and one that is held out.
  ///
  /// - Parameters:
  ///   - fits: Of growing numbers of functions.
  ///   - payoffs: What is paid.
  func value(of fits: [SmoothProjection], payoffs: [[Double]]) -> IndexEstimate {
    let values = fits.map { value(of: $0.pooled) }
    let choices = fits.map { means(of: gains($0.heldOut, payoffs)) }
    let flattering = values[values.count - 1]
    let honest = choices.reduce(choices[0]) { $1.pooled > $0.pooled ? $1 : $0 }
    let room = values.count < 2 ? 0 : max(0, flattering.pooled - values[values.count - 2].pooled)
    let middle = IndexEstimate(
      around: (flattering.pooled + honest.pooled) / 2,
      replicates: zip(flattering.replicates, honest.replicates).map { ($0 + $1) / 2 }
    )
    let apart = abs(flattering.pooled - honest.pooled) / 2
    return IndexEstimate(
      value: middle.value,
      low: middle.low - apart,
      high: middle.high + apart + room
    )
  }

  /// What a choice by predicted payoffs gains in each draw over the action best on average.
  private func gains(_ predicted: [[Double]], _ payoffs: [[Double]]) -> [Double] {
    reference.indices.map { draw in
      var leader = best
      for action in payoffs.indices where predicted[action][draw] > predicted[leader][draw] {
        leader = action
      }
      return payoffs[leader][draw] - reference[draw]
    }
  }

  /// The mean of the best payoff in each draw over that of the action best on average.
  func value(of payoffs: [[Double]]) -> StatisticEstimate {
    var gain = payoffs[0]
    for action in payoffs.dropFirst() {
      for draw in gain.indices { gain[draw] = max(gain[draw], action[draw]) }
    }
    let own = payoffs[best]
    for draw in gain.indices { gain[draw] -= own[draw] }
    return means(of: gain)
  }
}
