import Foundation
import TestKit
import Testing

/// The program finds its data from any folder.
@Suite("The folder of data sets")
struct DataFolderTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write(
      "work/s.md",
      SampleStudies.model("x = dataset(\"pharos\").reports[2018]\n  from scelles-2016")
    )
  }

  @Test func `is that of the checkout in which the program was built`() throws {
    for line in ["run s.md", "data check", "data list"] {
      let outcome = try Shell.run("cd work && $ampleur \(line)", in: scratch, data: nil)
      #expect(outcome.status == 0, "\(line): \(outcome.errors)")
    }
  }

  @Test func `is that of the installation, also through a link`() throws {
    let outcome = try Shell.run(
      """
      make -s -o build -C '\(Scratch.repository)' install AMPLEUR="$ampleur" DESTDIR="$folder/dest" \
        PREFIX=/opt && mkdir bin && ln -s ../dest/opt/bin/ampleur bin/ampleur &&
      cd work && ../dest/opt/bin/ampleur run s.md && ../bin/ampleur data check &&
      PATH="$folder/bin:$PATH" && ampleur run s.md
      """,
      in: scratch,
      data: nil
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func `that is nowhere is told with the places looked at`() throws {
    let outcome = try Shell.run(
      "mkdir -p a/bin && cp \"$ampleur\" a/bin/ampleur && cd work && ../a/bin/ampleur run s.md;"
        + " ../a/bin/ampleur data list",
      in: scratch,
      data: nil
    )
    #expect(outcome.status == 2)
    let places = outcome.errors.components(separatedBy: "No folder of data sets was found")
    #expect(places.count == 3, "\(outcome.errors)")
    for words in ["datasets and the same above it", "a/share/ampleur/datasets", "--data FOLDER"] {
      #expect(places.last?.contains(words) == true, "\(outcome.errors)")
    }
  }

  @Test func `beside the study comes before that of the program`() throws {
    let outcome = try Shell.run(
      "cp -r \(Scratch.datasets) work/datasets && rm -r work/datasets/pharos && cd work &&"
        + " $ampleur run s.md",
      in: scratch,
      data: nil
    )
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("pharos"))
  }
}
