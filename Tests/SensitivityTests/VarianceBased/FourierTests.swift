import ModelKit
import Probability
import Sensitivity
import TestKit
import Testing
import Uncertainty

@Suite("Fourier methods: eFAST and RBD-FAST")
struct FourierTests {
  private typealias Ishigami = ReferenceFunctions.Ishigami

  private func problem(addsDummy: Bool = false, threads: Int = 1) throws -> SensitivityProblem {
    try SensitivityProblem(
      model: ReferenceFunctions.ishigami(),
      output: "y",
      addsDummy: addsDummy,
      threads: threads
    )
  }

  /// With 16 curves the root mean square error of the worst, the total of x2, is 0.026 over 200 seeds
  /// (docs/methods/efast.md), 0.019 of it bias; with 8 curves 0.12 is four standard errors away.
  @Test("eFAST is near the indices of the Ishigami function, without intervals", arguments: [1, 2])
  func fourierAmplitude(seed: UInt64) throws {
    let result = try FourierAmplitudeDesign(
      problem(addsDummy: true),
      pointsPerCurve: 257,
      replicates: 8,
      seed: seed
    ).indices()
    let first = Ishigami.first + [0]
    let total = Ishigami.total + [0]
    for factor in 0..<4 {
      #expect(abs(result.first[factor].value - first[factor]) < 0.12)
      #expect(abs(result.total[factor].value - total[factor]) < 0.12)
      #expect(!result.first[factor].hasInterval && !result.total[factor].hasInterval)
    }
    #expect(result.noiseFloor > 0 && result.noiseFloor < 0.05)
    #expect(result.first[3].value < 1e-3)
    #expect(result.runs == 257 * 8 * 5)
  }

  /// 4 intervals at 95 %; an error above 2 half-widths has probability 0.0007 for each.
  @Test("RBD-FAST covers the first-order indices, and a dummy's 0 without bias")
  func randomBalance() throws {
    let result = try RandomBalanceDesign(
      problem(addsDummy: true),
      pointsPerReplicate: 256,
      seed: 3
    ).indices()
    var misses = Misses()
    misses.add(result.first, truth: Ishigami.first + [0])
    #expect(misses.worst < 2)
    #expect(result.first[3].includesZero)
    #expect(result.runs == 4_096)
  }

  @Test("Threads, names, order and units change neither")
  func invariance() throws {
    let amplitude = try FourierAmplitudeDesign(
      problem(),
      pointsPerCurve: 65,
      replicates: 8,
      seed: 4
    ).indices()
    let balance = try RandomBalanceDesign(problem(), pointsPerReplicate: 64, seed: 4).indices()
    let same = try FourierAmplitudeDesign(
      problem(threads: 8),
      pointsPerCurve: 65,
      replicates: 8,
      seed: 4
    ).indices()
    // Compared as printed, to the last bit: there are no intervals, so their ends are NaN.
    #expect("\(amplitude.first) \(amplitude.total)" == "\(same.first) \(same.total)")
    let again = try RandomBalanceDesign(problem(threads: 2), pointsPerReplicate: 64, seed: 4)
      .indices()
    #expect("\(again.first)" == "\(balance.first)")
    let other = try SensitivityProblem(
      model: ReferenceFunctions.ishigami(
        names: ["zeta", "alpha", "mu"],
        order: [2, 0, 1],
        scale: 3e7
      ),
      output: "y"
    )
    let moved = try FourierAmplitudeDesign(
      other,
      pointsPerCurve: 65,
      replicates: 8,
      seed: 4
    ).indices()
    let movedBalance = try RandomBalanceDesign(other, pointsPerReplicate: 64, seed: 4).indices()
    for (place, original) in [2, 0, 1].enumerated() {
      #expect(abs(moved.first[place].value - amplitude.first[original].value) < 1e-12)
      #expect(abs(moved.total[place].value - amplitude.total[original].value) < 1e-12)
      #expect(abs(movedBalance.first[place].value - balance.first[original].value) < 1e-12)
    }
  }

  @Test("Groups and undefined runs are refused")
  func refusals() throws {
    let grouped = try SensitivityProblem(
      model: ReferenceFunctions.ishigami(),
      output: "y",
      groups: [("odd", ["x1", "x3"])]
    )
    #expect(throws: SensitivityError.self) {
      try FourierAmplitudeDesign(grouped, pointsPerCurve: 65, seed: 1)
    }
    #expect(throws: SensitivityError.self) {
      try RandomBalanceDesign(grouped, pointsPerReplicate: 64, seed: 1)
    }
    var builder = ModelBuilder()
    let x = builder.input("x", try Normal(mean: 0, standardDeviation: 1))
    builder.output("y", builder.apply(.squareRoot, x))
    let half = try SensitivityProblem(model: builder.build(), output: "y")
    #expect(throws: SensitivityError.self) {
      try FourierAmplitudeDesign(half, pointsPerCurve: 65, seed: 1).indices()
    }
    #expect(throws: SensitivityError.self) {
      try RandomBalanceDesign(half, pointsPerReplicate: 64, seed: 1).indices()
    }
  }
}
