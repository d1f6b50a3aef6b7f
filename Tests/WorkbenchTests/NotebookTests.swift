import Foundation
import TestKit
import Testing
import Workbench

/// The shipped notebooks hold the results they would be given; `make notebooks` writes them.
@Suite("A shipped notebook")
struct NotebookTests {
  static let folder = Scratch.repository + "/notebooks-md"

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
  }()

  @Test func `is found`() { #expect(Self.names.count >= 3) }

  @Test(arguments: names)
  func `is up to date`(name: String) throws {
    let path = Self.folder + "/" + name
    let notebook = try Evaluation(path: path, dataFolder: Scratch.datasets).notebook()
    let files = try NotebookFiles(notebook, at: path)
    #expect(files.figures.isEmpty, "figures differ; write them with `make notebooks`")
    #expect(
      notebook.before == notebook.after,
      "results differ; write them with `make notebooks`\n\(notebook.difference(name: name).prefix(2_000))"
    )
  }

  @Test(arguments: names)
  func `has a French text for every piece of prose`(name: String) throws {
    let evaluation = try Evaluation(
      path: Self.folder + "/" + name,
      dataFolder: Scratch.datasets,
      settings: RunSettings(draws: 1_024)
    )
    let report = try evaluation.report(language: .fr, name: "r")
    #expect(report.untranslatedPieces == 0)
    #expect(!ProseReader.holds("nan", in: report.markdown))
    for figure in report.figures { _ = try ChartReader(figure.svg) }
  }

  @Test func `that was edited while it was computed is not replaced`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("n.md", "```ampleur\nx = 1 to 3\nshow x\n```\n")
    let notebook = try Evaluation(path: path, settings: RunSettings(draws: 64)).notebook()
    let files = try NotebookFiles(notebook, at: path)
    let edited = notebook.before + "EDIT\n"
    try scratch.write("n.md", edited)
    #expect {
      try WholeFiles.write(files.all, expecting: files.expected)
    } throws: { error in
      guard case WorkbenchError.cannotRun(let sentence) = error else { return false }
      return sentence.contains("was changed while its results were computed")
    }
    #expect(try scratch.read("n.md") == edited)
    #expect(scratch.files() == ["n.md"])
    // As it was, it is replaced.
    try scratch.write("n.md", notebook.before)
    try WholeFiles.write(files.all, expecting: files.expected)
    #expect(try scratch.read("n.md") == notebook.after)
  }

  @Test(arguments: names)
  func `gives the same text when it is run again`(name: String) throws {
    let scratch = try Scratch()
    let text = try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
    let once = try scratch.evaluate(text, name: name, draws: 256).notebook()
    let twice = try scratch.evaluate(once.after, name: name, draws: 256).notebook()
    #expect(twice.after == once.after)
    #expect(twice.figures.map(\.svg) == once.figures.map(\.svg))
  }
}
