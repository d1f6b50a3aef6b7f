import NumericCore
import Uncertainty

/// Boxes of input values in which the output is mostly of interest (scenario discovery, PRIM).
///
/// ```
/// coverage = cases of interest in the box / all cases of interest
/// density  = cases of interest in the box / all cases in the box
/// mass     = cases in the box / all cases
/// ```
/// The search peels a small part of the draws at a time off one end of one input, the one that
/// raises density most, and so draws a trajectory from everything (coverage 1) to small dense boxes;
/// the box chosen is widened again where that costs no density (pasting). The search sees only half
/// of the replicates: coverage, density and mass are measured on the others, so that they are not
/// flattered by it. The support of a restriction is how often a search in a single replicate, for
/// a box of like coverage, restricts that input too.
///
/// References: Friedman and Fisher (1999), Bump hunting in high-dimensional data, Statistics and
/// Computing 9, doi:10.1023/A:1008894516817; Bryant and Lempert (2010), Thinking inside the box,
/// Technological Forecasting and Social Change 77, doi:10.1016/j.techfore.2009.08.002.
public struct PatientRuleInduction: Sendable {
  /// Which draws are of interest.
  public enum Interest: Sendable, Equatable {
    /// Outputs above a value, in the output's unit.
    case above(Double)
    /// Outputs below a value.
    case below(Double)

    func holds(_ value: Double) -> Bool {
      switch self {
      case .above(let limit): value > limit
      case .below(let limit): value < limit
      }
    }
  }

  /// The limits of a box in one input.
  public struct Restriction: Sendable, Equatable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// The lower limit in the input's unit, included; `nil` where it is not limited below.
    public let low: Double?
    /// The upper limit, included; `nil` where it is not limited above.
    public let high: Double?
    /// The part of single replicates whose own search restricts the input too.
    public let support: Double
    /// The density of the box without this restriction.
    public let densityWithout: Double
  }

  /// Where an input is kept.
  public struct Limits: Sendable, Equatable {
    /// The input's name; with the share's in brackets, such as `mix[top]`.
    public let label: String
    /// The lower limit in the input's unit, included; `nil` where it is not limited below.
    public let low: Double?
    /// The upper limit, included; `nil` where it is not limited above.
    public let high: Double?
  }

  /// Where an input lies, in its unit: from the 1 % to the 99 % quantile of the draws, and to the
  /// limits of the boxes where these lie beyond.
  public struct InputRange: Sendable, Equatable {
    /// The input's name.
    public let label: String
    /// The 1 % quantile, or a limit below it.
    public let low: Double
    /// The 99 % quantile, or a limit above it.
    public let high: Double
  }

  /// A box on the way from everything to the densest.
  public struct Box: Sendable, Equatable {
    /// The part of the cases of interest that it holds.
    public let coverage: IndexEstimate
    /// The part of its cases that are of interest.
    public let density: IndexEstimate
    /// The part of all cases that it holds.
    public let mass: IndexEstimate
    /// The limits of the inputs that it restricts, in the order of the draws' columns.
    public let limits: [Limits]

    /// How many inputs it restricts.
    public var restrictedInputs: Int { limits.count }
  }

  /// The name of the output.
  public let output: String
  /// Which draws are of interest.
  public let interest: Interest
  /// The part of all draws that are of interest.
  public let prevalence: IndexEstimate
  /// The trajectory: boxes from everything to the densest.
  public let trajectory: [Box]
  /// The place of the chosen box in the trajectory, before it was widened.
  public let chosen: Int
  /// The chosen box.
  public let box: Box
  /// Its limits, the one whose removal costs most density first.
  public let restrictions: [Restriction]
  /// Where the inputs lie that some box of the trajectory restricts, in the order of the columns.
  public let ranges: [InputRange]
  /// The number of draws left out because the output is undefined there.
  public let undefinedRuns: Int

  /// Searches for a box.
  ///
  /// - Parameters:
  ///   - given: Draws of the inputs and the output, in at least 4 replicates.
  ///   - interest: Which draws are of interest.
  ///   - peeling: The part of a box peeled at a time, above 0 and at most 0.3.
  ///   - leastMass: The smallest part of all draws a box may hold, above 0 and below 1.
  ///   - leastDensity: The box with the largest coverage among those this dense in the search is
  ///     chosen; `nil` chooses the box with the largest harmonic mean of coverage and density.
  /// - Throws: `SensitivityError` for a setting out of range, fewer than 4 replicates, or draws of
  ///   which none or all are of interest.
  public init(
    _ given: GivenDraws,
    interest: Interest,
    peeling: Double = 0.05,
    leastMass: Double = 0.02,
    leastDensity: Double? = nil
  ) throws(SensitivityError) {
    guard peeling > 0 && peeling <= 0.3 else {
      throw .invalidSetting(
        name: "The part peeled at a time",
        requirement: "above 0 and at most 0.3",
        value: "\(peeling)"
      )
    }
    guard leastMass > 0 && leastMass < 1 else {
      throw .invalidSetting(
        name: "The least mass of a box",
        requirement: "above 0 and below 1",
        value: "\(leastMass)"
      )
    }
    if let leastDensity {
      guard leastDensity > 0 && leastDensity <= 1 else {
        throw .invalidSetting(
          name: "The least density of the box",
          requirement: "above 0 and at most 1",
          value: "\(leastDensity)"
        )
      }
    }
    guard given.replicates >= 4 else {
      throw .invalidSetting(
        name: "The number of replicates",
        requirement: "4 or more, half to search and half to measure",
        value: "\(given.replicates)"
      )
    }
    let hits = given.values.map { interest.holds($0) }
    let count = hits.reduce(0) { $0 + ($1 ? 1 : 0) }
    guard count > 0 && count < hits.count else {
      throw .invalidSetting(
        name: "The draws of interest",
        requirement: "some and not all",
        value: "\(count) of \(hits.count)"
      )
    }
    let half = given.replicates / 2
    let search = PeelingSearch(given, hits, 0..<given.ranges[half - 1].upperBound)
    let measure = BoxMeasure(given, hits, Array(given.ranges[half...]))
    let path = search.peel(by: peeling, leastMass: leastMass)
    output = given.output
    self.interest = interest
    undefinedRuns = given.undefinedRuns
    let everything = BoxMeasure(given, hits, given.ranges)
    prevalence = everything.box(PeelingBox(dimensions: given.columns.count)).density
    trajectory = path.map { measure.box($0.box) }
    let chosen = Self.choose(path, leastDensity: leastDensity)
    self.chosen = chosen
    let pasted = search.paste(path[chosen].box, by: peeling)
    let box = measure.box(pasted)
    self.box = box
    let boxes = path.map(\.box) + [pasted]
    ranges = Set(boxes.flatMap(\.restricted)).sorted().map { place in
      // The limits of a rare event lie beyond those quantiles.
      let limits = boxes.flatMap { [$0.low[place], $0.high[place]] }.filter(\.isFinite)
      return given.columns[place].values.withUnsafeBufferPointer {
        InputRange(
          label: given.columns[place].label,
          low: min($0.quantile(0.01), limits.min() ?? .infinity),
          high: max($0.quantile(0.99), limits.max() ?? -.infinity)
        )
      }
    }
    let counterparts = given.ranges.map { range -> PeelingBox in
      let own = PeelingSearch(given, hits, range).peel(by: peeling, leastMass: leastMass)
      // The box of the replicate with the nearest coverage; of several, the densest.
      func distance(_ index: Int) -> (Double, Double) {
        (abs(own[index].coverage - path[chosen].coverage), -own[index].density)
      }
      let nearest = own.indices.min { distance($0) < distance($1) }
      return own[nearest ?? 0].box
    }
    let restrictions = pasted.restricted.map { place -> Restriction in
      let also = counterparts.filter { $0.restricted.contains(place) }.count
      var without = pasted
      without.low[place] = -.infinity
      without.high[place] = .infinity
      return Restriction(
        label: given.columns[place].label,
        low: pasted.lowLimit(place),
        high: pasted.highLimit(place),
        support: Double(also) / Double(counterparts.count),
        densityWithout: measure.box(without).density.value
      )
    }
    self.restrictions = restrictions.enumerated()
      .sorted {
        ($0.element.densityWithout, $0.offset) < ($1.element.densityWithout, $1.offset)
      }
      .map(\.element)
  }

  private static func choose(_ path: [PeelingStep], leastDensity: Double?) -> Int {
    if let leastDensity {
      // Coverage falls along the path: the first that is dense enough, else the densest.
      if let first = path.firstIndex(where: { $0.density >= leastDensity }) { return first }
      return path.indices.max { path[$0].density < path[$1].density } ?? 0
    }
    func score(_ step: PeelingStep) -> Double {
      2 * step.coverage * step.density / (step.coverage + step.density)
    }
    return path.indices.max { score(path[$0]) < score(path[$1]) } ?? 0
  }
}

/// Coverage, density and mass of boxes over some replicates.
private struct BoxMeasure {
  let given: GivenDraws
  let hits: [Bool]
  let ranges: [Range<Int>]

  init(_ given: GivenDraws, _ hits: [Bool], _ ranges: [Range<Int>]) {
    self.given = given
    self.hits = hits
    self.ranges = ranges
  }

  func box(_ box: PeelingBox) -> PatientRuleInduction.Box {
    var inside: [Double] = []
    var insideHits: [Double] = []
    var allHits: [Double] = []
    let restricted = box.restricted
    for range in ranges {
      var (cases, both, wanted) = (0, 0, 0)
      for draw in range {
        let hit = hits[draw]
        if hit { wanted += 1 }
        guard
          restricted.allSatisfy({ place in
            let x = given.columns[place].values[draw]
            return x >= box.low[place] && x <= box.high[place]
          })
        else { continue }
        cases += 1
        if hit { both += 1 }
      }
      inside.append(Double(cases))
      insideHits.append(Double(both))
      allHits.append(Double(wanted))
    }
    return PatientRuleInduction.Box(
      coverage: IndexEstimate(ratio: insideHits, to: allHits).clamped(to: 0...1),
      density: IndexEstimate(ratio: insideHits, to: inside).clamped(to: 0...1),
      mass: IndexEstimate(ratio: inside, to: ranges.map { Double($0.count) }).clamped(to: 0...1),
      limits: restricted.map { place in
        .init(
          label: given.columns[place].label,
          low: box.lowLimit(place),
          high: box.highLimit(place)
        )
      }
    )
  }
}
