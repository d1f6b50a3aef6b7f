import Probability
import TestKit
import Testing

/// Values computed at 60 digits (see the first lines of the reference files).
@Suite struct ReferenceRowTests {
  /// The distribution of a row; nil for a family the project has no type for.
  static func distribution(_ name: String, _ text: String) throws -> (any Distribution)? {
    let p = text.split(separator: ";").compactMap { Double($0) }
    switch name {
    case "normal": return try Normal(mean: p[0], standardDeviation: p[1])
    case "student_t": return try Student(degreesOfFreedom: p[0])
    case "chisq": return try Gamma(shape: p[0] / 2, rate: 0.5)
    case "gamma(shape;rate1)": return try Gamma(shape: p[0], rate: 1)
    case "beta": return try Beta(alpha: p[0], beta: p[1])
    case "binomial": return try Binomial(trials: p[0], probability: p[1])
    case "poisson": return try Poisson(mean: p[0])
    case "negbinomial(size;mean)": return try NegativeBinomial(mean: p[1], size: p[0])
    default: return nil
    }
  }

  @Test func `Quantiles agree with 60-digit values to 1e-12`() throws {
    var seen = 0
    for row in try ReferenceTable("References/quantiles.csv").rows {
      let name = row["distribution"] ?? ""
      let d = try #require(try Self.distribution(name, row["parameters"] ?? ""))
      let p = try #require(Double(row["p"] ?? ""))
      let expected = try #require(Double(row["quantile"] ?? ""))
      #expect(isClose(d.quantile(p), expected, relative: 1e-12), "\(row)")
      seen += 1
    }
    #expect(seen >= 40)
  }

  @Test func `Both tails agree with 60-digit values to 1e-12, deep ones to 1e-10`() throws {
    var seen = 0
    for row in try ReferenceTable("References/cdf_survival.csv").rows {
      let name = row["distribution"] ?? ""
      guard let d = try Self.distribution(name, row["parameters"] ?? "") else {
        #expect(name == "F")
        continue
      }
      let x = try #require(Double(row["x"] ?? ""))
      for (column, actual) in [("cdf", d.cdf(x)), ("survival", d.survival(x))] {
        // Double("1e-400") is 0; so must the result be, up to the least positive number.
        let expected = Double(row[column] ?? "") ?? .nan
        // The parameters of the rows are decimal: 0.1 as a double is 5e-17 away, which tails of
        // hundreds of trials multiply.
        let relative = expected < 1e-15 ? 1e-10 : 1e-12
        #expect(
          isClose(actual, expected, relative: relative, absolute: 1e-307),
          "\(column) \(row)"
        )
      }
      seen += 1
    }
    #expect(seen >= 85)
  }
}
