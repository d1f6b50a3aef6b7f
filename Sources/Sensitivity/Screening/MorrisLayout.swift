import Sampling
import Uncertainty

/// Collects the points and moves of a ``MorrisDesign``.
struct MorrisLayout {
  /// The coordinates of all factors, in an order that declaration and names do not change.
  let coordinates: [Int]
  private(set) var moves: [MorrisDesign.Move] = []

  private let problem: SensitivityProblem
  /// The factors by their first places.
  private let canonical: [Int]
  /// Places in `coordinates` of each factor's coordinates.
  private let places: [[Int]]
  private var rows: [[Double]]

  init(_ problem: SensitivityProblem) {
    let coordinates = problem.stableCoordinates()
    self.coordinates = coordinates
    self.problem = problem
    let places = problem.factors.map { factor in
      factor.coordinates.compactMap { coordinates.firstIndex(of: $0) }.sorted()
    }
    self.places = places
    canonical = places.indices.sorted { (places[$0].first ?? 0) < (places[$1].first ?? 0) }
    rows = coordinates.map { _ in [] }
  }

  private var count: Int { rows.first?.count ?? 0 }

  private mutating func append(_ point: [Double]) -> Int {
    for index in point.indices { rows[index].append(point[index]) }
    return count - 1
  }

  // MARK: Designs

  mutating func addTrajectory(_ trajectory: Int, levels: Int, seed: UInt64) {
    var random = PhiloxGenerator(seed: seed, stream: UInt64(trajectory))
    let half = levels / 2
    let step = Double(levels) / Double(2 * (levels - 1))
    var low: [Double] = []
    var rises: [Bool] = []
    for _ in coordinates {
      low.append(Double(random.below(half)) / Double(levels - 1))
      rises.append(random.below(2) == 1)
    }
    var point = coordinates.indices.map { rises[$0] ? low[$0] : low[$0] + step }
    var from = append(point)
    for factor in random.shuffled(canonical) {
      for place in places[factor] { point[place] = rises[place] ? low[place] + step : low[place] }
      let to = append(point)
      let isSigned = places[factor].count == 1
      let sign = isSigned && !rises[places[factor][0]] ? -1.0 : 1
      moves.append(
        MorrisDesign.Move(factor: factor, from: from, to: to, step: sign * step, block: trajectory)
      )
      from = to
    }
  }

  mutating func addStars(
    points: Int,
    replicates: Int,
    seed: UInt64
  ) throws(SamplingError) {
    let dimensions = coordinates.count
    let sobol = try SobolPoints(dimensionCount: 2 * dimensions, seed: seed)
    for replicate in 0..<replicates {
      let columns = (0..<(2 * dimensions)).map {
        sobol.values(dimension: $0, replicate: replicate, count: points)
      }
      for star in 0..<points {
        let centre = (0..<dimensions).map { columns[$0][star] }
        let from = append(centre)
        for factor in canonical {
          var point = centre
          var squares = 0.0
          var step = 0.0
          for place in places[factor] {
            point[place] = columns[dimensions + place][star]
            step = point[place] - centre[place]
            squares += step * step
          }
          if places[factor].count > 1 {
            step = (squares / Double(places[factor].count)).squareRoot()
          }
          let to = append(point)
          guard step != 0 else { continue }
          moves.append(
            MorrisDesign.Move(factor: factor, from: from, to: to, step: step, block: replicate)
          )
        }
      }
    }
  }

  /// Adds the whole grid; `false` where it is too large.
  mutating func addGrid(levels: Int) -> Bool {
    let half = levels / 2
    let step = Double(levels) / Double(2 * (levels - 1))
    var strides: [Int] = []
    var total = 1
    for _ in coordinates {
      strides.append(total)
      total *= levels
      guard total <= 1 << 20 else { return false }
    }
    for point in 0..<total {
      _ = append(
        strides.map { Double(point / $0 % levels) / Double(levels - 1) }
      )
    }
    for factor in canonical {
      for point in 0..<total {
        // The one grid point that is half of the levels away in each of the factor's coordinates.
        var partner = point
        for place in places[factor] {
          let level = point / strides[place] % levels
          partner += (level < half ? half : -half) * strides[place]
        }
        guard partner > point else { continue }
        moves.append(
          MorrisDesign.Move(factor: factor, from: point, to: partner, step: step, block: 0)
        )
      }
    }
    return true
  }

  // MARK: Probabilities

  /// The cube's columns: levels as probabilities strictly between 0 and 1.
  func finish() -> [[Double]] {
    var cube = [[Double]](repeating: [], count: problem.dimensionCount)
    var unbounded: Set<Int> = []
    for input in problem.model.inputs where input.kind != .dirichlet {
      let support = input.distribution?.support ?? -Double.infinity...Double.infinity
      if !(support.lowerBound.isFinite && support.upperBound.isFinite) {
        unbounded.formUnion(input.coordinates)
      }
    }
    for (place, coordinate) in coordinates.enumerated() {
      let isUnbounded = unbounded.contains(coordinate)
      let low = isUnbounded ? MorrisDesign.tail : 0
      cube[coordinate] = rows[place].map { level in
        min(max(low + (1 - 2 * low) * level, 0x1p-52), 1 - 0x1p-53)
      }
    }
    return cube
  }
}

extension PhiloxGenerator {
  /// A uniform number in `0 ..< count`.
  mutating func below(_ count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// The elements in random order (Fisher and Yates).
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for index in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(index, below(index + 1))
    }
    return result
  }
}
