import Foundation
import TestKit
import Testing

/// Files are written whole or not at all.
@Suite("An output file")
struct OutputFileTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("s.md", SampleStudies.small)
  }

  /// Whether anything but the study and the named files lies in the folder.
  private func expectOnly(
    _ names: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(scratch.files() == (["s.md"] + names).sorted(), sourceLocation: sourceLocation)
  }

  @Test func `that is a folder is refused`() throws {
    try scratch.write("out/x", "x")
    let outcome = try Shell.run("$ampleur report s.md -o out", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("out: this is a folder; a file name is needed."))
    expectOnly("out/x")
  }

  @Test func `below a file is refused and leaves nothing`() throws {
    try scratch.write("plain", "x")
    let outcome = try Shell.run("$ampleur report s.md -o plain/deep/out.md", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("a part of the path is a file, not a folder"))
    expectOnly("plain")
  }

  @Test func `in folders that do not exist makes them`() throws {
    let outcome = try Shell.run("$ampleur report s.md -o a/b/out.md", in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(scratch.has("a/b/out.md"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/a/b/figures").count == 3
    )
    #expect(!scratch.files().contains { $0.hasSuffix(".part") })
  }

  @Test func `that does not fit leaves the old report`() throws {
    try scratch.write("out.md", "the old report\n")
    // A file may have no more than 4 blocks of 512 bytes: less than any of the figures.
    let outcome = try Shell.run(
      "trap '' XFSZ; (ulimit -f 4; exec $ampleur report s.md -o out.md)",
      in: scratch
    )
    #expect(outcome.status == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("cannot be written"))
    #expect(outcome.errors.contains("nothing was changed"))
    #expect(try scratch.read("out.md") == "the old report\n")
    expectOnly("out.md")
    #expect(!scratch.has("figures"))
  }

  @Test func `that is a device or a pipe is refused`() throws {
    // A link in the scratch folder stands for the device: replacing it would do no harm.
    let outcome = try Shell.run(
      "ln -s /dev/null sink; mkfifo pipe; $ampleur report s.md -o sink; echo $?;"
        + " $ampleur report s.md -o pipe; echo $?; test -L sink -a -p pipe",
      in: scratch
    )
    #expect(outcome.status == 0)
    #expect(outcome.output == "2\n2\n")
    #expect(outcome.errors.contains("sink: this is not an ordinary file"))
    #expect(outcome.errors.contains("pipe: this is not an ordinary file"))
  }

  @Test func `behind a link is written where the link leads`() throws {
    try scratch.write("real/kept.md", "old\n")
    let outcome = try Shell.run(
      "ln -s real/kept.md out.md; $ampleur report s.md -o out.md && test -L out.md",
      in: scratch
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try scratch.read("real/kept.md").hasPrefix("# A small study"))
  }

  @Test func `keeps its permissions`() throws {
    let outcome = try Shell.run(
      "chmod 640 s.md; $ampleur run --in-place s.md; stat -c %a s.md",
      in: scratch
    )
    #expect(outcome.output == "640\n", "\(outcome.errors)")
  }

  @Test func `that is a study with two names is refused in place, with a remedy that works`() throws
  {
    let before = try scratch.read("s.md")
    let outcome = try Shell.run("ln s.md other.md; $ampleur run --in-place s.md", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("s.md: this file has 2 names (hard links)"))
    #expect(try scratch.read("s.md") == before)
    #expect(!scratch.files().contains { $0.hasPrefix("figures") })
    let command = try #require(outcome.errors.firstMatch(of: /first: (cp .*)/)).1
    let mended = try Shell.run("\(command); $ampleur run --in-place s.md", in: scratch)
    #expect(mended.status == 0, "\(mended.errors)")
    #expect(try scratch.read("other.md") == before)
    #expect(try scratch.read("s.md") != before)
    // Nothing to write, nothing to refuse.
    let again = try Shell.run("ln s.md third.md; $ampleur run --in-place s.md", in: scratch)
    #expect(again.status == 0, "\(again.errors)")
  }

  @Test func `of a full disk gives status 2`() throws {
    for form in ["", "--json", "--csv"] {
      let outcome = try Shell.run("$ampleur run s.md \(form) > /dev/full", in: scratch)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("cannot be written to standard output"))
    }
  }

  @Test func `of a closed pipe is no error`() throws {
    let outcome = try Shell.run(
      "set -e; $ampleur list units | head -1; ($ampleur run s.md --json; echo $? >&2) | :",
      in: scratch
    )
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n").count == 1)
    #expect(outcome.errors == "0\n")
  }

  @Test func `is left alone when the run is interrupted`() throws {
    try scratch.write("out.md", "the old report\n")
    // Four million draws take far longer than the seconds after which the signal comes. A signal
    // that comes before the program listens ends it without a word, and with the same status.
    let outcome = try Shell.run(
      "timeout --preserve-status -s INT 3 $ampleur report s.md -o out.md --draws 4000000"
        + " --threads 1",
      in: scratch
    )
    #expect(outcome.status == 130, "\(outcome.errors)")
    #expect(outcome.errors.isEmpty || outcome.errors.contains("Stopped; nothing was written."))
    #expect(try scratch.read("out.md") == "the old report\n")
    expectOnly("out.md")
  }

  @Test(arguments: [("TERM", 143), ("HUP", 129)])
  func `is left alone when the run is ended`(signal: String, status: Int) throws {
    try scratch.write("out.md", "the old report\n")
    let outcome = try Shell.run(
      "timeout --preserve-status -s \(signal) 3 $ampleur report s.md -o out.md --draws 4000000"
        + " --threads 1",
      in: scratch
    )
    #expect(outcome.status == Int32(status), "\(outcome.errors)")
    #expect(outcome.errors.isEmpty || outcome.errors.contains("Stopped; nothing was written."))
    #expect(try scratch.read("out.md") == "the old report\n")
    expectOnly("out.md")
  }

  @Test func `is not written through a temporary name that somebody guessed`() throws {
    try scratch.write("victim", "kept\n")
    let outcome = try Shell.run(
      "sh -c 'ln -s victim .out.md.$$.part; exec $ampleur report s.md -o out.md'; rm -f .out.md.*",
      in: scratch
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try scratch.read("victim") == "kept\n")
    #expect(!scratch.files().contains { $0.hasSuffix(".part") })
  }

  @Test func `behind a link that leads nowhere is refused`() throws {
    let outcome = try Shell.run(
      "ln -s nowhere out.md; $ampleur report s.md -o out.md; echo $?; test -L out.md",
      in: scratch
    )
    #expect(outcome.output == "2\n")
    #expect(outcome.errors.contains("a link that leads nowhere"))
  }

  @Test func `whose name needs care in a link is linked rightly`() throws {
    let outcome = try Shell.run("$ampleur report s.md -o 'été (2) final.md'", in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try scratch.read("été (2) final.md")
    for link in text.matches(of: /!\[[^\]]*\]\(<?([^)>]+)>?\)/) {
      let path = String(link.output.1).removingPercentEncoding ?? ""
      #expect(scratch.has(path), "\(path)")
    }
    #expect(text.matches(of: /!\[/).count == 3)
  }
}
