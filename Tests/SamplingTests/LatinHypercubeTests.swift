import Sampling
import Testing

@Suite struct LatinHypercubeTests {
  // Counts on both sides of the change from shuffles to networks (256), of powers of two, and of
  // the length of the kernel's chunks (512).
  @Test(arguments: [1, 2, 3, 10, 255, 256, 257, 500, 512, 513, 1024, 5000, 65_537])
  func `each interval of each coordinate holds one point`(count: Int) throws {
    let hypercube = try LatinHypercube(dimensionCount: 3, pointCount: count, seed: 4)
    for (dimension, replicate) in [(0, 0), (2, 5)] {
      let values = hypercube.values(dimension: dimension, replicate: replicate, count: count)
      #expect(Set(values.map { Int($0 * Double(count)) }) == Set(0..<count))
    }
  }

  @Test func `the largest hypercube stays inside the cube`() throws {
    let count = LatinHypercube.pointLimit
    let hypercube = try LatinHypercube(dimensionCount: 1, pointCount: count, seed: 4)
    let values = hypercube.values(dimension: 0, start: count - 1000, count: 1000)
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(Set(values.map { Int($0 * Double(count)) }).count == 1000)
  }

  // Chi-square with 23 and 119 degrees of freedom at 6 standard deviations: false alarm 1e-5.
  @Test(arguments: [4, 5])
  func `all permutations of a few points are equally likely`(count: Int) throws {
    let hypercube = try LatinHypercube(dimensionCount: 1, pointCount: count, seed: 4)
    var counts: [[Int]: Int] = [:]
    for replicate in 0..<6000 {
      let values = hypercube.values(dimension: 0, replicate: replicate, count: count)
      counts[values.map { Int($0 * Double(count)) }, default: 0] += 1
    }
    let permutations = (1...count).reduce(1, *)
    let missing = [Int](repeating: 0, count: permutations - counts.count)
    #expect(chiSquareDeviation(Array(counts.values) + missing) < 6)
  }

  // The step from one point to the next, 1 ... n - 1 cyclically, over the replicates; and the pair
  // of two distant points on a grid of 16 x 16. False alarm about 1e-6 each.
  @Test(arguments: [300, 1024])
  func `two points of a network are placed independently`(count: Int) throws {
    let hypercube = try LatinHypercube(dimensionCount: 1, pointCount: count, seed: 4)
    var steps = [Int](repeating: 0, count: count - 1)
    var grid = [Int](repeating: 0, count: 256)
    for replicate in 0..<(20 * count) {
      let near = hypercube.values(dimension: 0, replicate: replicate, start: 10, count: 2)
      let far = hypercube.values(dimension: 0, replicate: replicate, start: count - 1, count: 1)
      let step = Int(near[1] * Double(count)) - Int(near[0] * Double(count))
      steps[(step + count) % count - 1] += 1
      grid[Int(near[0] * 16) * 16 + Int(far[0] * 16)] += 1
    }
    #expect(abs(chiSquareDeviation(steps)) < 5.5)
    #expect(abs(chiSquareDeviation(grid)) < 5.5)
  }

  // The mean of x over a hypercube has the error of a stratified sample; the product of two
  // centred coordinates has that of Monte Carlo, sqrt(1 / (144 n)) up to a factor n / (n - 1).
  @Test func `additive functions gain, products do not`() throws {
    let count = 64
    let replicates = 4000
    let hypercube = try LatinHypercube(dimensionCount: 2, pointCount: count, seed: 4)
    var additive = 0.0
    var product = 0.0
    for replicate in 0..<replicates {
      let x = hypercube.values(dimension: 0, replicate: replicate, count: count)
      let y = hypercube.values(dimension: 1, replicate: replicate, count: count)
      let mean = x.reduce(0, +) / Double(count) - 0.5
      additive += mean * mean
      var sum = 0.0
      for (a, b) in zip(x, y) { sum += (a - 0.5) * (b - 0.5) }
      product += sum * sum / Double(count * count)
    }
    let n = Double(count)
    let bound = 5 * (2 / Double(replicates)).squareRoot()
    #expect(abs(additive / Double(replicates) * 12 * n * n * n - 1) < bound)
    #expect(abs(product / Double(replicates) * 144 * n - 1) < bound + 1 / (n - 1))
  }

  @Test func `points beyond the last one are a mistake of the caller`() async {
    await #expect(processExitsWith: .failure) {
      let hypercube = try LatinHypercube(dimensionCount: 1, pointCount: 10, seed: 4)
      _ = hypercube.values(dimension: 0, start: 5, count: 6)
    }
  }
}
