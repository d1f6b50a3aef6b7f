import NumericCore
import Sampling
import Uncertainty

/// Conditional variances from nearest neighbours in given draws, and their Shapley shares.
struct NeighbourVariances: Sendable {
  /// The largest number of factors for which every set is taken.
  static let subsetLimit = 6

  let draws: GivenDraws
  /// The columns of each factor.
  let factors: [[Int]]
  let neighbours: Int
  let anchors: Int
  let seed: UInt64

  private let dealt: [Int]

  init(draws: GivenDraws, factors: [[Int]], neighbours: Int, anchors: Int, seed: UInt64) {
    self.draws = draws
    self.factors = factors
    self.neighbours = neighbours
    self.anchors = anchors
    self.seed = seed
    // In random order, so that of equally near draws each is as likely to be taken.
    var random = PhiloxGenerator(seed: seed, stream: 1 << 42)
    dealt = random.shuffled(Array(0..<draws.count))
  }

  /// The shares of the variance in the first draws of a part.
  func shares(part number: Int, length: Int) -> ShapleyPart {
    let size = draws.count / draws.replicates
    let own = dealt[(number * size)..<(number * size + length)]
    let output = own.map { draws.values[$0] }
    let search = NeighbourSearch(
      columns: draws.columns.map { column in Self.ranks(own.map { column.values[$0] }) },
      output: output,
      neighbours: neighbours,
      anchors: min(anchors, length)
    )
    var random = PhiloxGenerator(seed: seed, stream: UInt64(number) &+ 1 << 41)
    let variance = Moments(output).variance
    var part = ShapleyPart(factors: factors.count)
    part.variance = variance
    part.points = length
    func unexplained(_ members: [Int]) -> Double {
      if members.isEmpty { return variance }
      if members.count == factors.count { return 0 }
      return search.meanVariance(members.flatMap { factors[$0] })
    }
    if factors.count <= Self.subsetLimit {
      let weights = ShapleyWork.weights(factors.count)
      let values = (0..<(1 << factors.count)).map { mask in
        unexplained(factors.indices.filter { mask >> $0 & 1 == 1 })
      }
      for place in factors.indices {
        for mask in values.indices where mask >> place & 1 == 0 {
          let gain = values[mask] - values[mask | 1 << place]
          part.shares[place] += weights[mask.nonzeroBitCount] * gain
        }
      }
      return part
    }
    let permutations = Self.permutations(factors.count, &random)
    for permutation in permutations {
      var before = variance
      for (place, factor) in permutation.enumerated() {
        let after = unexplained(Array(permutation.prefix(place + 1)))
        part.shares[factor] += (before - after) / Double(permutations.count)
        before = after
      }
    }
    return part
  }

  /// All rotations of a random permutation and of its reverse.
  private static func permutations(
    _ count: Int,
    _ random: inout PhiloxGenerator
  ) -> [[Int]] {
    let permutation = random.shuffled(Array(0..<count))
    return (0..<count).flatMap { start -> [[Int]] in
      let rotated = Array(permutation[start...] + permutation[..<start])
      return [rotated, rotated.reversed()]
    }
  }

  /// Mid-ranks over the number of values.
  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let rank = Double(start + end - 1) / 2 / Double(values.count)
      for index in start..<end { ranks[order[index]] = rank }
      start = end
    }
    return ranks
  }
}

/// The search for nearest neighbours of the first draws among all.
struct NeighbourSearch {
  let columns: [[Double]]
  let output: [Double]
  let neighbours: Int
  let anchors: Int

  /// The mean variance of the output among the nearest neighbours in some columns.
  func meanVariance(_ chosen: [Int]) -> Double {
    let count = output.count
    var distances = [Double](repeating: 0, count: count)
    var nearest = [Int](repeating: 0, count: neighbours)
    var sizes = [Double](repeating: 0, count: neighbours)
    var sum = 0.0
    for anchor in 0..<anchors {
      distances.withUnsafeMutableBufferPointer { distances in
        distances.update(repeating: 0)
        for column in chosen {
          columns[column].withUnsafeBufferPointer { values in
            let own = values[anchor]
            for index in 0..<count {
              let difference = values[index] - own
              distances[index] += difference * difference
            }
          }
        }
        var held = 0
        for index in 0..<count {
          let distance = distances[index]
          guard held < neighbours || distance < sizes[held - 1] else { continue }
          if held < neighbours { held += 1 }
          var place = held - 1
          while place > 0, distance < sizes[place - 1] {
            sizes[place] = sizes[place - 1]
            nearest[place] = nearest[place - 1]
            place -= 1
          }
          sizes[place] = distance
          nearest[place] = index
        }
      }
      let mean = nearest.reduce(0) { $0 + output[$1] } / Double(neighbours)
      let squares = nearest.reduce(0) { $0 + (output[$1] - mean) * (output[$1] - mean) }
      sum += squares / Double(neighbours - 1)
    }
    return sum / Double(anchors)
  }
}
