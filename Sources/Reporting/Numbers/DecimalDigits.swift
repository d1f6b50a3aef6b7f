/// The decimal digits of a number, rounded half away from zero in the form people read.
///
/// The digits are those of the shortest text that reads back as the same number, so 2.675 rounds
/// to 2.68. The sign stands apart, and a number that rounds to zero has none.
struct DecimalDigits: Hashable {
  /// Whether the number is below zero.
  private(set) var isNegative: Bool
  /// Digits from the first that is not zero; empty for zero.
  private(set) var digits: [UInt8]
  /// The number of digits before the decimal point; negative when zeros follow the point.
  private(set) var point: Int

  /// The digits of a finite number, or nil.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    var text = Substring("\(value.magnitude)")
    var exponent = 0
    if let mark = text.firstIndex(of: "e") {
      exponent = Int(text[text.index(after: mark)...]) ?? 0
      text = text[..<mark]
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts.first ?? ""
    let fraction = parts.count > 1 ? parts[1] : ""
    isNegative = value < 0
    digits = (String(whole) + fraction).utf8.map { $0 - 48 }
    point = whole.utf8.count + exponent
    normalize()
  }

  /// The power of ten of the first digit, or nil for zero.
  var leadingPower: Int? { digits.isEmpty ? nil : point - 1 }

  /// The number of decimals needed to print every digit; never negative.
  var decimals: Int { max(0, digits.count - point) }

  /// The number rounded to a number of decimals (negative: tens, hundreds, ...).
  func rounded(decimals: Int) -> DecimalDigits {
    let kept = point + decimals
    guard kept < digits.count else { return self }
    var copy = self
    guard kept >= 0 else {
      copy.digits = []
      copy.normalize()
      return copy
    }
    let up = digits[kept] >= 5
    copy.digits = Array(digits[..<kept])
    if up {
      var index = kept - 1
      while index >= 0, copy.digits[index] == 9 {
        copy.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        copy.digits[index] += 1
      } else {
        copy.digits.insert(1, at: 0)
        copy.point += 1
      }
    }
    copy.normalize()
    return copy
  }

  /// The number rounded to a number of significant digits.
  func rounded(significant: Int) -> DecimalDigits {
    rounded(decimals: significant - point)
  }

  /// The number, as the nearest double.
  var value: Double {
    guard !digits.isEmpty else { return 0 }
    let text = String(decoding: digits.map { $0 + 48 }, as: UTF8.self)
    return Double("\(isNegative ? "-" : "")0.\(text)e\(point)") ?? .nan
  }

  /// The decimals that an uncertainty leaves to print (negative: tens, hundreds, ...); 0 for an
  /// uncertainty that is not a positive finite number.
  static func decimals(uncertainty: Double, significantDigits: Int) -> Int {
    let kept = max(1, significantDigits)
    guard uncertainty > 0,
      let power = DecimalDigits(uncertainty)?.rounded(significant: kept).leadingPower
    else { return 0 }
    return kept - 1 - power
  }

  /// The digits before the decimal point, at least one.
  var wholeText: String {
    guard point > 0 else { return "0" }
    return String(decoding: (0..<point).map { digit($0) + 48 }, as: UTF8.self)
  }

  /// A number of digits after the decimal point.
  func fractionText(_ count: Int) -> String {
    guard count > 0 else { return "" }
    return String(decoding: (0..<count).map { digit(point + $0) + 48 }, as: UTF8.self)
  }

  private func digit(_ index: Int) -> UInt8 {
    digits.indices.contains(index) ? digits[index] : 0
  }

  private mutating func normalize() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty {
      point = 0
      isNegative = false
    }
  }
}
