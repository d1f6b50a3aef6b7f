import ModelKit
import Probability
import Sampling
import TestKit
import Testing

@testable import Uncertainty

/// Formulas made at random: what algebra says of them must be what the draws say.
@Suite("Exact moments of random formulas")
struct ExactMomentsLawTests {
  /// Inputs of all kinds: independent, correlated by both copulas, shares.
  private func inputs(_ builder: inout ModelBuilder) throws -> [NodeID] {
    var nodes = [
      builder.input("u", try Uniform(low: -1, high: 2)),
      builder.input("g", try Gamma(shape: 4, rate: 2)),
      builder.input("b", try Beta(alpha: 2, beta: 3)),
      builder.input("p", try Poisson(mean: 3)),
      builder.input("n", try Normal(mean: 1, standardDeviation: 0.5)),
      builder.input("l", try LogNormal(mu: 0.2, sigma: 0.3)),
      builder.input("t", try Triangular(low: 0, mode: 1, high: 3)),
    ]
    for (copula, names) in [
      (Copula.gaussian, ["n1", "n2", "l3", "u4"]),
      (.student(degreesOfFreedom: 3), ["m1", "m2", "u3"]),
    ] {
      let group = try names.map { name -> NodeID in
        switch name.first {
        case "l": builder.input(name, try LogNormal(mu: 0, sigma: 0.4))
        case "u": builder.input(name, try Uniform(low: 1, high: 2))
        default: builder.input(name, try Normal(mean: 2, standardDeviation: 1))
        }
      }
      let matrix = names.indices.map { i in
        names.indices.map { i == $0 ? 1 : (i + $0) % 2 == 0 ? 0.4 : -0.3 }
      }
      try builder.correlate(group, spearman: matrix, copula: copula)
      nodes += group
    }
    nodes += try builder.dirichlet("mix", alpha: [3, 2, 1])
    return nodes
  }

  @Test("agree with the draws")
  func agreement() throws {
    var generator = PhiloxGenerator(seed: 11, stream: 0)
    var builder = ModelBuilder()
    let leaves = try inputs(&builder)
    var nodes = leaves
    func any(_ nodes: [NodeID]) -> NodeID {
      nodes[Int.random(in: 0..<nodes.count, using: &generator)]
    }
    for index in 0..<240 {
      let (a, b) = (any(nodes), any(index % 3 == 0 ? nodes : leaves))
      let node: NodeID
      switch Int.random(in: 0..<8, using: &generator) {
      case 0, 1: node = builder.apply(.add, a, b)
      case 2: node = builder.apply(.subtract, a, b)
      case 3, 4: node = builder.apply(.multiply, a, b)
      case 5: node = builder.apply(.divide, a, leaves[5])
      case 6: node = builder.apply(.power, b, builder.constant(3))
      default:
        node = builder.apply(.subtract, builder.constant(2), builder.apply(.multiply, a, a))
      }
      builder.output("y\(index)", node)
      // Short formulas stay among the parts; long ones would have moments that no draws show.
      if nodes.count < leaves.count + 60 { nodes.append(node) }
    }
    let model = try builder.build()
    let exact = model.exactMoments(of: Array(model.outputs.indices))
    let findings = model.tailFindings(of: Array(model.outputs.indices))
    let samples = try TestModels.run(model, draws: 1 << 14, seed: 3)
    var means = 0
    var deviations = 0
    for output in model.outputs.indices {
      // All inputs have moments of every order, and 1 / l too.
      #expect(findings[output] == nil)
      guard let moments = exact[output] else { continue }
      let summary = samples.summary(of: output, probabilities: [])
      guard summary.meanStandardError > 0 else { continue }
      // Student's t with 15 degrees of freedom is beyond 8 with probability 9e-7; some of these
      // products are skewed, hence 10.
      let miss = abs(summary.mean - moments.mean) / summary.meanStandardError
      #expect(miss < 10, "y\(output): \(moments) against \(summary.mean)")
      means += 1
      guard let deviation = moments.standardDeviation,
        summary.standardDeviationErrorReason == nil
      else { continue }
      let other =
        abs(summary.standardDeviation - deviation) / summary.standardDeviationStandardError
      #expect(other < 10, "y\(output): \(moments) against \(summary.standardDeviation)")
      deviations += 1
    }
    #expect(means > 60 && deviations > 40, "\(means) \(deviations)")
  }
}
