import Testing
import TextCore

@Suite("The nearest name")
struct NearestNameTests {
  let names = ["revenue", "ads", "price"]

  @Test func `is found by edit distance, whatever the case, and none that is far`() {
    #expect(NearestName.nearest(to: "revenu", in: names) == "revenue")
    #expect(NearestName.nearest(to: "rveenue", in: names) == "revenue")
    #expect(NearestName.nearest(to: "ADS", in: names) == "ads")
    #expect(NearestName.nearest(to: "commission", in: names) == nil)
    #expect(NearestName.nearest(to: "x", in: names) == nil)
    #expect(NearestName.nearest(to: "", in: names) == nil)
    #expect(NearestName.nearest(to: String(repeating: "a", count: 61), in: names) == nil)
  }

  @Test func `is the alphabetically first of several equally near`() {
    #expect(NearestName.nearest(to: "prices", in: ["pricey", "price", "priced"]) == "price")
  }

  @Test func `may be one that begins with what was typed`() {
    let keys = ["lemonde-2018-vivastreet", "pharos"]
    #expect(NearestName.nearest(to: "lemonde-2018", in: keys) == nil)
    #expect(
      NearestName.nearest(to: "lemonde-2018", in: keys, beginnings: true)
        == "lemonde-2018-vivastreet"
    )
    #expect(NearestName.nearest(to: "ph", in: keys, beginnings: true) == nil)
  }

  /// Worked examples of Damerau (1964) and of the optimal string alignment distance: a swap of
  /// neighbours is one edit, and what was swapped is not edited again (`ca` to `abc` is 3, not 2).
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("abcd", "acbd", 1), ("ca", "abc", 3),
    ("kitten", "sitting", 3),
  ])
  func `counts insertions, deletions, changes and swaps`(a: String, b: String, edits: Int) {
    #expect(NearestName.edits(Array(a), Array(b)) == edits)
    #expect(NearestName.edits(Array(b), Array(a)) == edits)
  }
}

@Suite("A text in several languages")
struct LanguageTests {
  @Test func `is taken in the language asked for`() {
    let text = LocalText("value", "valeur")
    #expect(Language.allCases.map { text[$0] } == ["value", "valeur"])
    #expect(text.map { $0.uppercased() } == LocalText("VALUE", "VALEUR"))
    #expect(LocalText("EUR")[.fr] == "EUR")
  }

  @Test func `is, as it was written, the one of the language, else of none, else of any`() {
    var text = StatedText()
    #expect(text.isEmpty && text.text(in: .en) == nil)
    text[.fr] = "Annonces"
    #expect(text.text(in: .en) == "Annonces")
    text[nil] = "Ads"
    #expect(text.text(in: .en) == "Ads")
    #expect(text.text(in: .fr) == "Annonces")
    #expect(text[.en] == nil && !text.isEmpty)
  }
}

/// Test vectors of the authors of FNV-1a, 32 bits
/// (http://www.isthe.com/chongo/src/fnv/test_fnv.c): "", "a", "foobar".
@Test(arguments: [("", "811c9dc5"), ("a", "e40c292c"), ("foobar", "bf9cf968")])
func `the short hash of a text is that of FNV-1a`(text: String, hash: String) {
  #expect(ShortHash.hexadecimal(text) == hash)
}
