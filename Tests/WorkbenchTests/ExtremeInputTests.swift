import Foundation
import TestKit
import Testing

@testable import Workbench

/// Arithmetic on data ends no program: there is a result, or a sentence that names the quantity.
@Suite("An extreme input")
struct ExtremeInputTests {
  private let scratch = try? Scratch()

  private func refusal(_ lines: String, _ question: AnalysisQuestion) throws -> String? {
    let evaluation = try #require(scratch).model(lines, draws: 1_024)
    do throws(WorkbenchError) {
      _ = try evaluation.inquiry.analyse(question, of: "y")
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    "growth = uniform(1.5, 2)\nbase = 0 +- 1\ny = base - growth^2024",
    "x = uniform(600, 700)\nn = 0 +- 1\ny = n - x^400",
    "x = uniform(1e200, 2e200)\nz = uniform(1e200, 2e200)\nn = 0 +- 1\ny = n - x*z",
  ])
  func `that overflows gives a result all the same`(lines: String) throws {
    let evaluation = try #require(scratch).model(lines, draws: 64)
    let report = try evaluation.report(language: .en, name: "r")
    #expect(report.markdown.contains("y"))
  }

  @Test(arguments: [
    "x = bernoulli(30%)\nz = 1 to 2\ny = z * sqrt(x)",
    "x = uniform(-1, 1)\ny = sqrt(abs(x))",
    "x = poisson(0.5)\nz = 1 to 2\ny = x^0.5 * z",
  ])
  func `with an infinite derivative has a budget that says so`(lines: String) throws {
    let evaluation = try #require(scratch).model(lines, draws: 1_024)
    let answer = try evaluation.inquiry.analyse(.budget, of: "y")
    #expect(answer.text.contains("There is no linear budget here"))
    #expect(answer.text.contains("not finite"))
    #expect(!answer.text.lowercased().contains("nan"))
    // The way out that it names works.
    let other = AnalysisQuestion.sensitivity(method: "sobol", addsDummy: false)
    #expect(try evaluation.inquiry.analyse(other, of: "y").text.count > 40)
  }

  @Test func `that the quantity does not use is not looked at by hsic`() throws {
    let lines = "x = count(3)\ny = x\nz = 1e-300 to 1e300"
    let hsic = AnalysisQuestion.sensitivity(method: "hsic", addsDummy: false)
    let evaluation = try #require(scratch).model(lines, draws: 1_024)
    let answer = try evaluation.inquiry.analyse(hsic, of: "y")
    #expect(answer.text.contains("x") && !answer.text.contains("| z"))
  }

  @Test func `whose distances overflow is refused by hsic in words that name it`() throws {
    let hsic = AnalysisQuestion.sensitivity(method: "hsic", addsDummy: false)
    let message = try refusal("z = 1e-300 to 1e300\nx = 0 +- 1\ny = x + min(z, 1)", hsic)
    #expect(message == nil || message?.contains("\"z\"") == true)
  }

  @Test(arguments: [
    ("beta(1e-310, 0.5)", "a >= 1e-300"), ("beta(0.5, 5e-324)", "b >= 1e-300"),
    ("gamma(shape: 1e-310, rate: 1)", "shape >= 1e-300"),
    ("student(1e-310, 0, 1)", "df >= 1e-300"),
  ])
  func `whose shape is too small to compute with is refused in words`(
    law: String,
    words: String
  ) throws {
    let scratch = try #require(scratch)
    let error = #expect(throws: WorkbenchError.self) {
      try scratch.model("x = \(law)\ny = x", draws: 64)
    }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    "beta(1e-300, 0.5)", "beta(2e-300, 1e300)", "gamma(shape: 1e-300, rate: 1)",
    "student(1e-300, 0, 1)", "negbinomial(mean: 1e-300, dispersion: 1e300)",
  ])
  func `at the edge of what can be computed is drawn`(law: String) throws {
    let evaluation = try #require(scratch).model("x = \(law)\ny = x", draws: 64)
    #expect(try evaluation.report(language: .en, name: "r").markdown.count > 40)
  }
}
