import StudySyntax
import Testing

@Suite("A source file")
struct SourceFileTests {
  @Test("counts lines and columns from 1, in characters, a tab as one")
  func columns() throws {
    // e with an acute accent takes two bytes, the family emoji 18, a combining accent joins.
    let file = try SourceFile(
      name: "a.md",
      text: "\u{E9}\tx\n\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F466}y\ne\u{301}z\n"
    )
    #expect(file.lineCount == 4)
    #expect(file.position(at: 0) == (1, 1))
    #expect(file.position(at: 2) == (1, 2))
    #expect(file.position(at: 3) == (1, 3))
    #expect(file.position(at: 5) == (2, 1))
    #expect(file.position(at: 23) == (2, 2))
    #expect(file.position(at: 25) == (3, 1))
    #expect(file.position(at: 28) == (3, 2))
    #expect(file.position(at: 30) == (4, 1))
    #expect(file.position(at: 1_000) == (4, 1))
  }

  @Test("takes CRLF as one line end, and keeps it out of the line")
  func lineEnds() throws {
    let file = try SourceFile(name: "a.md", text: "one\r\ntwo\r\n\r\nfour")
    #expect(file.lineCount == 4)
    #expect((1...4).map { file.lineText($0) } == ["one", "two", "", "four"])
    #expect(file.position(at: 5) == (2, 1))
  }

  @Test("skips a byte order mark")
  func byteOrderMark() throws {
    let file = try SourceFile(name: "a.md", bytes: [0xEF, 0xBB, 0xBF, 0x61])
    #expect(file.text == "a")
    #expect(file.position(at: 0) == (1, 1))
  }

  @Test("may be empty")
  func empty() throws {
    let file = try SourceFile(name: "a.md", text: "")
    #expect(file.lineCount == 1)
    #expect(file.lineText(1).isEmpty)
    #expect(file.position(at: 0) == (1, 1))
  }

  @Test("is refused when it is binary, with the place")
  func binary() {
    #expect(throws: SourceFileError.binary(name: "a.md", offset: 2)) {
      try SourceFile(name: "a.md", bytes: [0x61, 0x0A, 0x00, 0x62])
    }
  }

  @Test("is refused when it is Latin-1, with the line", arguments: [1, 2, 40])
  func latin1(line: Int) {
    // "prix" and an e with an acute accent as Latin-1 writes it.
    let bytes = [UInt8](repeating: 0x0A, count: line - 1) + [0x70, 0xE9, 0x0A, 0x61, 0xE9]
    let error = #expect(throws: SourceFileError.self) {
      try SourceFile(name: "a.md", bytes: bytes)
    }
    #expect(error == .notUTF8(name: "a.md", line: line))
    #expect(error?.description.hasPrefix("a.md:\(line): ") == true)
  }

  @Test("is refused when its last line breaks off inside a character")
  func truncated() {
    #expect(throws: SourceFileError.notUTF8(name: "a.md", line: 2)) {
      try SourceFile(name: "a.md", bytes: [0x61, 0x0A, 0xC3])
    }
  }

  @Test("is refused above 16 MiB, and read at 16 MiB")
  func size() throws {
    let limit = 16 * 1024 * 1024
    #expect(SourceFile.maximumSize == limit)
    #expect(throws: SourceFileError.tooLarge(name: "a.md", bytes: limit + 1)) {
      try SourceFile(name: "a.md", bytes: [UInt8](repeating: 0x20, count: limit + 1))
    }
    let file = try SourceFile(name: "a.md", bytes: [UInt8](repeating: 0x20, count: limit))
    #expect(file.lineCount == 1)
  }
}
