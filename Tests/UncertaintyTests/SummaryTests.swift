import Foundation
import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

@Suite("A summary")
struct SummaryTests {
  private static let probabilities = [0, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1]

  private func summary(
    _ values: [Double],
    replicates: Int = 16,
    probabilities: [Double] = probabilities,
    threads: Int = 1
  ) -> Summary {
    values.withUnsafeBufferPointer {
      Summary($0, replicates: replicates, probabilities: probabilities, threads: threads)
    }
  }

  /// Draws of a distribution by pseudorandom points.
  private func draws(_ distribution: any Distribution, _ count: Int, seed: UInt64 = 7) throws
    -> [Double]
  {
    var builder = ModelBuilder()
    builder.output("x", builder.input("x", distribution))
    return Array(
      try TestModels.run(try builder.build(), draws: count, seed: seed, method: .pseudo)
        .values(of: 0).prefix(count)
    )
  }

  /// Type 7 of sorted values.
  private func quantile(_ x: [Double], _ p: Double) -> Double {
    let h = Double(x.count - 1) * p
    let low = Int(h)
    let next = min(low + 1, x.count - 1)
    return h == Double(low) ? x[low] : x[low] + (h - Double(low)) * (x[next] - x[low])
  }

  @Test(
    "has the quantiles of a full sort, to the last bit",
    arguments: ["normal", "ties", "two values", "sorted", "heavy", "narrow"]
  )
  func selection(kind: String) throws {
    let count = 16 * 5_000
    var values = try draws(try Normal(mean: 0, standardDeviation: 1), count)
    switch kind {
    case "ties": values = values.map { ($0 * 2).rounded() }
    case "two values": values = values.map { $0 < 1 ? 0 : 1 }
    case "sorted": values.sort()
    case "heavy": values = values.map { 1 / $0 }
    case "narrow": values = values.map { 1e9 + $0 * 1e-6 }
    default: break
    }
    let summary = summary(values, threads: 2)
    let sorted = values.sorted()
    for figure in summary.quantiles {
      #expect(figure.value == quantile(sorted, figure.probability))
      // The distance to the order statistics that Student's t and the spread of the replicates'
      // counts reach, by the formula of the doc comment (Woodruff 1952).
      let (error, rounding) = quantileError(values, sorted, figure)
      #expect(abs(figure.standardError - error) <= rounding, "\(kind) \(figure.probability)")
    }
    #expect(summary.minimum == values.min() && summary.maximum == values.max())
  }

  /// The standard error of a quantile of 16 replicates, straight from its definition, and how far
  /// rounding may move it.
  ///
  /// A place among n values is rounded by n units of 2^-53, and its reach by the error of Student's
  /// quantile, of which 1e-12 of itself is asked; a place moved by d moves the value by at most d times
  /// the widest gap next to it. Values are rounded to half a unit of their last place.
  private func quantileError(
    _ values: [Double],
    _ sorted: [Double],
    _ figure: SummaryQuantile
  ) -> (error: Double, rounding: Double) {
    let length = values.count / 16
    func variance(_ isBelow: (Double) -> Bool) -> Double {
      let counts = (0..<16).map { replicate in
        Double(values[(replicate * length)..<((replicate + 1) * length)].count { isBelow($0) })
      }
      let mean = counts.reduce(0, +) / 16
      return counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 15
    }
    let spread = max(variance { $0 < figure.value }, variance { $0 <= figure.value })
    // t quantile 0.975 with 15 degrees of freedom (R qt); 1.4 draws for an order statistic itself.
    let reach = 2.131449545559323 * (16 * spread + 1.96).squareRoot()
    let place = Double(values.count - 1) * figure.probability
    let last = Double(values.count - 1)
    func at(_ place: Double) -> Double {
      let rank = min(max(0, place), last)
      let low = sorted[Int(rank)]
      return low + (rank - rank.rounded(.down)) * (sorted[min(Int(rank) + 1, Int(last))] - low)
    }
    let (low, high) = (at(place - reach), at(place + reach))
    // Where several draws are equal, or a bound lies outside, the longer distance counts.
    let isUneven =
      values.count { $0 == figure.value } > 1 || place < reach || place + reach > last
    let half = isUneven ? max(figure.value - low, high - figure.value) : (high - low) / 2
    func gap(_ place: Double) -> Double {
      let rank = Int(min(max(0, place), last))
      return (max(0, rank - 1)..<min(Int(last), rank + 2)).map { sorted[$0 + 1] - sorted[$0] }
        .max() ?? 0
    }
    let shift = 8 * Double(values.count) * 0x1p-53 + 1e-12 * reach
    let moved = shift * (gap(place - reach) + gap(place + reach))
    let rounding = moved + 4 * (abs(low).ulp + abs(high).ulp) + 1e-12 * half
    return (half / 2.131449545559323, rounding)
  }

  @Test("takes many probabilities in passes")
  func manyProbabilities() throws {
    let values = try draws(try Normal(mean: 5, standardDeviation: 1), 64_000)
    let wanted = (1..<100).map { Double($0) / 100 }.reversed()
    let sorted = values.sorted()
    let summary = summary(values, probabilities: Array(wanted), threads: 3)
    #expect(summary.quantiles.count == 99)
    for figure in summary.quantiles {
      #expect(figure.value == quantile(sorted, figure.probability))
    }
  }

  @Test("keeps its digits beside a large offset")
  func offset() throws {
    // Values 1e9 + k, k = 0 ..< 65536 in every replicate: mean 1e9 + 32767.5, variance of
    // 0 ..< n repeated 16 times n^2/12 - 1/12 (closed form); the means of the replicates are equal,
    // so that nothing is to be added for their spread.
    let n = 65_536
    let values = (0..<16).flatMap { _ in (0..<n).map { 1e9 + Double($0) } }
    let summary = summary(values)
    #expect(summary.mean == 1e9 + 32_767.5)
    let variance = (Double(n) * Double(n) - 1) / 12
    #expect(isClose(summary.standardDeviation, variance.squareRoot(), relative: 1e-14))
    #expect(summary.meanStandardError == 0)
  }

  @Test("does not know the error of a mean of draws that are all equal")
  func constant() {
    let summary = summary([Double](repeating: 0.1, count: 16 * 3_000))
    #expect(summary.mean == 0.1 && summary.standardDeviation == 0)
    #expect(summary.meanErrorReason == .oneValue && summary.meanStandardError.isNaN)
    #expect(summary.standardDeviationErrorReason == .oneValue)
    #expect(summary.quantiles.allSatisfy { $0.value == 0.1 && $0.standardError == 0 })
  }

  @Test("counts undefined draws and describes the others", arguments: [16 * 100, 16 * 4_000])
  func undefined(count: Int) throws {
    var values = try draws(try Normal(mean: 3, standardDeviation: 1), count)
    for index in stride(from: 0, to: count, by: 10) { values[index] = .nan }
    let summary = summary(values, probabilities: [0.25, 0.5])
    let defined = values.filter { !$0.isNaN }
    #expect(summary.nanCount == count / 10 && summary.flags.contains(.undefinedDraws))
    #expect(isClose(summary.mean, defined.reduce(0, +) / Double(defined.count), relative: 1e-13))
    #expect(summary.quantiles[1].value == quantile(defined.sorted(), 0.5))
    #expect(summary.draws == count)
  }

  @Test("of nothing but undefined draws is undefined")
  func allUndefined() {
    let summary = summary([Double](repeating: .nan, count: 64))
    #expect(summary.nanCount == 64 && summary.mean.isNaN && summary.minimum.isNaN)
    #expect(summary.quantiles.allSatisfy { $0.value.isNaN })
  }

  @Test("says when draws are infinite")
  func infinite() throws {
    var values = try draws(try Normal(mean: 3, standardDeviation: 1), 16 * 4_000)
    values[5] = .infinity
    let one = summary(values, probabilities: [0.5, 1])
    #expect(one.flags.contains(.infiniteDraws))
    #expect(one.mean == .infinity && one.standardDeviation.isNaN && one.maximum == .infinity)
    #expect(one.quantiles[0].value.isFinite && one.quantiles[1].value == .infinity)
    values[40_000] = -.infinity
    #expect(summary(values).mean.isNaN)
  }

  @Test("suspects an infinite variance of a ratio with mass near 0, and of nothing usual")
  func tails() throws {
    let normal = try draws(try Normal(mean: 0, standardDeviation: 1), 32_000)
    let other = try draws(try Normal(mean: 0, standardDeviation: 1), 32_000, seed: 8)
    let cauchy = zip(normal, other).map { $0 / $1 }
    #expect(summary(cauchy).flags == [.infiniteVarianceSuspected])
    // Pareto with tail index 1.5, by its quantile function.
    let uniform = try draws(try Uniform(low: 0, high: 1), 32_000)
    #expect(summary(uniform.map { pow($0, -1 / 1.5) }).flags == [.infiniteVarianceSuspected])
    for values in [
      normal, uniform, normal.map { exp($0) }, normal.map { exp(-$0) }, normal.map { $0 * $0 },
      normal.map { $0 < 1.5 ? 0.0 : 1.0 },
    ] {
      #expect(summary(values).flags.isEmpty)
    }
  }

  @Test("uses Student's t for intervals")
  func halfWidth() throws {
    // t quantile 0.975 with 15 degrees of freedom: 2.131449545559323 (R qt).
    let summary = summary((0..<160).map { Double($0 % 37) })
    #expect(isClose(summary.halfWidth(2), 2 * 2.131449545559323, relative: 1e-12))
    #expect(summary.degreesOfFreedom == 15)
  }
}
