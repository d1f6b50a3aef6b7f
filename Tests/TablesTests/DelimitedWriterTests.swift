import Tables
import Testing

@Suite("Writing delimited text")
struct DelimitedWriterTests {
  private func line(_ cell: DelimitedWriter.Cell) -> String {
    var writer = DelimitedWriter(header: ["h"])
    writer.append([cell])
    return String(writer.text.dropFirst(2).dropLast())
  }

  /// Payloads after OWASP, "CSV Injection".
  @Test(
    "a text that a spreadsheet would run gets an apostrophe",
    arguments: [
      ("=1+1", "'=1+1"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("@SUM(A1)", "'@SUM(A1)"),
      ("-2+3", "'-2+3"), ("=HYPERLINK(\"a\")", "\"'=HYPERLINK(\"\"a\"\")\""),
      ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("-", "'-"),
    ]
  )
  func formulas(text: String, written: String) {
    #expect(line(.text(text)) == written)
  }

  @Test("plain numbers and harmless texts stay as they are")
  func harmless() {
    for text in ["-12.5", "+3", "-1e-3", "12", "a=b", "x@y", " =1", "VivaStreet"] {
      #expect(line(.text(text)) == text)
    }
  }

  @Test("numbers are written in the shortest form that reads back")
  func numbers() {
    #expect(line(.number(3)) == "3")
    #expect(line(.number(-0.1)) == "-0.1")
    #expect(line(.number(0.1 + 0.2)) == "0.30000000000000004")
    #expect(line(.number(1e300)) == "1e+300")
    #expect(line(.integer(-7)) == "-7")
    #expect(line(.number(.nan)) == "\"\"")
    #expect(line(.missing) == "\"\"")
  }

  @Test("what is written reads back, with commas, quotes and line ends")
  func roundTrip() throws {
    let cells = ["a,b", "say \"x\"", "two\nlines", "", "plain", "caf\u{E9}"]
    var writer = DelimitedWriter(header: ["1", "2", "3", "4", "5", "6"])
    writer.append(cells.map { .text($0) })
    let read = try DelimitedText(Array(writer.text.utf8), file: "t.csv")
    #expect(read.records.map(\.fields) == [cells])
  }

  @Test("a lone missing value does not become an empty line")
  func loneMissing() throws {
    var writer = DelimitedWriter(header: ["a"])
    writer.append([.missing])
    writer.append([.integer(1)])
    let read = try DelimitedText(Array(writer.text.utf8), file: "t.csv")
    #expect(read.records.map(\.fields) == [[""], ["1"]])
  }
}
