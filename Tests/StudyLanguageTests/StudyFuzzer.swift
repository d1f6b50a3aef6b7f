import TestKit

/// A seeded source of damaged studies: valid ones with bytes and words changed, and garbage.
struct StudyFuzzer {
  private var generator: SplitMix

  init(seed: UInt64) { generator = SplitMix(seed: seed) }

  private mutating func number(below limit: Int) -> Int {
    Int(generator.next() % UInt64(max(1, limit)))
  }

  private mutating func element(_ items: [String]) -> String { items[number(below: items.count)] }

  // MARK: Material

  /// Valid studies that between them use every statement and form.
  static let corpus = [
    """
    ---
    title: Ads
    lang: en
    seed: 2016
    headline: revenue
    ---

    Counted {{ ads }} and `{{ code }}`, {{ revenue | median }}.

    ```ampleur
    ads = count(8424) ad
      label "Paid ads" | fr "Annonces"
      from scelles-2016 "p. 3"
      as of 2016-11
    index position = { base, boosted, top }
    price[position] = { base: 110, boosted: 220, top: 500 } EUR/ad/month
    mix[position] = dirichlet({ base: 7, boosted: 2, top: 1 })
    bill = sum(price * mix over position)
    revenue = ads * bill * 12 month/year -> MEUR/year
    check revenue overlaps 11 .. 21 MEUR/year from lemonde-2018
    scenario "withdrawn"
      price[top] = 220 EUR/ad/month
    scenario "both" from "withdrawn"
      ads = 4000 to 5000 ad
    show tornado revenue
    show breakeven ads of revenue at 20 MEUR/year
    assert mix[top] < 0.9 and revenue > 0 MEUR/year
    decision "keep" = revenue
    ```

    <!-- fr: # Titre {{ revenue }} -->
    """,
    """
    ```ampleur
    unit hotline, hotlines
    unit fortnight = 14 day
    reports = dataset("pharos").reports
    x = reports[2018] / 3 hotline
    share = 178 of 163000
    a = 110 to 500 EUR(2014)
    b = a -> EUR(2024)
    c = 120 +- 15
    d = about 13_000 person
    e = truncate(normal(10, 5), low: 0)
    f = mixture({ 0.7: normal(10, 1), 0.3: lognormal(mean: 20, sd: 2) })
    g = quantiles({ 5%: 10, 50%: 20, 95%: 45 })
    h = empirical([12, 15, 19])
    i = discrete({ 1: 0.7, 2: 0.3 })
    j = if c > 120 then e else f ^ 2
    correlate c, g: 0.4 by student(4)
    k = max(e, 3) + min(f, g) - abs(-h) * log(i) / exp(1)
    ```
    """,
    """
    ```ampleur
    index year = 2014 .. 2018
    index place = { online, street }
    share[place] = partition({ online: 62%, street: 38% })
    n[year] = poisson(12)
    o[year] = count(12) ad each
    m[year, place] = n * share
    total = sum(m over year, place)
    mean_of = mean(n over year)
    one = m[2016, online] + m[place: street, year: 2018]
    use "shared.md"
    x = price * 3 ad
    ```
    """,
  ]

  private static let words = [
    "(", ")", "[", "]", "{", "}", ",", ":", "=", "==", "<", "->", "..", "+-", "?", "\"", "`", "```",
    "|", "^", "-", "*", "/", "\n", "\n  ", "\t", "\r\n", "#", "{{", "}}", "<!--", "-->", "---",
    "ads", "x", "price", "1e999", "1e308", "-1", "0", "62%", "5M", "NaN", "inf", "2014", "EUR",
    "EUR(2014)", "MEUR/year", "ad", "person", "%", "1/month", "to", "of", "over", "if", "then",
    "else", "and", "or", "not", "about", "from", "as of", "checked", "label", "note", "index",
    "unit", "scenario", "check", "assert", "correlate", "show", "use", "decision", "overlaps",
    "contains", "within", "each", "tornado", "by", "at", "sum(", "dirichlet({", "discrete({",
    "mixture({",
    "truncate(", "quantiles({", "count(", "normal(", "beta(", "poisson(", "dataset(\"pharos\")",
    ".reports", "partition({", "log(", "sqrt(", "product(", "position", "base:", "top", "[top]",
    "\u{E9}", "\u{20AC}", "\u{2212}", "\u{1F600}", "\u{301}", "\u{A0}", "wanted_unit",
  ]

  // MARK: Cases

  /// The next damaged study.
  mutating func next() -> [UInt8] {
    switch number(below: 10) {
    case 0: return garbage()
    case 1: return soup()
    case 2: return nested()
    default: break
    }
    var text = Array(element(Self.corpus).utf8)
    for _ in 0...number(below: 4) { text = mutated(text) }
    return text
  }

  /// Bytes without meaning; some are no text at all.
  mutating func garbage(count: Int? = nil, printable: Bool? = nil) -> [UInt8] {
    let isPrintable = printable ?? (number(below: 2) == 0)
    let length = count ?? number(below: 400)
    return (0..<length).map { _ in
      isPrintable ? UInt8(truncatingIfNeeded: 10 + number(below: 117)) : UInt8(number(below: 256))
    }
  }

  /// Words of the language in a random order.
  private mutating func soup() -> [UInt8] {
    var text = "```ampleur\n"
    for _ in 0..<number(below: 60) {
      text += element(Self.words) + (number(below: 3) == 0 ? "" : " ")
    }
    return Array(text.utf8)
  }

  /// Something repeated far too often.
  private mutating func nested() -> [UInt8] {
    let piece = element(Self.words) + (number(below: 2) == 0 ? " " : "")
    let other = element(Self.words)
    let body = String(repeating: piece + (number(below: 2) == 0 ? other : ""), count: 300)
    let start = number(below: 4) == 0 ? "" : "```ampleur\nx = "
    return Array((start + body + "1").utf8)
  }

  private mutating func mutated(_ text: [UInt8]) -> [UInt8] {
    guard !text.isEmpty else { return text }
    var text = text
    let place = number(below: text.count)
    let length = min(number(below: 30), text.count - place)
    switch number(below: 9) {
    case 0: text[place] ^= UInt8(1 << number(below: 7))
    case 1: text.removeSubrange(place..<place + length)
    case 2: text.insert(contentsOf: text[place..<place + length], at: place)
    case 3: text.insert(contentsOf: Array(element(Self.words).utf8), at: place)
    case 4:
      let other = Array(element(Self.corpus).utf8)
      let start = number(below: other.count)
      text.insert(contentsOf: other[start..<min(other.count, start + 60)], at: place)
    case 5: text.removeLast(text.count - place)
    case 6, 7: text = wordChanged(text)
    default: text[place] = UInt8(number(below: 128))
    }
    return text
  }

  /// One word of the text deleted, doubled, or replaced by another.
  private mutating func wordChanged(_ text: [UInt8]) -> [UInt8] {
    var words = text.split(separator: 0x20, omittingEmptySubsequences: false).map(Array.init)
    let place = number(below: words.count)
    switch number(below: 4) {
    case 0: words.remove(at: place)
    case 1: words.insert(words[place], at: place)
    case 2: words[place] = Array(element(Self.words).utf8)
    default: words.swapAt(place, number(below: words.count))
    }
    return Array(words.joined(separator: [0x20]))
  }
}
