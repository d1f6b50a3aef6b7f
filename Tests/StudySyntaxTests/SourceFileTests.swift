import StudySyntax
import Testing

@Suite("A source file")
struct SourceFileTests {
  @Test("counts columns in characters, tabs as one")
  func columns() throws {
    let file = try SourceFile(name: "a.md", text: "é\tx\nsecond")
    #expect(file.lineCount == 2)
    #expect(file.position(at: 0) == (1, 1))
    #expect(file.position(at: 2) == (1, 2))
    #expect(file.position(at: 3) == (1, 3))
    #expect(file.position(at: 5) == (2, 1))
  }
}
