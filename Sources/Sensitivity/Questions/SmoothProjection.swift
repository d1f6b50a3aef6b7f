import LinearAlgebra
import Uncertainty

/// Conditional expectations of responses given some inputs, by least squares on smooth functions.
///
/// One input: its ``SmoothBasis``. Several: the bases of each and, for every pair, the products of
/// the first two Hermite polynomials of their normal scores. Fitted to all draws together, and for
/// each replicate to the draws of the others.
///
/// Reference: Strong, Oakley and Brennan (2014), Estimating multiparameter partial expected value of
/// perfect information from a probabilistic sensitivity analysis sample, Medical Decision Making
/// 34(3), doi:10.1177/0272989X13505910.
struct SmoothProjection: Sendable {
  /// The number of functions fitted, the intercept included.
  let functionCount: Int
  /// The fitted values of each response from all draws.
  let pooled: [[Double]]
  /// The predicted values of each response, in each replicate from a fit to the others.
  let heldOut: [[Double]]

  private static let block = 1_024

  /// Fits the responses.
  ///
  /// - Parameters:
  ///   - bases: One for each input.
  ///   - responses: Columns as long as the bases' scores.
  ///   - ranges: The draws of each replicate.
  /// - Throws: `LinearAlgebraError` when an eigenvalue problem does not converge.
  init(
    _ bases: [SmoothBasis],
    responses: [[Double]],
    ranges: [Range<Int>]
  ) throws(LinearAlgebraError) {
    let shortest = ranges.map(\.count).min() ?? 0
    let pairs = Self.pairs(bases, room: max(shortest / 10 - Self.mainCount(bases), 0))
    let columns = Self.mainCount(bases) + 4 * pairs.count
    functionCount = columns
    var grams: [Matrix] = []
    var products: [Matrix] = []
    for range in ranges {
      var gram = Matrix(rows: columns, columns: columns)
      var product = Matrix(rows: columns, columns: responses.count)
      for part in Self.blocks(range) {
        let design = Self.design(bases, pairs, part, columns)
        let response = Matrix(
          rows: part.count,
          columns: responses.count,
          elements: responses.flatMap { $0[part] }
        )
        gram = try gram + design.gram()
        product = try product + design.transposedTimes(response)
      }
      grams.append(gram)
      products.append(product)
    }
    var gram = Matrix(rows: columns, columns: columns)
    var product = Matrix(rows: columns, columns: responses.count)
    for (part, other) in zip(grams, products) {
      gram = try gram + part
      product = try product + other
    }
    let all = try Self.solve(gram, product)
    var pooled = responses.map { [Double](repeating: 0, count: $0.count) }
    var heldOut = pooled
    for (index, range) in ranges.enumerated() {
      let others = try Self.solve(gram - grams[index], product - products[index])
      for part in Self.blocks(range) {
        let design = Self.design(bases, pairs, part, columns)
        let fitted = try design * all
        let predicted = try design * others
        for response in responses.indices {
          pooled[response].replaceSubrange(part, with: fitted.column(response))
          heldOut[response].replaceSubrange(part, with: predicted.column(response))
        }
      }
    }
    self.pooled = pooled
    self.heldOut = heldOut
  }

  private static func mainCount(_ bases: [SmoothBasis]) -> Int {
    1 + bases.reduce(0) { $0 + $1.functionCount }
  }

  /// The pairs whose products are fitted: all where there is room, else none.
  private static func pairs(_ bases: [SmoothBasis], room: Int) -> [(Int, Int)] {
    let all = bases.indices.flatMap { a in bases.indices.filter { $0 > a }.map { (a, $0) } }
    return 4 * all.count <= room ? all : Array(all.prefix(room / 4))
  }

  private static func blocks(_ range: Range<Int>) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: block).map {
      $0..<min($0 + block, range.upperBound)
    }
  }

  private static func design(
    _ bases: [SmoothBasis],
    _ pairs: [(Int, Int)],
    _ part: Range<Int>,
    _ columns: Int
  ) -> Matrix {
    let rows = part.count
    var elements = [Double](repeating: 0, count: rows * columns)
    elements.withUnsafeMutableBufferPointer { elements in
      for row in 0..<rows { elements[row] = 1 }
      var next = rows
      for basis in bases {
        let size = basis.functionCount * rows
        basis.fill(part, into: UnsafeMutableBufferPointer(rebasing: elements[next..<(next + size)]))
        next += size
      }
      for (a, b) in pairs {
        for row in 0..<rows {
          let x = bases[a].scores[part.lowerBound + row]
          let y = bases[b].scores[part.lowerBound + row]
          elements[next + row] = x * y
          elements[next + rows + row] = (x * x - 1) * y
          elements[next + 2 * rows + row] = x * (y * y - 1)
          elements[next + 3 * rows + row] = (x * x - 1) * (y * y - 1)
        }
        next += 4 * rows
      }
    }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }

  /// Solves the normal equations, leaving out directions that the draws do not determine.
  private static func solve(
    _ gram: Matrix,
    _ product: Matrix
  ) throws(LinearAlgebraError) -> Matrix {
    let scales = gram.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    let scaled = Matrix(rows: gram.rows, columns: gram.columns) {
      gram[$0, $1] * scales[$0] * scales[$1]
    }
    let eigen = try SymmetricEigen.factor(scaled)
    let limit = 1e-10 * (eigen.values.last ?? 0)
    let inverse = eigen.recompose { $0 > limit ? 1 / $0 : 0 }
    let right = Matrix(rows: product.rows, columns: product.columns) {
      product[$0, $1] * scales[$0]
    }
    let solution = try inverse * right
    return Matrix(rows: product.rows, columns: product.columns) {
      solution[$0, $1] * scales[$0]
    }
  }
}
