import NumericCore
import Uncertainty

/// The class of each draw by its rank.
struct RankClasses: Sendable {
  /// The class of each draw, from 0.
  let classes: [Int32]
  /// The number of classes.
  let used: Int
  /// Whether the classes are parts of a scale that could be finer, rather than single values.
  let isScale: Bool

  /// Makes classes of equal probability, or one for each of few values.
  init(_ values: [Double], size: Int) {
    let order = RankOrder(values)
    if order.distinctCount <= size {
      classes = order.levels
      used = order.distinctCount
      isScale = false
      return
    }
    let scale = Double(size) / Double(values.count)
    classes = order.midRanks.map { Int32(Int(($0 - 0.5) * scale, clampedTo: 0...(size - 1))) }
    used = size
    isScale = true
  }
}

/// Counts of draws by the classes of input and output, for each replicate.
struct RankGrid: Sendable {
  private let rows: Int
  private let columns: Int
  private let isRowScale: Bool
  private let isColumnScale: Bool
  /// One grid for each replicate, row by row.
  private let counts: [[Double]]

  init(_ input: RankClasses, _ output: RankClasses, ranges: [Range<Int>]) {
    rows = input.used
    columns = output.used
    isRowScale = input.isScale
    isColumnScale = output.isScale
    let columns = output.used
    counts = ranges.map { range in
      var grid = [Double](repeating: 0, count: input.used * columns)
      for draw in range {
        grid[Int(input.classes[draw]) * columns + Int(output.classes[draw])] += 1
      }
      return grid
    }
  }

  private init(
    rows: Int,
    columns: Int,
    isRowScale: Bool,
    isColumnScale: Bool,
    counts: [[Double]]
  ) {
    self.rows = rows
    self.columns = columns
    self.isRowScale = isRowScale
    self.isColumnScale = isColumnScale
    self.counts = counts
  }

  /// The grid with pairs of classes made one on each axis that is a scale; `nil` where none is.
  var halved: RankGrid? {
    guard isRowScale || isColumnScale else { return nil }
    let (stepR, stepC) = (isRowScale ? 2 : 1, isColumnScale ? 2 : 1)
    let (newRows, newColumns) = (rows / stepR, columns / stepC)
    let merged = counts.map { grid -> [Double] in
      var result = [Double](repeating: 0, count: newRows * newColumns)
      for row in 0..<rows {
        for column in 0..<columns {
          result[row / stepR * newColumns + column / stepC] += grid[row * columns + column]
        }
      }
      return result
    }
    return RankGrid(
      rows: newRows,
      columns: newColumns,
      isRowScale: isRowScale,
      isColumnScale: isColumnScale,
      counts: merged
    )
  }

  /// Delta on one grid of counts.
  struct Delta: Sendable {
    /// Half of the sum of absolute differences, less what scatter adds to it.
    let value: Double
    /// What folding at 0 leaves of the variance of the differences, from 0.36 to 1.
    let folding: Double
    /// How much of the smoothed differences is more than scatter, from 0 to 1.
    let trust: Double
  }

  /// Delta on this grid of all draws.
  func total() -> Delta {
    let total = sum()
    return delta(total, dispersion(total))
  }

  /// Delta on this grid of all draws, then with each replicate left out.
  func deltas() -> [Delta] {
    let total = sum()
    let dispersion = dispersion(total)
    return [delta(total, dispersion)]
      + counts.map { grid in
        delta(zip(total, grid).map { $0 - $1 }, dispersion)
      }
  }

  /// What a jump of the output's distribution inside a row may hide: half of the largest distance
  /// between the rows on both sides of one, beyond twice what scatter makes of it, times the row's width.
  func roomForJump() -> Double {
    guard isRowScale, rows > 2 else { return 0 }
    let total = sum()
    let sizes = (0..<rows).map { row in total[(row * columns)..<((row + 1) * columns)].reduce(0, +)
    }
    var largest = 0.0
    for row in 1..<(rows - 1) where sizes[row - 1] > 0 && sizes[row + 1] > 0 {
      let (before, after) = (sizes[row - 1], sizes[row + 1])
      var distance = 0.0
      var scatter = 0.0
      for column in 0..<columns {
        let first = total[(row - 1) * columns + column]
        let second = total[(row + 1) * columns + column]
        distance += abs(first / before - second / after) / 2
        scatter += ((first + second) / (before + after) * (1 / before + 1 / after)).squareRoot() / 2
      }
      largest = max(largest, distance - 2 * (2 / Double.pi).squareRoot() * scatter)
    }
    return largest / (2 * Double(rows))
  }

  private func sum() -> [Double] {
    var total = [Double](repeating: 0, count: rows * columns)
    for grid in counts { for cell in total.indices { total[cell] += grid[cell] } }
    return total
  }

  /// The variance between replicates of what the counts differ from independence, by that of
  /// counts of independent draws.
  ///
  /// Ranks among all draws make the sums of rows and columns certain, so that the differences
  /// scatter less than the counts.
  private func dispersion(_ total: [Double]) -> Double {
    let replicates = Double(counts.count)
    let differences = counts.map { grid -> [Double] in
      let size = grid.reduce(0, +)
      return zip(grid, independent(grid)).map { $0 - $1 / size }
    }
    var squares = CompensatedSum()
    for cell in total.indices {
      let mean = differences.reduce(0) { $0 + $1[cell] } / replicates
      for grid in differences { squares.add((grid[cell] - mean) * (grid[cell] - mean)) }
    }
    return squares.value / (replicates - 1) / (total.reduce(0, +) / replicates)
  }

  private func delta(_ grid: [Double], _ dispersion: Double) -> Delta {
    let count = grid.reduce(0, +)
    let joint = grid.map { $0 / count }
    let independent = self.independent(joint)
    let smooth = smoothed(joint)
    // How much of the smoothed differences is more than scatter: 0 for an input without influence.
    var squares = CompensatedSum()
    for cell in joint.indices {
      let difference = smooth[cell] - independent[cell]
      squares.add(difference * difference)
    }
    let scatter = smoothingFactor * dispersion / count
    let trust = squares.value > 0 ? max(0, 1 - scatter / squares.value) : 0
    var sum = CompensatedSum()
    var folded = 0.0
    var plain = 0.0
    for cell in joint.indices {
      let expected = independent[cell]
      let difference = trust * (smooth[cell] - expected)
      let likely = max(expected + difference, 0.02 * expected)
      let deviation = (dispersion * likely / count).squareRoot()
      let excess = Self.excess(difference, deviation)
      sum.add(abs(joint[cell] - expected) - excess)
      let mean = abs(difference) + excess
      folded += difference * difference + deviation * deviation - mean * mean
      plain += deviation * deviation
    }
    return Delta(value: sum.value / 2, folding: plain > 0 ? folded / plain : 1, trust: trust)
  }

  /// `E|m + s Z| - |m|` for a standard normal Z.
  private static func excess(_ mean: Double, _ deviation: Double) -> Double {
    guard deviation > 0 else { return 0 }
    let ratio = abs(mean) / deviation
    return deviation * (2 / Double.pi).squareRoot() * exp(-ratio * ratio / 2)
      - abs(mean) * erfc(ratio / 2.0.squareRoot())
  }

  private func independent(_ joint: [Double]) -> [Double] {
    var rowSums = [Double](repeating: 0, count: rows)
    var columnSums = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for column in 0..<columns {
        rowSums[row] += joint[row * columns + column]
        columnSums[column] += joint[row * columns + column]
      }
    }
    return (0..<(rows * columns)).map { rowSums[$0 / columns] * columnSums[$0 % columns] }
  }

  // MARK: Smoothing

  private static let passes = 3

  /// The sum of the squared weights of the smoothing: what it leaves of a variance.
  private var smoothingFactor: Double {
    // The binomial weights of 6 choices of 2, squared: 924 / 4096.
    let axis = 924.0 / 4_096
    return (isRowScale ? axis : 1) * (isColumnScale ? axis : 1)
  }

  /// Means of neighbours with weights 1, 2, 1, several times, along the axes that are scales.
  private func smoothed(_ grid: [Double]) -> [Double] {
    var result = grid
    for _ in 0..<Self.passes {
      if isRowScale { result = smoothedOnce(result, step: columns, length: rows, lines: columns) }
      if isColumnScale { result = smoothedOnce(result, step: 1, length: columns, lines: rows) }
    }
    return result
  }

  private func smoothedOnce(_ grid: [Double], step: Int, length: Int, lines: Int) -> [Double] {
    var result = grid
    let across = step == 1 ? columns : 1
    for line in 0..<lines {
      let start = line * across
      for place in 0..<length {
        let here = start + place * step
        let before = place > 0 ? here - step : here
        let after = place + 1 < length ? here + step : here
        result[here] = (grid[before] + 2 * grid[here] + grid[after]) / 4
      }
    }
    return result
  }
}
