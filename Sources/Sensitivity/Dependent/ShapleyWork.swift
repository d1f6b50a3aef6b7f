import Sampling
import Uncertainty

/// The sums over one replicate from which Shapley effects are made.
struct ShapleyPart: Sendable {
  /// The sum over the points of each factor's share of the variance.
  var shares: [Double]
  /// The sum over the points of the variance.
  var variance = 0.0
  /// The number of points used.
  var points = 0
  /// The number of undefined runs.
  var undefined = 0
  /// What carries each share, and the variance.
  var shareTerms: [CarriedSum]
  var varianceTerms = CarriedSum()

  init(factors: Int) {
    shares = [Double](repeating: 0, count: factors)
    shareTerms = [CarriedSum](repeating: CarriedSum(), count: factors)
  }

  mutating func add(_ share: Double, to factor: Int) {
    shares[factor] += share
    shareTerms[factor].add(share)
  }

  mutating func add(variance term: Double) {
    variance += term
    varianceTerms.add(term)
  }
}

/// Runs a ``ShapleyDesign``.
struct ShapleyWork: Sendable {
  let design: ShapleyDesign
  /// One for each set of factors, by its bits in canonical order; empty for permutations.
  private let subsets: [ScoreFactor]

  init(_ design: ShapleyDesign) throws(SensitivityError) {
    self.design = design
    var subsets: [ScoreFactor] = []
    if design.sampling == .allSubsets {
      for mask in 0..<(1 << design.problem.factors.count) {
        let members = design.space.canonical.indices.filter { mask >> $0 & 1 == 1 }
          .map { design.space.canonical[$0] }
        let (order, fixed) = design.space.order(fixing: members)
        subsets.append(try design.space.factor(order: order, fixed: fixed))
      }
    }
    self.subsets = subsets
  }

  func run() throws(SensitivityError) -> [ShapleyPart] {
    let results = Parallel.map(0..<design.replicates, threads: design.problem.threads) { range in
      range.map { replicate -> Result<ShapleyPart, SensitivityError> in
        do throws(SensitivityError) {
          switch design.sampling {
          case .allSubsets: return .success(try runSubsets(replicate))
          case .randomPermutations: return .success(try runChains(replicate, inner: nil))
          case .nestedLoops(let inner): return .success(try runChains(replicate, inner: inner))
          }
        } catch {
          return .failure(error)
        }
      }
    }
    var parts: [ShapleyPart] = []
    for result in results.joined() { parts.append(try result.get()) }
    return parts
  }

  // MARK: All sets

  private func runSubsets(_ replicate: Int) throws(SensitivityError) -> ShapleyPart {
    let space = design.space
    let width = space.count
    let factors = space.canonical.count
    let points = ScorePoints(
      design.sobol,
      sets: 2,
      width: width,
      replicate: replicate,
      count: design.points
    )
    var runs = ScoreRuns(
      design.problem,
      space,
      capacity: design.points * design.runsPerPoint
    )
    var first = [Double](repeating: 0, count: width)
    var second = first
    var scores = first
    var mixed = first
    var result = first
    let last = subsets.count - 1
    for point in 0..<design.points {
      points.copy(set: 0, point: point, into: &first)
      points.copy(set: 1, point: point, into: &second)
      subsets[0].scores(first, into: &scores)
      for (mask, subset) in subsets.enumerated() {
        if mask == last {
          runs.append(scores)
          continue
        }
        for position in 0..<width { mixed[position] = second[position] }
        subset.recover(scores, into: &mixed)
        subset.scores(mixed, into: &result)
        runs.append(result)
      }
    }
    let values = try runs.evaluate()
    let weights = Self.weights(factors)
    var part = ShapleyPart(factors: factors)
    var unexplained = [Double](repeating: 0, count: subsets.count)
    for point in 0..<design.points {
      let base = point * subsets.count
      guard part.admits(values[base..<(base + subsets.count)]) else { continue }
      let y = values[base + last]
      for mask in 0..<last {
        let difference = y - values[base + mask]
        unexplained[mask] = difference * difference / 2
      }
      for place in 0..<factors {
        var share = 0.0
        for mask in 0...last where mask >> place & 1 == 0 {
          let gain = unexplained[mask] - unexplained[mask | 1 << place]
          share += weights[mask.nonzeroBitCount] * gain
        }
        part.add(share, to: space.canonical[place])
      }
      part.add(variance: unexplained[0])
    }
    return part
  }

  /// The weight of a set by its size, `size! (factors - 1 - size)! / factors!`.
  static func weights(_ factors: Int) -> [Double] {
    var weights: [Double] = [1 / Double(factors)]
    for size in 1..<max(factors, 1) {
      weights.append(weights[size - 1] * Double(size) / Double(factors - size))
    }
    return weights
  }

  // MARK: Permutations

  private func runChains(
    _ replicate: Int,
    inner: Int?
  ) throws(SensitivityError) -> ShapleyPart {
    let space = design.space
    let width = space.count
    let factors = space.canonical.count
    let permutations = self.permutations(replicate)
    let draws = inner ?? 1
    let points = ScorePoints(
      design.sobol,
      sets: 1 + draws,
      width: width,
      replicate: replicate,
      count: design.points
    )
    var runs = ScoreRuns(
      design.problem,
      space,
      capacity: design.points * design.runsPerPoint
    )
    var first = [Double](repeating: 0, count: width)
    var second = first
    var mixed = first
    var result = first
    for point in 0..<design.points {
      let (order, _) = space.order(fixing: permutations[point])
      let factor = try space.factor(order: order)
      points.copy(set: 0, point: point, into: &first)
      // Sets of the first k factors; the last run of a chain keeps all of them.
      for kept in 0..<(inner == nil ? factors + 1 : factors) {
        for draw in 0..<draws {
          points.copy(set: 1 + draw, point: point, into: &second)
          for position in 0..<width { mixed[position] = second[position] }
          for place in permutations[point].prefix(kept) {
            for position in space.positions[place] { mixed[position] = first[position] }
          }
          if inner == nil, kept == factors { mixed = first }
          factor.scores(mixed, into: &result)
          runs.append(result)
        }
      }
    }
    let values = try runs.evaluate()
    var part = ShapleyPart(factors: factors)
    let length = design.runsPerPoint
    for point in 0..<design.points {
      let own = values[(point * length)..<((point + 1) * length)]
      guard part.admits(own) else { continue }
      let start = own.startIndex
      var before = 0.0
      for kept in 0...factors {
        let unexplained: Double
        if kept == factors {
          unexplained = 0
        } else if inner == nil {
          let difference = own[start + factors] - own[start + kept]
          unexplained = difference * difference / 2
        } else {
          unexplained = Self.variance(own[(start + kept * draws)..<(start + (kept + 1) * draws)])
        }
        if kept == 0 {
          part.add(variance: unexplained)
        } else {
          part.add(before - unexplained, to: permutations[point][kept - 1])
        }
        before = unexplained
      }
    }
    return part
  }

  /// A permutation of the factors for each point.
  ///
  /// All rotations of a random permutation and of its reverse come together, so that each factor
  /// stands equally often in each place; they are dealt to the points at random.
  private func permutations(_ replicate: Int) -> [[Int]] {
    var random = PhiloxGenerator(seed: design.seed, stream: UInt64(replicate) &+ 1 << 40)
    let factors = design.space.canonical.count
    var result: [[Int]] = []
    while result.count < design.points {
      let permutation = random.shuffled(design.space.canonical)
      for start in 0..<factors {
        let rotated = Array(permutation[start...] + permutation[..<start])
        result.append(rotated)
        result.append(rotated.reversed())
      }
    }
    return random.shuffled(Array(result.prefix(design.points)))
  }

  private static func variance(_ values: ArraySlice<Double>) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }
}

extension ShapleyPart {
  /// Counts a point's runs; a point with an undefined one is left out.
  mutating func admits(_ values: ArraySlice<Double>) -> Bool {
    let missing = values.reduce(0) { $0 + ($1.isFinite ? 0 : 1) }
    undefined += missing
    guard missing == 0 else { return false }
    points += 1
    return true
  }
}
