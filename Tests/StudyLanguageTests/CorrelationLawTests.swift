import StudyLanguage
import StudySyntax
import TestKit
import Testing

@Suite("A rank correlation of laws with ties")
struct CorrelationLawTests {
  private let inputs = "u = bernoulli(30%)\nv = normal(0, 1)\nw = 1 to 2\n"

  @Test func `that is not reached is said with what is`() throws {
    let outcome = try Checking.outcome("```ampleur\n\(inputs)correlate u, v: 0.7\n```\n")
    let warning = try #require(outcome.diagnostics.first)
    #expect(outcome.diagnostics.count == 1 && warning.severity == .warning)
    #expect(
      warning.message
        == "The rank correlation 0.7 of `u` and `v` is not reached: with these laws the"
        + " Gaussian copula gives 0.55."
    )
    #expect(warning.primary.text == "at most 0.79, at least -0.79")
    let correlation = try #require(outcome.study?.correlations.first)
    // 0.549255 by integration (scipy); the program's accuracy is 0.0005.
    #expect(abs(correlation.attained - 0.549255) < 5e-4)
  }

  @Test(arguments: [
    ("u, v: 0.8", "0.79 or less"), ("u, v: -0.8", "-0.79 or more"),
    ("u, v: 0.9 by student(4)", "0.79 or less"),
  ])
  func `that no dependence can give is refused, with one that can`(
    code: String,
    help: String
  ) throws {
    let outcome = try Checking.outcome("```ampleur\n\(inputs)correlate \(code)\n```\n")
    #expect(outcome.diagnostics.map(\.code) == ["impossible-correlation"])
    #expect(outcome.diagnostics.first?.help?.contains(help) == true)
    let number = help.split(separator: " ")[0]
    let other = try Checking.outcome("```ampleur\n\(inputs)correlate u, v: \(number)\n```\n")
    #expect(other.diagnostics.allSatisfy { $0.severity == .warning })
  }

  @Test func `of an input with uncertain parameters is said as the draws have it`() throws {
    let code = "m = normal(0, 1)\nx = normal(m, 1)\ny = normal(0, 1)\ncorrelate x, y: 0.8"
    let outcome = try Checking.outcome("```ampleur\n\(code)\n```\n")
    let warning = try #require(outcome.diagnostics.first)
    #expect(outcome.diagnostics.count == 1 && warning.code == "correlation-not-reached")
    // The scores have r = 2 sin(0.8 pi / 6) = 0.81347; x = m + z, so that x and y have r / sqrt(2)
    // and the rank correlation 6 / pi asin(r / sqrt(8)) = 0.5572; 16,384 draws give it to 0.01.
    let correlation = try #require(outcome.study?.correlations.first)
    #expect(abs(correlation.attained - 0.5572) < 0.011)
    #expect(correlation.isGivenParameters)
    #expect(warning.message.hasSuffix("over all draws it is \(correlation.attained)."))
  }

  @Test func `of uncertain parameters that hardly move the input is not mentioned`() throws {
    let code = "m = normal(0, 0.01)\nx = normal(m, 1)\ny = normal(0, 1)\ncorrelate x, y: 0.8"
    let outcome = try Checking.outcome("```ampleur\n\(code)\n```\n")
    #expect(outcome.diagnostics.isEmpty)
    #expect(outcome.study?.correlations.map(\.attained) == [0.8])
  }

  @Test func `that continuous inputs have is attained and not mentioned`() throws {
    let study = try Checking.study(inputs + "correlate v, w: 0.7")
    #expect(study.correlations.map(\.attained) == [0.7])
    #expect(try Checking.codes(inputs + "correlate v, w: 0.7") == [])
  }
}
