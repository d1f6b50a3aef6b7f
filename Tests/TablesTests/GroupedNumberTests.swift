import Tables
import Testing

@Suite("A number with three digits behind a mark")
struct GroupedNumberTests {
  @Test(arguments: ["1.759", "-27.337", "805.000", "+1.000"])
  func `looks grouped`(text: String) { #expect(PlainNumber.looksGrouped(text)) }

  @Test(arguments: ["0.759", "1759", "1.75", "1.7590", "1234.567", "1.759e3", ".759", ""])
  func `does not look grouped in another form`(text: String) {
    #expect(!PlainNumber.looksGrouped(text))
  }

  @Test func `gets both readings as the hint, other commas the decimal point`() {
    #expect(
      PlainNumber.hint(for: "27,337")
        == "; write 27337 where the comma separates thousands, 27.337 where it is the decimal mark"
    )
    #expect(PlainNumber.hint(for: "3,5") == "; write the decimal mark as a point")
  }
}
