import Foundation
import Sampling
import TestKit
import Testing

@Suite struct SobolAccuracyTests {
  private static func mean(_ values: [Double]) -> Double {
    values.withUnsafeBufferPointer { buffer in
      var sum = 0.0
      for index in 0..<buffer.count { sum += buffer[index] }
      return sum / Double(buffer.count)
    }
  }

  // With nested uniform scrambling 2^m points of one coordinate are a stratified sample, so the
  // mean of x has the root mean square error 1 / sqrt(12 n^3) (8.809666e-6 for n = 1,024). The sum
  // of R squared errors over their expectation is about chi-square with R degrees of freedom:
  // the bound of 5 standard deviations has false alarm 6e-7 for each row.
  @Test(arguments: [(1, 16, 4000), (2, 64, 4000), (0, 1024, 2000), (3, 1024, 2000), (1, 4096, 500)])
  func `the mean of a coordinate has the error of a stratified sample`(
    dimension: Int,
    count: Int,
    replicates: Int
  ) throws {
    let points = try SobolPoints(dimensionCount: 4, seed: 7)
    var squares = 0.0
    for replicate in 0..<replicates {
      let values = points.values(dimension: dimension, replicate: replicate, count: count)
      let error = Self.mean(values) - 0.5
      squares += error * error
    }
    let expected = 1 / (12 * pow(Double(count), 3))
    let ratio = squares / Double(replicates) / expected
    #expect(abs(ratio - 1) < 5 * (2 / Double(replicates)).squareRoot())
  }

  // f = product of 1 + (x_j - 1/2), three coordinates, exact mean 1. The expected errors are those of
  // a direct simulation with one random bit for each node of the tree of digits, 3,000 scrambles,
  // standard error at most 1.4 % (Sources/CVectorKernels/data/nested_scramble_reference.py). With
  // 400 replicates the standard error here is about 5 %: the bound of 25 % has false alarm 1e-6.
  // Their slope over these counts is -1.38: the theory gives n^(-3/2) log n (Owen 1997).
  @Test func `the error of a smooth mean is that of true nested uniform scrambling`() throws {
    let points = try SobolPoints(dimensionCount: 3, seed: 11)
    let expected = [
      (16, 1.6276e-2), (64, 2.5164e-3), (256, 3.9196e-4), (1024, 5.3837e-5), (4096, 7.7993e-6),
    ]
    var logarithms: [(Double, Double)] = []
    for (count, wanted) in expected {
      var squares = 0.0
      let replicates = 400
      for replicate in 0..<replicates {
        let error = Self.meanOfProducts(points, replicate: replicate, count: count) - 1
        squares += error * error
      }
      let error = (squares / Double(replicates)).squareRoot()
      #expect(isClose(error, wanted, relative: 0.25), "\(count) points")
      logarithms.append((log(Double(count)), log(error)))
    }
    let centre = logarithms.map(\.0).reduce(0, +) / Double(logarithms.count)
    let slope =
      logarithms.map { ($0.0 - centre) * $0.1 }.reduce(0, +)
      / logarithms.map { ($0.0 - centre) * ($0.0 - centre) }.reduce(0, +)
    #expect(slope < -1.33 && slope > -1.43)
  }

  private static func meanOfProducts(
    _ points: SobolPoints,
    replicate: Int,
    count: Int
  ) -> Double {
    let x = points.values(dimension: 0, replicate: replicate, count: count)
    let y = points.values(dimension: 1, replicate: replicate, count: count)
    let z = points.values(dimension: 2, replicate: replicate, count: count)
    var sum = 0.0
    for index in 0..<count { sum += (0.5 + x[index]) * (0.5 + y[index]) * (0.5 + z[index]) }
    return sum / Double(count)
  }
}
