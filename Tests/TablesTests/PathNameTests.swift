import Tables
import Testing

/// Expected values: POSIX `dirname` and `basename`, except that a name alone has the folder "".
@Suite("A path")
struct PathNameTests {
  @Test(arguments: [
    ("", "", ""), ("s", "", "s"), ("/", "/", ""), ("/s", "/", "s"), ("a/s", "a", "s"),
    ("a/b/s.md", "a/b", "s.md"), ("a//s", "a", "s"), ("a/s/", "a", "s"), ("//", "/", ""),
    ("a/\u{301}e", "a", "\u{301}e"), ("./s", ".", "s"), ("../s", "..", "s"),
  ])
  func `has a folder and a last part`(path: String, folder: String, last: String) {
    #expect(PathName.folder(of: path) == folder)
    #expect(Array(PathName.last(of: path).utf8) == Array(last.utf8))
  }

  @Test(arguments: [
    ("s.md", "s", "md"), ("a.b/s", "s", ""), (".hidden", ".hidden", ""), ("r.PDF", "r", "pdf"),
    ("a/r.tar.gz", "r.tar", "gz"), ("r", "r", ""), ("r.", "r", ""),
  ])
  func `has a stem and an ending`(path: String, stem: String, ending: String) {
    #expect(PathName.stem(of: path) == stem)
    #expect(PathName.ending(of: path) == ending)
  }

  @Test func `is joined and given another ending`() {
    #expect(PathName.join("", "s") == "s")
    #expect(PathName.join("a", "s") == "a/s")
    #expect(PathName.join("/", "s") == "/s")
    #expect(PathName.join("a", "/s") == "/s")
    #expect(PathName.path("r", ending: "html") == "r.html")
    #expect(PathName.path("a/r.md", ending: "html") == "a/r.html")
    #expect(PathName.path("/r.md", ending: "html") == "/r.html")
  }
}
