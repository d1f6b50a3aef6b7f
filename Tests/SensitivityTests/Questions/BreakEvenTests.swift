import ModelKit
import NumericCore
import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("A break-even value")
struct BreakEvenTests {
  private func fermi(
    _ target: Double,
    statistic: OutputStatistic = .median,
    seed: UInt64 = 2016,
    threads: Int = 1,
    method: SamplingMethod = .quasi
  ) throws -> BreakEven {
    try BreakEven(
      model: try TestModels.fermi(),
      output: "revenue",
      input: "price",
      target: target,
      statistic: statistic,
      settings: QuestionModels.settings(seed: seed, threads: threads, method: method)
    )
  }

  @Test("of a product of lognormals is exact for the median, the mean and a quantile")
  func product() throws {
    // Given a price x the revenue is lognormal with median x sqrt(2e6 3e6) sqrt(0.02 0.1) and
    // log-variance s_ads^2 + s_share^2, s = ln(p95 / p05) / (2 x 1.6448536269514722).
    let median = (2e6 * 3e6 * 0.02 * 0.1).squareRoot()
    let found = try fermi(200 * median)
    #expect(found.roots.count == 1)
    let root = try #require(found.roots.first)
    #expect(root.value.holds(200) && root.value.high - root.value.low < 1)
    #expect(root.rises && !root.isJump && found.isMonotone)
    // 200 is the 95 % quantile of the price.
    #expect(abs(root.probability - 0.95) < 0.002)
    #expect(found.curve.count == 33 && found.undefinedRuns == 0)
    let deviations = [1.5, 5].map { log($0) / 2 / 1.6448536269514722 }
    let logVariance = deviations.reduce(0) { $0 + $1 * $1 }
    let mean = try fermi(100 * median * exp(logVariance / 2), statistic: .mean)
    #expect(try #require(mean.roots.first).value.holds(100))
    let low = try fermi(
      100 * median * exp(-1.6448536269514722 * logVariance.squareRoot()),
      statistic: .quantile(0.05)
    )
    #expect(try #require(low.roots.first).value.holds(100, rounding: 1e-5))
  }

  @Test("has intervals that hold the truth in about 95 % of seeds")
  func coverage() throws {
    let median = (2e6 * 3e6 * 0.02 * 0.1).squareRoot()
    var held = 0
    for seed in 0..<40 {
      let found = try BreakEven(
        model: try TestModels.fermi(),
        output: "revenue",
        input: "price",
        target: 150 * median,
        gridCount: 9,
        settings: QuestionModels.settings(2_048, seed: UInt64(seed), method: .pseudo)
      )
      guard let value = found.roots.first?.value else { continue }
      held += value.low <= 150 && 150 <= value.high ? 1 : 0
    }
    // Binomial(40, 0.95): fewer than 33 with probability 1e-3.
    #expect(held >= 33)
  }

  @Test("that does not exist is reported with what can be reached")
  func unreachable() throws {
    let found = try fermi(1e12)
    #expect(found.roots.isEmpty)
    let reachable = try #require(found.reachable)
    #expect(reachable.upperBound < 1e12 && reachable.lowerBound > 0)
  }

  @Test("is found beyond the input's range when asked")
  func beyond() throws {
    let model = try QuestionModels.model { builder in
      let price = builder.input("price", try Uniform(low: 110, high: 500))
      let ads = builder.input("ads", try Normal(mean: 10, standardDeviation: 1))
      return builder.apply(.multiply, price, ads)
    }
    func search(_ range: BreakEvenRange) throws -> BreakEven {
      try BreakEven(
        model: model,
        output: "y",
        input: "price",
        target: 10_000,
        statistic: .mean,
        range: range,
        settings: QuestionModels.settings()
      )
    }
    #expect(try search(.probable).roots.isEmpty)
    let root = try #require(try search(.beyond(widths: 3)).roots.first)
    #expect(root.value.holds(1_000, rounding: 1e-6) && root.probability == 1)
    #expect(try search(.values(low: 800, high: 1_200)).roots.count == 1)
    // An input that cannot be negative is not tried below 0.
    #expect(try search(.beyond(widths: 3)).curve[0].value >= 0)
  }

  @Test("may exist more than once")
  func severalRoots() throws {
    let model = try QuestionModels.model { builder in
      let x = builder.input("x", try Uniform(low: 0, high: 4))
      let noise = builder.input("noise", try Normal(mean: 0, standardDeviation: 1))
      let left = builder.apply(.subtract, x, builder.constant(1))
      let right = builder.apply(.subtract, x, builder.constant(3))
      return builder.apply(.add, builder.apply(.multiply, left, right), noise)
    }
    let found = try BreakEven(
      model: model,
      output: "y",
      input: "x",
      target: 0,
      statistic: .mean,
      settings: QuestionModels.settings()
    )
    // (x - 1) (x - 3) = 0.
    #expect(found.roots.count == 2 && !found.isMonotone)
    for (root, expected) in zip(found.roots, [(1.0, false), (3.0, true)]) {
      #expect(root.value.holds(expected.0, rounding: 1e-7) && root.rises == expected.1)
    }
  }

  @Test("of a discrete input lies between two neighbouring values")
  func discrete() throws {
    let model = try QuestionModels.model { builder in
      let sites = builder.input("sites", try Poisson(mean: 10))
      let price = builder.input("price", try Normal(mean: 100, standardDeviation: 5))
      return builder.apply(.multiply, sites, price)
    }
    let found = try BreakEven(
      model: model,
      output: "y",
      input: "sites",
      target: 1_250,
      statistic: .mean,
      settings: QuestionModels.settings()
    )
    #expect(found.roots.map(\.neighbours) == [12...13])
    // 100 a site; the mean price of the draws is off by less than 0.1.
    let root = try #require(found.roots.first)
    #expect(abs((root.before ?? .nan) - 1_200) < 2 && abs((root.after ?? .nan) - 1_300) < 2)
  }

  @Test("of a share keeps the proportions of the others")
  func share() throws {
    let found = try BreakEven(
      model: try QuestionModels.bill(),
      output: "bill",
      input: "mix[top]",
      target: 200,
      statistic: .mean,
      settings: QuestionModels.settings()
    )
    // The other shares are 7/9 and 2/9 of the rest on average: 500 v + (1 - v) 1210/9 = 200.
    let expected = (200 - 1210.0 / 9) / (500 - 1210.0 / 9)
    let root = try #require(found.roots.first)
    #expect(root.value.holds(expected, rounding: 1e-9))
    // P(Beta(1, 9) <= v) = 1 - (1 - v)^9.
    var rest = 1.0
    for _ in 0..<9 { rest *= 1 - root.value.value }
    #expect(isClose(root.probability, 1 - rest, relative: 1e-9))
  }

  @Test("at a jump is marked as one")
  func jump() throws {
    let model = try QuestionModels.model { builder in
      let x = builder.input("x", try Uniform(low: 0, high: 4))
      let noise = builder.input("noise", try Uniform(low: 0, high: 1))
      let high = builder.apply(.less, builder.constant(2.3), x)
      let step = builder.apply(.multiply, high, builder.constant(10))
      return builder.apply(.add, step, noise)
    }
    let found = try BreakEven(
      model: model,
      output: "y",
      input: "x",
      target: 5,
      settings: QuestionModels.settings()
    )
    let root = try #require(found.roots.first)
    #expect(root.isJump && abs(root.value.value - 2.3) < 1e-6)
    // The step is 10, on the same noise on both sides.
    let before = try #require(root.before)
    let after = try #require(root.after)
    #expect(before < 5 && after > 5 && abs(after - before - 10) < 1e-9)
  }

  @Test("counts undefined draws")
  func undefined() throws {
    let model = try QuestionModels.model { builder in
      let x = builder.input("x", try Uniform(low: 0, high: 4))
      let shift = builder.input("shift", try Uniform(low: 0, high: 1))
      return builder.apply(.squareRoot, builder.apply(.subtract, x, shift))
    }
    let found = try BreakEven(
      model: model,
      output: "y",
      input: "x",
      target: 1.5,
      settings: QuestionModels.settings()
    )
    #expect(found.undefinedRuns > 0 && found.roots.count == 1)
  }

  @Test("is the same to the last bit for any number of threads, and refuses unknown names")
  func threadsAndErrors() throws {
    let one = try fermi(2e7)
    for threads in [2, 8] { #expect(try fermi(2e7, threads: threads).roots == one.roots) }
    #expect(throws: SensitivityError.self) {
      try BreakEven(
        model: try TestModels.fermi(),
        output: "revenue",
        input: "nothing",
        target: 1,
        settings: QuestionModels.settings()
      )
    }
    #expect(throws: SensitivityError.self) { try fermi(.nan) }
    #expect(throws: SensitivityError.self) { try fermi(1e7, statistic: .quantile(1)) }
  }

  @Test("as a function of another input follows the exact curve")
  func twoWay() throws {
    let found = try TwoWayBreakEven(
      model: try TestModels.fermi(),
      output: "revenue",
      input: "price",
      other: "share",
      target: 1e7,
      settings: QuestionModels.settings()
    )
    #expect(found.points.count == 9)
    // median(ads) x price x share = 1e7.
    for point in found.points {
      let expected = 1e7 / (6e12.squareRoot() * point.value)
      let reached = try #require(point.reachable).contains(1e7)
      #expect(point.roots.count == (reached ? 1 : 0))
      for root in point.roots { #expect(root.value.holds(expected, rounding: 1e-6)) }
    }
    #expect(found.points.contains { !$0.roots.isEmpty })
  }
}
