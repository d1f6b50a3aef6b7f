import Foundation
import StudyLanguage
import Tables
import TestKit
import Testing

@testable import Workbench

@Suite("Data sets of a study") struct KnownDataTests {
  private struct Unreadable: Error {}

  private let entry = KnownData.Entry(
    dataset: StudyDataset(name: "x", key: "year", labels: [], columns: [], sources: []),
    checksum: "abc",
    difference: nil
  )

  @Test func `are read once, and again only where reading failed`() throws {
    let known = KnownData()
    var reads = 0
    #expect(throws: Unreadable.self) {
      try known.entry("x") { () throws(Unreadable) in
        reads += 1
        throw Unreadable()
      }
    }
    for _ in 0..<3 {
      let found = known.entry("x") {
        reads += 1
        return entry
      }
      #expect(found.checksum == "abc")
    }
    #expect(reads == 2)
    #expect(known["x"]?.dataset.key == "year" && known["y"] == nil)
  }

  /// What the report states is what was computed with, also where the file is gone by then.
  @Test func `keep the digest of the bytes that were read`() throws {
    let scratch = try Scratch()
    let study = try scratch.write(
      "s.md",
      "```ampleur\nreports = dataset(\"pharos\").reports\ny = reports[2018] * (1 to 2)\n```\n"
    )
    let loaded = try LoadedStudy(path: study, dataFolder: Scratch.datasets)
    let sum = try #require(loaded.environment.checksum(of: "pharos"))
    let file = try DataCatalogue(root: URL(fileURLWithPath: Scratch.datasets)).load("pharos")
    #expect(try file.checksum() == sum)
    #expect(loaded.environment.checksum(of: "ncmec") == nil)
  }
}
