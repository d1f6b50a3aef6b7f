import Foundation
import Tables
import Testing

/// The rules are those of RFC 4180, section 2, and the strictness of docs/decisions/0003.
@Suite("Reading delimited text")
struct DelimitedTextTests {
  private func read(_ text: String) throws(DelimitedTextError) -> DelimitedText {
    try DelimitedText(Array(text.utf8), file: "t.csv")
  }

  private func message(_ bytes: [UInt8]) -> String? {
    do {
      _ = try DelimitedText(bytes, file: "t.csv")
      return nil
    } catch {
      return error.description
    }
  }

  @Test("fields, quotes, doubled quotes, commas and line ends within quotes are read")
  func quotes() throws {
    let text = try read("a,b\n1,\"x, \"\"y\"\"\nz\"\n,\"\"\n")
    #expect(text.header == ["a", "b"])
    #expect(text.records.map(\.fields) == [["1", "x, \"y\"\nz"], ["", ""]])
    #expect(text.records.map(\.line) == [2, 4])
  }

  @Test("CR LF line ends and a missing last line end make no difference")
  func lineEnds() throws {
    let expected = [["1", "2"], ["3", "4"]]
    for text in ["a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r\n\r\n1,2\n\n3,4\n\n"] {
      #expect(try read(text).records.map(\.fields) == expected)
    }
  }

  @Test("a UTF-8 byte order mark is dropped, also before a quoted name")
  func byteOrderMark() throws {
    #expect(try read("\u{FEFF}year,n\n2018,1\n").header == ["year", "n"])
    #expect(try read("\u{FEFF}\"year\",n\n2018,1\n").header == ["year", "n"])
  }

  @Test("a trailing separator is an empty field, and spaces belong to the field")
  func emptyAndSpaces() throws {
    #expect(try read("a,b\n1,\n , x \n").records.map(\.fields) == [["1", ""], [" ", " x "]])
  }

  @Test("a table of one column keeps its empty fields")
  func oneColumn() throws {
    #expect(try read("a\n1\n\n2\n").records.map(\.fields) == [["1"], [""], ["2"]])
  }

  @Test("a header without records is a table of no rows")
  func headerOnly() throws {
    #expect(try read("a,b\n").records.isEmpty)
  }

  @Test("other separators are read when named")
  func separators() throws {
    let text = try DelimitedText(Array("a;b\n1,5;2\n".utf8), file: "t.csv", separator: .semicolon)
    #expect(text.records.first?.fields == ["1,5", "2"])
  }

  /// Each row: the text, the exact sentence.
  @Test(
    "a text that is not strict is refused with its place",
    arguments: [
      ("", "t.csv: the file is empty; a table needs a header line with the names of its columns"),
      (
        "\n\n",
        "t.csv: the file is empty; a table needs a header line with the names of its columns"
      ),
      ("a,b\n1,2\n3\n", "t.csv:3: expected 2 fields as in the header, found 1"),
      ("a,b\n1,\"x\ny\"\n1,2,3\n", "t.csv:4: expected 2 fields as in the header, found 3"),
      ("a,b\n1,\"x\n2,3\n", "t.csv:2: the quotation mark that opens here is never closed"),
      (
        "a,b\n1,x\"y\n",
        "t.csv:2:4: a quotation mark stands inside an unquoted field; "
          + "quote the whole field and double the marks within"
      ),
      (
        "a,b\n1,\"x\"y\n",
        "t.csv:2:6: text follows a closing quotation mark; "
          + "a mark within a quoted field must be doubled"
      ),
      (
        "a,b\r1,2\r",
        "t.csv:1:4: a carriage return stands alone; end lines with LF or with CR LF"
      ),
      ("a,,c\n1,2,3\n", "t.csv:1: column 2 has no name"),
      ("a,b,a\n1,2,3\n", "t.csv:1: columns 1 and 3 have the same name 'a'"),
      (
        "year;n\n2018;1\n",
        "t.csv:1: the header is one field that holds semicolons; "
          + "the fields must be separated by commas"
      ),
    ]
  )
  func refused(text: String, sentence: String) {
    #expect(message(Array(text.utf8)) == sentence)
  }

  @Test("Latin-1 is refused with the line, the column and the byte")
  func latin1() {
    // "é" is 0xE9 in ISO 8859-1.
    let bytes = Array("pays,n\nFrance,1\nAlg".utf8) + [0xE9] + Array("rie,2\n".utf8)
    #expect(
      message(bytes) == "t.csv:3:4: byte 0xE9 is not UTF-8; the file looks like "
        + "Latin-1 or Windows-1252: save it as UTF-8"
    )
  }

  @Test("columns of a place count characters, not bytes")
  func placeAfterAccents() {
    let bytes = Array("é,b\né1,x\"\n".utf8)
    #expect(message(bytes)?.hasPrefix("t.csv:2:5: a quotation mark") == true)
  }

  @Test("UTF-16, NUL bytes and other control bytes are refused as what they are")
  func binary() {
    #expect(
      message([0xFF, 0xFE, 0x61, 0x00]) == "t.csv:1:1: byte 0xFF is not UTF-8; "
        + "the file looks like UTF-16: save it as UTF-8"
    )
    #expect(
      message(Array("a,b\n1,".utf8) + [0x00, 0x32]) == "t.csv:2:3: byte 0x00 is not text; "
        + "the file looks binary, a table needs UTF-8 text"
    )
    // The first bytes of a PNG file (ISO/IEC 15948, 5.2).
    #expect(
      message([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])?.contains("0x1A is not text")
        == true
    )
  }

  @Test("surrogates and overlong forms are not UTF-8")
  func malformed() {
    #expect(message(Array("a\n".utf8) + [0xED, 0xA0, 0x80])?.hasPrefix("t.csv:2:1:") == true)
    #expect(message(Array("a\n".utf8) + [0xC0, 0xAF])?.hasPrefix("t.csv:2:1:") == true)
  }

  @Test("ten megabytes of garbage are refused, none crashes")
  func garbage() {
    var state: UInt64 = 2016
    var random = [UInt8](repeating: 0, count: 10_000_000)
    for index in random.indices {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      random[index] = UInt8(truncatingIfNeeded: state >> 56)
    }
    #expect(message(random) != nil)
    #expect(message([UInt8](repeating: 0x22, count: 10_000_001)) != nil)
    #expect(message(Array("a,b\n\"".utf8) + [UInt8](repeating: 0x78, count: 10_000_000)) != nil)
    #expect(message([UInt8](repeating: 0x2C, count: 1_000_000)) == "t.csv:1: column 1 has no name")
  }

  @Test("an absent file and a folder are refused with the reason")
  func absent() throws {
    let folder = try TemporaryFolder()
    #expect(throws: DelimitedTextError.unreadable(file: "x.csv", reason: "the file does not exist"))
    {
      try DelimitedText(contentsOf: folder.url.appendingPathComponent("x.csv"))
    }
    #expect(
      throws: DelimitedTextError.unreadable(
        file: "here",
        reason: "this is a folder, a file is needed"
      )
    ) {
      try DelimitedText(contentsOf: folder.url, name: "here")
    }
  }
}
