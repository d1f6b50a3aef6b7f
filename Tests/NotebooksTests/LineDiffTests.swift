import Notebooks
import Testing

/// Expected texts are those of `diff -u` on the same lines.
@Suite struct LineDiffTests {
  private func lines(_ range: ClosedRange<Int>, changed: [Int: String] = [:]) -> String {
    range.map { (changed[$0] ?? "line \($0)") + "\n" }.joined()
  }

  @Test func `equal texts have no difference`() {
    #expect(LineDiff.unified("a\nb\n", "a\nb\n") == "")
    #expect(LineDiff.unified("", "") == "")
  }

  @Test func `a change stands between lines of context`() {
    let diff = LineDiff.unified(
      lines(1...9),
      lines(1...9, changed: [5: "new"]),
      oldName: "a.md",
      newName: "b.md",
      context: 2
    )
    #expect(
      diff == """
        --- a.md
        +++ b.md
        @@ -3,5 +3,5 @@
         line 3
         line 4
        -line 5
        +new
         line 6
         line 7

        """
    )
  }

  @Test func `changes far apart stand in hunks of their own`() {
    let diff = LineDiff.unified(
      lines(1...30),
      lines(1...30, changed: [2: "x", 28: "y"]),
      context: 1
    )
    #expect(
      diff.split(separator: "\n").filter { $0.hasPrefix("@@") } == [
        "@@ -1,3 +1,3 @@", "@@ -27,3 +27,3 @@",
      ]
    )
  }

  @Test func `an empty side is numbered by the line before it`() {
    #expect(LineDiff.unified("", "a\n").contains("@@ -0,0 +1,1 @@\n+a\n"))
    #expect(LineDiff.unified("a\nb\n", "a\n", context: 0).contains("@@ -2,1 +1,0 @@\n-b\n"))
  }

  @Test func `line endings are told apart`() {
    let diff = LineDiff.unified("a\r\n", "a\n")
    #expect(diff.contains("-a\\r\n+a\n"))
    #expect(LineDiff.unified("a", "a\n").contains("-a\n\\ No newline at end of file\n+a\n"))
  }

  @Test func `a long difference is cut`() {
    let diff = LineDiff.unified(
      lines(1...100),
      lines(1...100, changed: [5: "a", 50: "b", 95: "c"]),
      limit: 2
    )
    #expect(diff.hasSuffix("(4 more changed lines)\n"))
  }
}
