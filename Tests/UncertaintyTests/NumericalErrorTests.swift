import Foundation
import ModelKit
import Probability
import TestKit
import Testing

@testable import Uncertainty

/// Printed numerical errors hold, or the figure says that its error cannot be known.
@Suite struct NumericalErrorTests {
  /// A model whose mean, standard deviation and quantiles are known.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let mean: Double
    let deviation: Double
    let quantile: @Sendable (Double) -> Double
    let formula: @Sendable (inout ModelBuilder) throws -> NodeID
    var testDescription: String { name }

    func model() throws -> Model {
      var builder = ModelBuilder()
      builder.output("y", try formula(&builder))
      return try builder.build()
    }
  }

  /// A case whose law is one of the catalogue.
  private static func known(
    _ name: String,
    _ law: some Distribution,
    _ formula: @escaping @Sendable (inout ModelBuilder) throws -> NodeID
  ) -> Case {
    Case(
      name: name,
      mean: law.mean,
      deviation: law.variance.squareRoot(),
      quantile: { law.quantile($0) },
      formula: formula
    )
  }

  /// The root of a rising function by halving.
  private static func root(
    from low: Double,
    to high: Double,
    _ function: (Double) -> Double
  ) -> Double {
    var (low, high) = (low, high)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if function(middle) < 0 { low = middle } else { high = middle }
    }
    return high
  }

  static let cases: [Case] = {
    let normal = try? Normal(mean: 0, standardDeviation: 1)
    let unit = try? Uniform(low: 0, high: 1)
    guard let normal, let unit,
      let one = try? LogNormal(mu: 0, sigma: 0.5), let wide = try? LogNormal(mu: 0, sigma: 2),
      let sum = try? Normal(mean: 0, standardDeviation: 1.0009.squareRoot()),
      let gamma = try? Gamma(shape: 3, rate: 1), let late = try? Gamma(shape: 20, rate: 1),
      let low = try? Normal(mean: 0, standardDeviation: 1),
      let high = try? Normal(mean: 4, standardDeviation: 2),
      let branch = try? Mixture(weights: [0.3, 0.7], components: [low, high]),
      let stake = try? LogNormal(p05: 1, p95: 10), let plain = try? LogNormal(mu: 0, sigma: 1),
      let three = try? Poisson(mean: 3), let two = try? Poisson(mean: 2),
      let half = try? Normal(mean: 0, standardDeviation: 0.5),
      let double = try? Normal(mean: 0, standardDeviation: 2),
      let small = try? Normal(mean: 0, standardDeviation: 0.03),
      let exponential = try? Exponential(rate: 1)
    else { return [] }
    // The square of a probability of an event, and of a law that it brings.
    func event(_ name: String, _ p: Double, _ law: LogNormal?) -> Case {
      let (mean, square) = law.map { ($0.mean, $0.variance + $0.mean * $0.mean) } ?? (1, 1)
      return Case(
        name: name,
        mean: p * mean,
        deviation: (p * square - p * p * mean * mean).squareRoot(),
        quantile: { q in q <= 1 - p ? 0 : law?.quantile((q - 1 + p) / p) ?? 1 },
        formula: { b in
          let hit = b.apply(.less, b.input("u", unit), b.constant(p))
          guard let law else { return b.apply(.maximum, hit, b.constant(-1)) }
          return b.apply(.select, hit, b.input("stake", law), b.constant(0))
        }
      )
    }
    var masses: [Double] = []
    for k in 0..<60 {
      masses.append(
        (0...(k / 2)).reduce(0) {
          $0 + three.density(at: Double($1)) * two.density(at: Double(k - 2 * $1))
        }
      )
    }
    let counts = masses
    var all: [Case] = []
    all.append(
      known("function of one input", one) { b in b.apply(.exp, b.input("x", half)) }
    )
    all.append(
      known("normal and a small normal", sum) { b in
        b.apply(.add, b.input("x", normal), b.input("e", small))
      }
    )
    all.append(
      Case(
        name: "product of two uniforms",
        mean: 0.25,
        deviation: (7.0 / 144).squareRoot(),
        // P(X Y <= q) = q (1 - ln q).
        quantile: { p in root(from: 1e-12, to: 1) { $0 * (1 - log($0)) - p } },
        formula: { b in b.apply(.multiply, b.input("x", unit), b.input("y", unit)) }
      )
    )
    all.append(
      known("sum of three exponentials", gamma) { b in
        let parts = ["x", "y", "z"].map { b.input($0, exponential) }
        return b.apply(.add, b.apply(.add, parts[0], parts[1]), parts[2])
      }
    )
    all.append(
      known("branch of two normals", branch) { b in
        let first = b.apply(.less, b.input("u", unit), b.constant(0.3))
        return b.apply(.select, first, b.input("x", low), b.input("y", high))
      }
    )
    all.append(
      Case(
        name: "greatest of five normals",
        // Harter 1961, Biometrika 48:151: 1.16296, variance 0.44753.
        mean: 1.162964473640518,
        deviation: 0.6689799,
        quantile: { normal.quantile(pow($0, 0.2)) },
        formula: { b in
          let parts = ["a", "b", "c", "d", "e"].map { b.input($0, normal) }
          return parts.dropFirst().reduce(parts[0]) { b.apply(.maximum, $0, $1) }
        }
      )
    )
    all.append(
      Case(
        name: "counts",
        mean: 8,
        deviation: 14.0.squareRoot(),
        quantile: { p in
          var reached = 0.0
          for (k, mass) in counts.enumerated() {
            reached += mass
            if reached >= p { return Double(k) }
          }
          return .nan
        },
        formula: { b in
          let twice = b.apply(.multiply, b.constant(2), b.input("x", three))
          return b.apply(.add, twice, b.input("y", two))
        }
      )
    )
    all.append(
      known("lognormal with sigma 2", wide) { b in b.apply(.exp, b.input("x", double)) }
    )
    all.append(
      Case(
        name: "product of 20 uniforms",
        mean: pow(2, -20),
        deviation: (pow(3, -20) - pow(4, -20)).squareRoot(),
        quantile: { exp(-late.survivalQuantile($0)) },
        formula: { b in
          let parts = (0..<20).map { b.input("x\($0)", unit) }
          return parts.dropFirst().reduce(parts[0]) { b.apply(.multiply, $0, $1) }
        }
      )
    )
    all.append(
      event("event of 1e-4", 1e-4, nil)
    )
    all.append(
      event("event of 1e-4 times a lognormal", 1e-4, plain)
    )
    all.append(
      event("branch of 4 %", 0.04, stake)
    )
    return all
  }()

  /// Over some seeds, for mean, deviation and three quantiles: how often the error was given, and
  /// how often the 95 % interval from it missed.
  private func count(
    _ test: Case,
    draws: Int,
    seeds: Int
  ) throws -> (given: [Int], missed: [Int]) {
    let model = try test.model()
    let probabilities = [0.05, 0.5, 0.95]
    let truth = [test.mean, test.deviation] + probabilities.map(test.quantile)
    var given = [Int](repeating: 0, count: 5)
    var missed = given
    for seed in 0..<seeds {
      let summary = try TestModels.run(model, draws: draws, seed: UInt64(seed), method: .quasi)
        .summary(of: 0, probabilities: probabilities)
      let figures =
        [
          (summary.mean, summary.meanStandardError),
          (summary.standardDeviation, summary.standardDeviationStandardError),
        ] + summary.quantiles.map { ($0.value, $0.standardError) }
      for (index, figure) in figures.enumerated() where !figure.1.isNaN {
        given[index] += 1
        let half = summary.halfWidth(figure.1)
        // Rounding of sums, where an error is 0.
        if !(abs(figure.0 - truth[index]) <= half + 1e-12 * abs(truth[index])) {
          missed[index] += 1
        }
      }
    }
    return (given, missed)
  }

  @Test(arguments: cases)
  func `An error that is given holds, whatever the shape of the model`(_ test: Case) throws {
    // 95 % intervals, and as much again for what 1,024 draws cannot see: with a chance of 0.1 more
    // than 14 of 60 miss with probability 8e-4 for each figure.
    let (given, missed) = try count(test, draws: 1_024, seeds: 60)
    #expect(missed.allSatisfy { $0 <= 14 }, "\(test.name): given \(given), missed \(missed)")
  }

  /// Laws with long tails: how many of 60 seeds may be given an error of the mean.
  static let heavy: [(name: String, mean: Double, most: Int)] = [
    ("lognormal with sigma 1", exp(0.5), 60), ("lognormal with sigma 1.4", exp(0.98), 60),
    ("lognormal with sigma 2", exp(2), 3), ("power of order 2.5", 1 / 0.6, 60),
  ]

  @Test(arguments: heavy)
  func `The mean of a long tail has an error that holds, or none`(
    _ law: (name: String, mean: Double, most: Int)
  ) throws {
    var builder = ModelBuilder()
    if law.name.hasPrefix("power") {
      let u = builder.input("u", try Uniform(low: 0, high: 1))
      builder.output("y", builder.apply(.power, u, builder.constant(-0.4)))
    } else {
      let sigma = try #require(Double(law.name.split(separator: " ").last ?? ""))
      let x = builder.input("x", try Normal(mean: 0, standardDeviation: sigma))
      builder.output("y", builder.apply(.exp, x))
    }
    let model = try builder.build()
    var given = 0
    var missed = 0
    for seed in 0..<60 {
      let summary = try TestModels.run(model, draws: 10_240, seed: UInt64(seed), method: .quasi)
        .summary(of: 0, probabilities: [0.5])
      guard summary.meanErrorReason == nil else { continue }
      given += 1
      let half = summary.halfWidth(summary.meanStandardError)
      if !(abs(summary.mean - law.mean) <= half) { missed += 1 }
    }
    // With a chance of 0.1 more than 14 of 60 miss with probability 8e-4. Before the growth of the
    // skewness and the tail index were looked at, a third of the seeds had an error for sigma 2,
    // of which a third held not.
    #expect(given <= law.most, "\(law.name): given \(given), missed \(missed)")
    #expect(missed <= 14, "\(law.name): given \(given), missed \(missed)")
  }

  @Test func `Quantiles of a function of one input have an error of the right size`() throws {
    // 204.8 of 4,096 points lie below the 5 % quantile, so that the pooled quantile is somewhere in
    // a gap; the spread of the replicates' own quantiles said half of it (58 to 78 % held).
    let test = try #require(Self.cases.first)
    let (given, missed) = try count(test, draws: 10_240, seeds: 100)
    #expect(given[0] == 100 && given[2...].allSatisfy { $0 == 100 })
    // With 95 %, more than 13 of 100 miss with probability 5e-4.
    #expect(missed[2...].allSatisfy { $0 <= 13 }, "\(missed)")
  }

  @Test func `A branch that no draw takes leaves the error of the mean unknown`() throws {
    var builder = ModelBuilder()
    let hit = builder.input("hit", try Bernoulli(probability: 1e-9))
    let noise = builder.input("noise", try Uniform(low: 0, high: 1))
    builder.output("y", builder.apply(.multiply, hit, noise))
    let model = try builder.build()
    let summary = try TestModels.run(model, draws: 1_024, seed: 1, method: .quasi)
      .summary(of: 0, probabilities: [0.5])
    #expect(summary.meanErrorReason == .oneValue && summary.meanStandardError.isNaN)
    #expect(summary.quantiles[0].standardError == 0)
    #expect(model.rareEvents(of: [0], lessOftenThan: 1e-3) == [true])
    #expect(model.rareEvents(of: [0], lessOftenThan: 1e-10) == [false])
  }

  @Test func `The standard deviation of balanced points is not a hair too large`() throws {
    // A fair coin: 1/2 exactly. The divisor n - 1 gave 0.5000006 with an error of 0.
    var builder = ModelBuilder()
    let coin = builder.input("coin", try Bernoulli(probability: 0.5))
    builder.output("y", builder.apply(.maximum, coin, builder.constant(-1)))
    let summary = try TestModels.run(try builder.build(), draws: 1_024, seed: 3, method: .quasi)
      .summary(of: 0, probabilities: [0.5])
    #expect(summary.standardDeviation == 0.5 && summary.standardDeviationStandardError == 0)
  }

  @Test(arguments: [1e-200, 1e-3, 1e200])
  func `The standard deviation of very small and very large draws is right`(_ unit: Double) throws {
    // Of a uniform law and a half: the square root of 1/12 + 1/48.
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: unit, high: 2 * unit))
    let y = builder.input("y", try Uniform(low: unit, high: 1.5 * unit))
    builder.output("z", builder.apply(.add, x, y))
    let summary = try TestModels.run(try builder.build(), draws: 16_384, seed: 3, method: .quasi)
      .summary(of: 0, probabilities: [0.5])
    let truth = (5.0 / 48).squareRoot()
    #expect(isClose(summary.standardDeviation / unit, truth, relative: 1e-3))
    #expect(summary.standardDeviationStandardError > 0)
  }

  #if SlowTests
    @Test func `The table of docs/methods/numerical-errors.md`() throws {
      for draws in [1_024, 10_240, 102_400] {
        for test in Self.cases {
          let (given, missed) = try count(test, draws: draws, seeds: 100)
          let cells = zip(given, missed).map { given, missed in
            given == 0 ? "not given" : "\(given - missed) of \(given)"
          }
          print("| \(test.name) | \(draws) | " + cells.joined(separator: " | ") + " |")
          #expect(missed.allSatisfy { $0 <= 20 }, "\(test.name) \(draws): \(missed)")
        }
      }
    }
  #endif
}
