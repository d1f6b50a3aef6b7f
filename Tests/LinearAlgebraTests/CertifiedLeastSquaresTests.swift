import Foundation
import LinearAlgebra
import TestKit
import Testing

/// NIST/ITL Statistical Reference Datasets, linear regression.
@Suite struct CertifiedLeastSquaresTests {
  static func design(_ name: String) throws -> (design: Matrix, response: [Double]) {
    let table = try ReferenceTable("References/\(name).csv")
    let numbers = try table.columns.map { column in
      try table.rows.map { try #require(Double($0[column] ?? "")) }
    }
    let response = numbers[0]
    let x = numbers[1]
    let ones = [Double](repeating: 1, count: response.count)
    switch name {
    case "NoInt1": return (try Matrix(columns: [x]), response)
    case "Norris": return (try Matrix(columns: [ones, x]), response)
    case "Longley": return (try Matrix(columns: [ones] + numbers.dropFirst()), response)
    default:
      let degree = name == "Pontius" ? 2 : 5
      let powers = (0...degree).map { k in x.map { pow($0, Double(k)) } }
      return (try Matrix(columns: powers), response)
    }
  }

  @Test(arguments: ["Norris", "Pontius", "NoInt1", "Longley", "Wampler1", "Wampler2", "Wampler3"])
  func certifiedValuesAreReached(name: String) throws {
    let (design, response) = try Self.design(name)
    let fit = try LeastSquares.fit(design, to: response)
    var index = 0
    var fewest = 16.0
    for row in try ReferenceTable("References/certified.csv").rows where row["dataset"] == name {
      let expected = try #require(Double(row["value"] ?? ""))
      let digits = try #require(Double(row["digits"] ?? ""))
      if row["kind"] == "coef" {
        let error = try #require(Double(row["std_error"] ?? ""))
        let reached = correctDigits(fit.coefficients[index], expected)
        fewest = min(fewest, reached)
        #expect(reached >= digits, "\(name) \(row["name"] ?? "") \(reached)")
        let errorDigits = correctDigits(fit.standardErrors[index], error)
        #expect(errorDigits >= digits, "\(name) \(row["name"] ?? "") error \(errorDigits)")
        index += 1
        continue
      }
      let value: Double
      switch row["name"] {
      case "residual_sd": value = fit.residualStandardDeviation
      case "r_squared": value = fit.rSquared
      default: value = fit.conditionNumber
      }
      let reached = correctDigits(value, expected)
      #expect(reached >= digits, "\(name) \(row["name"] ?? "") \(reached)")
    }
    #expect(index == design.columns)
    #expect(fit.rank == design.columns)
    #expect(fit.hasIntercept == (name != "NoInt1"))
    // The printed digits are a promise: no more than what is attained, and not uselessly few.
    // Certified values are printed to 15 digits, so no more than 14.3 can always be seen.
    #expect(
      min(fit.digits, 14.3) <= fewest,
      "\(name) promises \(fit.digits), reaches \(fewest)"
    )
    #expect(fit.digits >= 8, "\(name) promises \(fit.digits), reaches \(fewest)")
  }

  @Test func residualsAreOrthogonalToTheDesign() throws {
    let (design, response) = try Self.design("Longley")
    let fit = try LeastSquares.fit(design, to: response)
    let products = try design.transposedTimes(fit.residuals)
    for (product, column) in zip(products, 0..<design.columns) {
      let scale = design.column(column).reduce(0) { $0 + abs($1) } * 300
      // Rounding of the doubles that carry the residuals, and of the product itself.
      #expect(abs(product) <= 1e-13 * scale)
    }
  }

  @Test func aPlainFitAgreesWithARefinedOneToTheConditionOfTheDesign() throws {
    let (design, response) = try Self.design("Norris")
    let plain = try LeastSquares.fit(design, to: response, accuracy: .plain)
    let refined = try LeastSquares.fit(design, to: response)
    #expect(relativeDifference(plain.coefficients, refined.coefficients) < 1e-12)
    #expect(relativeDifference(plain.standardErrors, refined.standardErrors) < 1e-12)
  }

  @Test func asManyRowsAsColumnsLeaveNoStandardErrors() throws {
    let design = try Matrix(columns: [[1, 1], [0, 1]])
    let fit = try LeastSquares.fit(design, to: [3, 5])
    #expect(fit.coefficients == [3, 2])
    #expect(fit.residualDegreesOfFreedom == 0)
    #expect(fit.standardErrors.allSatisfy { $0.isNaN })
    #expect(fit.residualStandardDeviation.isNaN)
  }

  @Test func scalingAColumnScalesItsCoefficientAlone() throws {
    let (design, response) = try Self.design("Longley")
    var scaled = design
    scaled.setColumn(2, design.column(2).map { $0 * 0x1p-20 })
    let fit = try LeastSquares.fit(design, to: response)
    let other = try LeastSquares.fit(scaled, to: response)
    #expect(other.coefficients[2] == fit.coefficients[2] * 0x1p20)
    #expect(other.coefficients[3] == fit.coefficients[3])
    #expect(other.scaledConditionNumber == fit.scaledConditionNumber)
  }

  @Test func aPolynomialOfDegreeTenInWholeNumbersIsRecoveredToAllDigits() throws {
    // Built as the Wampler problems are: y = 1 + x + ... + x^10 at 0, 1, ..., 20. Powers and sums
    // are whole numbers below 2^53, so the exact coefficients are 1 and the residuals 0. The
    // condition number of the design is beyond 10^13.
    let x = (0...20).map { Double($0) }
    var powers = [[Double](repeating: 1, count: x.count)]
    for k in 1...10 { powers.append(zip(powers[k - 1], x).map { $0 * $1 }) }
    let y = x.indices.map { row in powers.reduce(0) { $0 + $1[row] } }
    let fit = try LeastSquares.fit(Matrix(columns: powers), to: y)
    #expect(fit.conditionNumber > 1e13)
    for coefficient in fit.coefficients { #expect(correctDigits(coefficient, 1) >= 14.5) }
    #expect(fit.residuals.allSatisfy { abs($0) < 1e-9 })
    #expect(fit.digits < 9)
  }
}
