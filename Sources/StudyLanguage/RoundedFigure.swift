/// What a printed round figure may have been rounded from.
enum RoundedFigure {
  /// The step to which a printed number was rounded: 1000 for `13000`, 0.1 for `2.5`.
  ///
  /// Trailing zeros of a whole number count as rounded; printed decimals count as exact.
  ///
  /// - Parameter text: The number as written, with an optional exponent, sign or percent sign.
  static func step(of text: String) -> Double {
    let digits = text.lowercased().filter { !"_+-% ".contains($0) || $0 == "-" }
    let parts = digits.split(separator: "e", maxSplits: 1)
    let mantissa = parts.first.map(String.init) ?? "0"
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    var place = 0
    if let dot = mantissa.firstIndex(of: ".") {
      place = -(mantissa.count - mantissa.distance(from: mantissa.startIndex, to: dot) - 1)
    } else {
      let significant = mantissa.filter(\.isNumber)
      place = significant.reversed().prefix { $0 == "0" }.count
      if place == significant.count { place = 0 }
    }
    var step = 1.0
    for _ in 0..<abs(place + exponent) { step *= 10 }
    return place + exponent >= 0 ? step : 1 / step
  }
}
