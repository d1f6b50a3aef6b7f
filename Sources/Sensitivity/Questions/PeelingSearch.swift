import NumericCore
import Uncertainty

/// The limits of a box, infinite where an input is not limited.
struct PeelingBox: Sendable {
  var low: [Double]
  var high: [Double]

  init(dimensions: Int) {
    low = [Double](repeating: -.infinity, count: dimensions)
    high = [Double](repeating: .infinity, count: dimensions)
  }

  /// The places of the inputs with a limit.
  var restricted: [Int] { low.indices.filter { low[$0].isFinite || high[$0].isFinite } }

  /// The lower limit of an input; `nil` where it has none.
  func lowLimit(_ place: Int) -> Double? { low[place].isFinite ? low[place] : nil }

  /// The upper limit of an input; `nil` where it has none.
  func highLimit(_ place: Int) -> Double? { high[place].isFinite ? high[place] : nil }
}

/// A box of a peeling trajectory with its coverage and density in the draws of the search.
struct PeelingStep: Sendable {
  let box: PeelingBox
  let coverage: Double
  let density: Double
}

/// Peeling and pasting over a range of draws.
struct PeelingSearch {
  private let columns: [[Double]]
  private let hits: [Bool]
  /// The draws in rising order of each input.
  private let orders: [[Int]]

  /// Sorts the draws by each input.
  ///
  /// - Parameters:
  ///   - given: The draws.
  ///   - hits: Which of all draws are of interest.
  ///   - range: The draws that the search sees.
  init(_ given: GivenDraws, _ hits: [Bool], _ range: Range<Int>) {
    columns = given.columns.map { Array($0.values[range]) }
    self.hits = Array(hits[range])
    orders = columns.map { RankOrder.sortedPlaces($0) }
  }

  /// A peel: which input, which end, the new limit and what would be left.
  private struct Peel {
    var place: Int
    var isLow: Bool
    var limit: Double
    var cases: Int
    var hits: Int
  }

  /// Peels until a box would hold less than the least mass, or nothing raises density.
  func peel(by part: Double, leastMass: Double) -> [PeelingStep] {
    let total = hits.count
    let allHits = hits.reduce(0) { $0 + ($1 ? 1 : 0) }
    var box = PeelingBox(dimensions: columns.count)
    var orders = orders
    var (cases, inside) = (total, allHits)
    func step() -> PeelingStep {
      PeelingStep(
        box: box,
        coverage: allHits > 0 ? Double(inside) / Double(allHits) : 0,
        density: cases > 0 ? Double(inside) / Double(cases) : 0
      )
    }
    var path = [step()]
    while inside < cases {
      guard let best = bestPeel(orders, part: part, cases: cases, inside: inside),
        Double(best.cases) >= leastMass * Double(total), best.cases > 0
      else { break }
      if best.isLow { box.low[best.place] = best.limit } else { box.high[best.place] = best.limit }
      let column = columns[best.place]
      let (low, high) = (box.low[best.place], box.high[best.place])
      for place in orders.indices {
        orders[place].removeAll { column[$0] < low || column[$0] > high }
      }
      (cases, inside) = (best.cases, best.hits)
      path.append(step())
    }
    return path
  }

  /// The peel with the greatest gain of density for each draw given up.
  private func bestPeel(_ orders: [[Int]], part: Double, cases: Int, inside: Int) -> Peel? {
    let density = Double(inside) / Double(cases)
    let size = Int(part * Double(cases), clampedTo: 1...max(cases, 1))
    var best: Peel?
    var bestGain = 0.0
    for place in orders.indices {
      for isLow in [true, false] {
        guard let peel = peel(orders[place], place, isLow, size, cases, inside) else { continue }
        let gain =
          (Double(peel.hits) / Double(peel.cases) - density) / Double(cases - peel.cases)
        if gain > bestGain {
          bestGain = gain
          best = peel
        }
      }
    }
    return best
  }

  /// What is left when about `size` draws, and all that tie with the last of them, are taken off.
  private func peel(
    _ order: [Int],
    _ place: Int,
    _ isLow: Bool,
    _ size: Int,
    _ cases: Int,
    _ inside: Int
  ) -> Peel? {
    let column = columns[place]
    var removed = 0
    var removedHits = 0
    let last = isLow ? column[order[size - 1]] : column[order[cases - size]]
    while removed < cases {
      let draw = isLow ? order[removed] : order[cases - 1 - removed]
      if isLow ? column[draw] > last : column[draw] < last { break }
      removed += 1
      if hits[draw] { removedHits += 1 }
    }
    guard removed < cases else { return nil }
    let limit = isLow ? column[order[removed]] : column[order[cases - 1 - removed]]
    return Peel(
      place: place,
      isLow: isLow,
      limit: limit,
      cases: cases - removed,
      hits: inside - removedHits
    )
  }

  /// Widens a box where that does not lower its density.
  func paste(_ box: PeelingBox, by part: Double) -> PeelingBox {
    var box = box
    var (cases, inside) = count(box)
    while true {
      let density = Double(inside) / Double(max(cases, 1))
      let size = Int(part * Double(cases), clampedTo: 1...max(cases, 1))
      var best: (box: PeelingBox, cases: Int, inside: Int)?
      for place in box.restricted {
        for isLow in [true, false] {
          guard let wider = widened(box, place, isLow, by: size) else { continue }
          let (a, b) = count(wider)
          guard a > cases, Double(b) / Double(a) >= density else { continue }
          if let found = best,
            Double(found.inside) / Double(found.cases) >= Double(b) / Double(a)
          {
            continue
          }
          best = (wider, a, b)
        }
      }
      guard let best else { return box }
      (box, cases, inside) = best
    }
  }

  /// The box with one limit moved outwards over the next `size` draws that the other limits admit.
  private func widened(_ box: PeelingBox, _ place: Int, _ isLow: Bool, by size: Int) -> PeelingBox?
  {
    guard isLow ? box.low[place].isFinite : box.high[place].isFinite else { return nil }
    var open = box
    if isLow { open.low[place] = -.infinity } else { open.high[place] = .infinity }
    let column = columns[place]
    var found = 0
    var result = open
    for draw in isLow ? orders[place].reversed() : orders[place] {
      let x = column[draw]
      guard isLow ? x < box.low[place] : x > box.high[place], holds(open, draw) else { continue }
      found += 1
      guard found == size else { continue }
      if isLow { result.low[place] = x } else { result.high[place] = x }
      return result
    }
    return found > 0 ? open : nil
  }

  private func holds(_ box: PeelingBox, _ draw: Int) -> Bool {
    box.restricted.allSatisfy { place in
      columns[place][draw] >= box.low[place] && columns[place][draw] <= box.high[place]
    }
  }

  private func count(_ box: PeelingBox) -> (cases: Int, hits: Int) {
    let restricted = box.restricted
    var (cases, inside) = (0, 0)
    for draw in hits.indices {
      guard
        restricted.allSatisfy({ place in
          columns[place][draw] >= box.low[place] && columns[place][draw] <= box.high[place]
        })
      else { continue }
      cases += 1
      if hits[draw] { inside += 1 }
    }
    return (cases, inside)
  }
}
