import Uncertainty

/// How many of its terms carry a sum, which tells whether the spread of replicates says anything.
///
/// ```
/// carriers = (sum |t|)^2 / sum t^2
/// ```
/// It is the number of terms for equal ones, and the number of draws in which a rare event happens
/// for terms that are 0 without it. Student's interval over replicates takes the sum of a replicate
/// as nearly normal, which few carriers do not make it: where none fell into a replicate, or into
/// any, the interval is too short or has no length.
///
/// Reference: Kish (1965), Survey Sampling, section 11.7 (the effective number of weighted cases).
struct CarriedSum: Sendable {
  /// With fewer carriers an index gets no interval.
  static let fewest = 50.0

  /// From so large a part of all terms on, and with ``fewestCommon``, no term is rare.
  private static let commonPart = 0.12
  private static let fewestCommon = 25.0

  private var count = 0.0
  private var absolute = 0.0
  private var squares = 0.0

  /// A sum without terms.
  init() {}

  /// Counts the terms of a sum.
  init(_ terms: some Sequence<Double>) {
    for term in terms { add(term) }
  }

  /// Counts a term.
  mutating func add(_ term: Double) {
    count += 1
    absolute += abs(term)
    squares += term * term
  }

  /// Counts the terms of another sum.
  mutating func add(_ other: CarriedSum) {
    count += other.count
    absolute += other.absolute
    squares += other.squares
  }

  /// The number of carriers, 0 for a sum of zeros.
  ///
  /// It is infinite where 25 or more carry the sum and they are 12 % or more of all terms: what so many
  /// of the terms share is not rare, and the spread of the replicates shows it, in a small design too.
  var carriers: Double {
    guard squares > 0 else { return 0 }
    let number = absolute * (absolute / squares)
    return number >= Self.fewestCommon && number >= Self.commonPart * count ? .infinity : number
  }

  /// The carriers of several sums together.
  static func carriers(of sums: [CarriedSum]) -> Double {
    var all = CarriedSum()
    for sum in sums { all.add(sum) }
    return all.carriers
  }
}

extension IndexEstimate {
  /// The estimate, without its interval where too few terms carry it.
  ///
  /// - Parameters:
  ///   - carriers: The number of carriers of its numerator and of its denominator.
  ///   - factor: What it is the index of. A dummy is 0 because the model does not read it, not
  ///     because no draw shows what it does, and keeps its interval.
  func carried(by carriers: Double..., of factor: Factor? = nil) -> IndexEstimate {
    let isCarried = carriers.allSatisfy { $0 >= CarriedSum.fewest }
    return isCarried || factor?.isDummy == true ? self : IndexEstimate(withoutInterval: value)
  }
}
