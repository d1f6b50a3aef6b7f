import Foundation
import TestKit
import Testing

/// Reports in other formats, with the real pandoc.
@Suite("A report in another format")
struct PandocTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("s.md", SampleStudies.small)
  }

  static func has(_ program: String) -> Bool {
    ["/usr/local/bin/", "/usr/bin/", "/bin/"].contains {
      FileManager.default.isExecutableFile(atPath: $0 + program)
    }
  }

  @Test(.enabled(if: has("pandoc"), "pandoc is not installed"))
  func `is named by its ending and holds its figures`() throws {
    for name in ["r.html", "r.HTM", "-x.html", "https:r.html", "été (2).html"] {
      let outcome = try Shell.run("$ampleur report s.md --output='\(name)' --lang fr", in: scratch)
      #expect(outcome.status == 0, "\(name): \(outcome.errors)")
      let page = try scratch.read(name)
      #expect(page.contains("<html"))
      #expect(page.contains("lang=\"fr\"") && page.contains("<title>Une petite étude</title>"))
      let figures =
        page.components(separatedBy: "data:image/svg+xml").count
        + page.components(separatedBy: "<svg").count - 2
      #expect(figures == 3, "\(name): \(figures)")
    }
    #expect(!scratch.files().contains { $0.hasSuffix(".md") && $0 != "s.md" })
    #expect(!scratch.has("figures"))
  }

  @Test(.enabled(if: has("pandoc") && has("rsvg-convert"), "pandoc or rsvg-convert is missing"))
  func `is written where another one cannot be`() throws {
    // No program that sets pages is on the path.
    _ = try Shell.run(
      "mkdir bin; for p in pandoc rsvg-convert; do ln -s $(command -v $p) bin; done",
      in: scratch
    )
    let outcome = try Shell.run(
      "PATH=$PWD/bin $ampleur report s.md -o r.md --to html,pdf,docx",
      in: scratch
    )
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("r.pdf: not written; pdf needs a program that sets pages"))
    #expect(outcome.errors.hasSuffix("was found.\n"), "\(outcome.errors)")
    for name in ["r.md", "r.html", "r.docx"] { #expect(scratch.has(name)) }
    #expect(!scratch.has("r.pdf"))
    let media = try Shell.run("python3 -m zipfile -l r.docx | grep -c media/.*png", in: scratch)
    #expect(media.output == "3\n")
  }

  @Test(.enabled(if: has("pandoc"), "pandoc is not installed"))
  func `holds no file and no address that the prose names`() throws {
    try scratch.write("secret.txt", "hunter2\n")
    let secret = Data("hunter2\n".utf8).base64EncodedString()
    let prose = """
      ![a](../secret.txt) ![b](file://\(scratch.path)/secret.txt) ![c](http://127.0.0.1:9/x.png)
      <img src="\(scratch.path)/secret.txt"> <IMG SRC=secret.txt> <b onclick="x()">bold</b>

      <iframe src="../secret.txt"></iframe>

      <link rel=stylesheet href=\(scratch.path)/secret.txt>

      <style>@import url(\(scratch.path)/secret.txt);</style>

      <script src="\(scratch.path)/secret.txt">alert(1)</script>

      <div><object data="secret.txt"></object><embed src="secret.txt"><svg><image href="secret.txt"/>
      </svg>kept</div>

      ![d](secret.txt)

      | a | b |
      |---|---|
      | ![e](secret.txt) | <br> |

      [f](javascript:alert(1)) [g](https://example.org/) <img src="secret.txt"


      """
    try scratch.write(
      "in/s.md",
      SampleStudies.small.replacing("The revenue", with: prose + "The revenue")
    )
    try scratch.write("in/secret.txt", "hunter2\n")
    let outcome = try Shell.run("cd in && $ampleur report s.md -o r.html", in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let page = try scratch.read("in/r.html")
    #expect(!page.contains("hunter2") && !page.contains(secret) && !page.contains("data:text"))
    for part in [
      "<iframe", "<script", "<object", "<embed", "<link", "onclick", "javascript:", "@import",
      "127.0.0.1", "<image",
    ] {
      #expect(!page.contains(part), "\(part)")
    }
    #expect(page.contains("<b>bold</b>") && page.contains("kept") && page.contains("<br>"))
    #expect(page.contains("https://example.org/"))
    #expect(outcome.errors.contains("../secret.txt: named in the prose and left out"))
    #expect(outcome.errors.contains("--trust"))
    // A trusted study gets what it names.
    try scratch.write("in/t.md", "![d](secret.txt)\n\n" + SampleStudies.small)
    let trusted = try Shell.run("cd in && $ampleur report t.md -o t.html --trust", in: scratch)
    #expect(trusted.status == 0, "\(trusted.errors)")
    #expect(try scratch.read("in/t.html").contains("data:text/plain,hunter2"))
  }

  @Test func `that is not written is refused with a name that is`() throws {
    for name in ["r.odt", "a/r.RTF", "r.epub"] {
      let outcome = try Shell.run("$ampleur report s.md -o \(name)", in: scratch)
      #expect(outcome.status == 64, "\(outcome.errors)")
      let remedy = name.prefix { $0 != "." } + ".md"
      #expect(outcome.errors.contains("Name it \(remedy)"), "\(outcome.errors)")
      let again = try Shell.run("$ampleur report s.md -o \(remedy)", in: scratch)
      #expect(again.status == 0, "\(again.errors)")
    }
    let pdf = try Shell.run("PATH=$PWD/none $ampleur report s.md -o r.pdf", in: scratch)
    #expect(pdf.status == 2)
    #expect(!scratch.has("r.pdf"))
  }
}
