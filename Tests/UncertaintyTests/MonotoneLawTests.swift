import Foundation
import Probability
import TestKit
import Testing

@testable import Uncertainty

/// Figures of a quantity that rises or falls with one input need no draws.
@Suite struct MonotoneLawTests {
  private func law(
    _ distribution: any Distribution,
    _ formula: (inout ModelBuilder, NodeID) -> NodeID
  ) throws -> (any Distribution)? {
    var builder = ModelBuilder()
    let x = builder.input("x", distribution)
    builder.output("y", formula(&builder, x))
    return try builder.build().exactLaw(of: 0)
  }

  @Test func `A multiple of an input has its quantiles, mean and deviation times the factor`()
    throws
  {
    let base = try Gamma(shape: 8.5, rate: 0.1)
    let up = try #require(try law(base) { $0.apply(.multiply, $0.constant(3), $1) })
    for p in [0.05, 0.5, 0.95] {
      #expect(isClose(up.quantile(p), 3 * base.quantile(p), relative: 1e-15))
    }
    #expect(isClose(up.mean, 255, relative: 1e-14))
    let down = try #require(try law(base) { $0.apply(.subtract, $0.constant(10), $1) })
    #expect(isClose(down.quantile(0.05), 10 - base.quantile(0.95), relative: 1e-13))
  }

  @Test func `A falling function of an input takes the other tail, and its moments are integrals`()
    throws
  {
    // 1 / X of a uniform X from 1 to 2: mean ln 2, E[1 / X^2] = 1/2 (closed form).
    let law = try #require(
      try law(try Uniform(low: 1, high: 2)) { $0.apply(.divide, $0.constant(1), $1) }
    )
    #expect(isClose(law.mean, log(2), relative: 1e-13))
    #expect(isClose(law.variance, 0.5 - log(2) * log(2), relative: 1e-11))
    #expect(isClose(law.quantile(0.05), 1 / 1.95, relative: 1e-14))
    #expect(isClose(law.cdf(1 / 1.5), 0.5, relative: 0, absolute: 1e-14))
  }

  @Test func `A cap on an input and an event of small chance are exact`() throws {
    // min(X, 1/2) of a uniform X: mean 3/8 and variance 1/24 + 1/8 - 9/64 (closed form).
    let cap = try #require(
      try law(try Uniform(low: 0, high: 1)) { $0.apply(.minimum, $1, $0.constant(0.5)) }
    )
    #expect(isClose(cap.mean, 0.375, relative: 1e-13))
    #expect(isClose(cap.variance, 1.0 / 24 + 0.125 - 9.0 / 64, relative: 1e-11))
    // 1e9 with chance 1e-5, else 0.
    let rare = try #require(
      try law(try Uniform(low: 0, high: 1)) {
        let hit = $0.apply(.less, $1, $0.constant(1e-5))
        return $0.apply(.select, hit, $0.constant(1e9), $0.constant(0))
      }
    )
    #expect(isClose(rare.mean, 10_000, relative: 1e-9))
    #expect(rare.quantile(0.95) == 0 && rare.quantile(0.999_995) == 1e9)
  }

  @Test func `A power with a finite mean and no variance has them so`() throws {
    // u^(-0.9): mean 1 / (1 - 0.9) = 10, variance infinite (closed form).
    let law = try #require(
      try law(try Uniform(low: 0, high: 1)) { $0.apply(.power, $1, $0.constant(-0.9)) }
    )
    #expect(isClose(law.mean, 10, relative: 1e-9))
    #expect(law.variance == .infinity)
  }

  @Test func `What neither rises nor falls, and what takes two inputs, is drawn`() throws {
    let normal = try Normal(mean: 0, standardDeviation: 1)
    #expect(try law(normal) { $0.apply(.multiply, $1, $1) } == nil)
    #expect(try law(normal) { $0.apply(.sine, $1) } == nil)
    var builder = ModelBuilder()
    let x = builder.input("x", try Uniform(low: 0, high: 1))
    let y = builder.input("y", try Uniform(low: 0, high: 1))
    builder.output("z", builder.apply(.maximum, x, y))
    #expect(try builder.build().exactLaw(of: 0) == nil)
  }

  @Test func `The mean of a ratio by a bounded divisor follows from its parts`() throws {
    // E[X / Y] = E[X] E[1 / Y] = 3 ln 2 for X of mean 3 and Y uniform from 1 to 2.
    var builder = ModelBuilder()
    let x = builder.input("x", try Exponential(rate: 1.0 / 3))
    let y = builder.input("y", try Uniform(low: 1, high: 2))
    builder.output("z", builder.apply(.divide, x, y))
    let moments = try #require(try builder.build().exactMoments(of: 0))
    #expect(isClose(moments.mean, 3 * log(2), relative: 1e-12))
    // Var = E[X^2] E[1/Y^2] - mean^2 = 18 / 2 - 9 ln(2)^2.
    #expect(isClose(moments.variance ?? .nan, 9 - 9 * log(2) * log(2), relative: 1e-10))
  }
}
