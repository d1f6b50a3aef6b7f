import Reporting
import TestKit
import Testing
import TextCore

/// The law of printed figures, docs/decisions/0010-printed-figures.md.
///
/// It is tried on seeded random triples low <= centre <= high: degenerate, negative, enormous, tiny,
/// nearly equal, around zero. The printed texts are read back, so that nothing is assumed of how they came about. The tolerance of
/// 1e-12 is what double arithmetic and the reading back may add; the law itself has none.
@Suite struct PrintedFigureLawTests {
  static let formats = [NumberFormat(language: .en), NumberFormat(language: .fr)]

  // MARK: Triples

  private static func triples(_ count: Int, seed: UInt64) -> [(Double, Double, Double)] {
    var random = SplitMix(seed: seed)
    return (0..<count).map { index in
      let magnitude = { (powers: ClosedRange<Double>) -> Double in
        let power = powers.lowerBound + random.uniform() * (powers.upperBound - powers.lowerBound)
        return (1 + 9 * random.uniform()) * (Double("1e\(Int(power.rounded()))") ?? 1)
      }
      let wide = -300.0...300.0
      let usual = -6.0...9.0
      var ends: [Double]
      switch index % 9 {
      case 0: ends = [magnitude(usual), magnitude(usual)]
      case 1: ends = [-magnitude(usual), -magnitude(usual)]
      case 2: ends = [-magnitude(usual), magnitude(usual)]
      case 3: ends = [magnitude(wide), magnitude(wide)]
      case 4: ends = [-magnitude(wide), magnitude(wide)]
      case 5:
        // Near each other, down to the last bits.
        let base = magnitude(usual) * (random.uniform() < 0.5 ? 1 : -1)
        let width = Double("1e\(-Int(random.uniform() * 17))") ?? 0
        ends = [base, base * (1 + width * random.uniform())]
      case 6:
        // One number, of few digits or many.
        let base = magnitude(usual)
        ends = [(base * 8).rounded() / 8, (base * 8).rounded() / 8]
        if random.uniform() < 0.5 { ends = [base, base] }
      case 7: ends = [0, magnitude(wide) * (random.uniform() < 0.5 ? 1 : -1)]
      default:
        // Ends that round up to the next power of ten.
        let base = magnitude(usual)
        ends = [base * 0.9949, base * (1 + 5 * random.uniform())]
      }
      ends.sort()
      let (low, high) = (ends[0], ends[1])
      let share = random.uniform()
      let centre: Double
      switch Int(random.uniform() * 5) {
      case 0: centre = low
      case 1: centre = high
      case 2 where low > 0:
        // In the middle of the decades, as for a lognormal shape.
        centre = low.squareRoot() * high.squareRoot()
      case 3 where low < 0 && high > 0: centre = high * 1e-9 * share
      default: centre = low / 2 + high / 2 + (share - 0.5) * (high / 2 - low / 2)
      }
      return (low, min(max(centre, low), high), high)
    }
  }

  private static let intervals: [@Sendable (Double, Double) -> IntervalDigits] = [
    { .table($0, $1) }, { .sentence($0, $1) }, { .table($0, $1, significantDigits: 1) },
    // Rows of a chart that share the decimals of the widest one.
    { IntervalDigits(low: $0, high: $1, decimals: -2) },
  ]

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `no printed figure leaves its interval, is 0 or is off by more than half a unit`(
    seed: UInt64
  ) throws {
    for (index, triple) in Self.triples(34_000, seed: seed).enumerated() {
      let (low, centre, high) = triple
      let format = Self.formats[index % 2]
      let digits = Self.intervals[(index / 2) % 4](low, high)
      let texts = [low, centre, high].map { format.figure($0, in: digits) }
      let read = try texts.map { try #require(Printed($0, format.language), "\($0)") }
      func all() -> String { "\(triple) as \(texts)" }
      #expect(read[0].value <= read[1].value && read[1].value <= read[2].value, "\(all())")
      for (printed, value) in zip(read, [low, centre, high]) {
        #expect((printed.value == 0) == (value == 0), "\(all())")
        #expect(
          abs(printed.value - value) <= printed.unit / 2 + 1e-12 * abs(value),
          "\(all())"
        )
      }
      // Equal ends are one text; the interval holds the same texts.
      if low == high { #expect(texts[0] == texts[2] && texts[0] == texts[1], "\(all())") }
      let word = index % 2 == 0 ? "to" : "\u{E0}"
      #expect(format.range(digits) == "\(texts[0]) \(word) \(texts[2])")
    }
  }

  @Test func `a figure of a wide interval has at least two digits of its own`() throws {
    let format = Self.formats[0]
    for (low, centre, high) in Self.triples(8_000, seed: 4) {
      let digits = IntervalDigits.table(low, high)
      guard digits.isInterval, digits.isWide else { continue }
      for value in [low, centre, high] where value != 0 {
        // Half a unit of the second digit is at most 5 %.
        let printed = try #require(Printed(format.figure(value, in: digits), .en))
        #expect(abs(printed.value - value) <= 0.0501 * abs(value), "\(value) in \((low, high))")
      }
    }
  }

  @Test func `a mean is printed in its interval where it lies there, and is never 0`() throws {
    var random = SplitMix(seed: 5)
    for (index, triple) in Self.triples(8_000, seed: 6).enumerated() {
      let (low, centre, high) = triple
      let format = Self.formats[index % 2]
      let digits = IntervalDigits.table(low, high)
      let half = high / 2 - low / 2
      let deviation = half * random.uniform() * 2
      let error = [0, .nan, deviation * 0.01, deviation, deviation * 100][Int(random.uniform() * 5)]
      let value = random.uniform() < 0.7 ? centre : high / 2 * (1 + random.uniform())
      let text = format.mean(value, in: digits, deviation: deviation, error: error)
      let mean = try #require(Printed(text, format.language), "\(text)")
      func all() -> String {
        "\(value) in \((low, high)), sd \(deviation), error \(error): \(text)"
      }
      #expect((mean.value == 0) == (value == 0), "\(all())")
      #expect(abs(mean.value - value) <= mean.unit / 2 + 1e-12 * abs(value), "\(all())")
      if digits.isInterval, value >= low, value <= high {
        let ends = try [low, high].map {
          try #require(Printed(format.figure($0, in: digits), format.language)).value
        }
        #expect(ends[0] <= mean.value && mean.value <= ends[1], "\(all())")
      }
    }
  }

  @Test(
    arguments: [
      // share, text: two digits of the share or of what is missing to 100
      (0.2757, "28%"), (0.0342, "3.4%"), (0.00034, "0.034%"), (0.99340, "99.34%"), (1, "100%"),
      (0, "0%"), (0.99996, "99.9960%"), (0.5, "50%"), (1.434, "143%"), (1e-9, "0.00000010%"),
    ] as [(Double, String)]
  )
  func `a share keeps apart from nothing and all`(share: Double, text: String) {
    #expect(Self.formats[0].share(share) == text)
  }

  @Test func `a percentage is 0 or 100 only for what is`() {
    let en = Self.formats[0]
    #expect(en.percent(0.00004) == "0.004%")
    #expect(en.percent(0.99996, decimals: 1) == "99.996%")
    #expect(en.percent(0.9999, uncertainty: 0.05) == "99.99%")
    #expect(en.percent(1) == "100%")
    #expect(en.percent(0, uncertainty: 0.01) == "0.0%")
  }

  @Test(
    arguments: [
      // mean, low, high, sd, error, text; the cases of published bug reports
      (0.0504068144148, 0, 0, 0.37, 0.0003, "0.050"),
      (2.73919134929, 2.5, 2.5, 1.7, 0.003, "2.7"),
      (2.39989797532, 2.4, 2.4, 0.0033, 0.00003, "2.3999"),
      (16_144.9251065, 0, 0, 100_000, 102, "16,000"),
      (19_531.25, 0, 0, 4e6, 20_000, "20,000"),
      (8.1, 1.05, 14.8, 40, 0.006, "8.1"),
      (1.0 / 3, 0.333, 0.334, 0.0003, 0, "0.33333"),
      (5, 5, 5, 0, 0, "5"),
    ] as [(Double, Double, Double, Double, Double, String)]
  )
  func `the digits of a mean follow its spread and its own error`(
    mean: Double,
    low: Double,
    high: Double,
    deviation: Double,
    error: Double,
    text: String
  ) {
    let digits = IntervalDigits.table(low, high)
    #expect(
      Self.formats[0].mean(mean, in: digits, deviation: deviation, error: error) == text
    )
  }

  @Test(
    arguments: [
      // value, error, text: three digits, fewer where the error is larger than they are
      (151.49321, 0.01, "151"), (2.8084, 0, "2.81"), (0.16297, 0.0001, "0.163"),
      (54.65, 0, "54.7"), (5_000, 3_000, "5,000"), (0.4, 3, "0.4"), (0, 0, "0"),
      (8_463, 1, "8,460"),
    ] as [(Double, Double, String)]
  )
  func `an estimate has three digits at most`(value: Double, error: Double, text: String) {
    #expect(Self.formats[0].estimate(value, error: error) == text)
  }

  @Test func `an estimate is told apart from its like`() {
    #expect(Self.formats[0].estimate(8_463, error: 1, decimals: 0) == "8,463")
    #expect(Self.formats[0].estimate(8_463, error: 20, decimals: 0) == "8,460")
  }
}

/// A printed number read back: what it says, and one unit of its last place.
private struct Printed {
  let value: Double
  /// The unit of the last digit that is not a closing zero of a whole number, which may count or not.
  let unit: Double

  init?(_ text: String, _ language: Language) {
    var plain = ""
    var raised = ""
    var isPower = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9" where !isPower: plain.unicodeScalars.append(scalar)
      case "\u{2212}": plain.append("-")
      case ".": plain.append(".")
      // A comma stands before decimals in French, between thousands in English.
      case ",": if language == .fr { plain.append(".") }
      case "\u{D7}": isPower = true
      case "\u{207B}": raised.append("-")
      case "\u{B9}": raised.append("1")
      case "\u{B2}", "\u{B3}": raised.append("\(scalar.value - 0xB0)")
      case "\u{2070}"..."\u{2079}": raised.append("\(scalar.value - 0x2070)")
      default: continue
      }
    }
    let exponent = isPower ? (Int(raised) ?? .min) : 0
    guard exponent > .min, let value = Double(isPower ? "\(plain)e\(exponent)" : plain) else {
      return nil
    }
    self.value = value
    let parts = plain.split(separator: ".")
    let decimals = parts.count > 1 ? parts[1].utf8.count : 0
    let zeros = decimals == 0 && plain != "0" ? plain.utf8.reversed().prefix { $0 == 48 }.count : 0
    unit = Double("1e\(exponent - decimals + zeros)") ?? 0
  }
}
