import Foundation
import TestKit
import Testing
import TextCore

@testable import Workbench

/// What holds for every row, so that a new question needs no list but the catalogue.
@Suite("A question") struct QuestionCatalogueTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private static let words = QuestionCatalogue.all.map(\.word)

  @Test func `has a word of its own, which the language reads in its example`() throws {
    #expect(Set(Self.words).count == Self.words.count)
    for question in QuestionCatalogue.all where question.word != "value" {
      #expect(question.form.example.hasPrefix("show \(question.word)"), "\(question.word)")
      #expect(QuestionCatalogue.question(question.word)?.word == question.word)
    }
  }

  @Test func `that is listed is put in both languages and has its page`() throws {
    for question in QuestionCatalogue.all {
      guard let summary = question.summary else { continue }
      #expect(Language.allCases.allSatisfy { !summary[$0].isEmpty }, "\(question.word)")
      let page = try #require(question.page?.split(separator: "#").first.map(String.init))
      let path = Scratch.repository + "/" + page
      #expect(FileManager.default.fileExists(atPath: path), "\(page)")
    }
    let listed = MethodCatalogue.rows.map(\.name)
    #expect(listed.starts(with: QuestionCatalogue.all.filter { $0.summary != nil }.map(\.word)))
  }

  /// The example of every row, asked of a study that has what the examples name.
  @Test(arguments: words)
  func `is answered as its example asks it`(word: String) throws {
    let question = try #require(QuestionCatalogue.question(word))
    let evaluation = try scratch.evaluate(
      """
      ```ampleur
      index year = 2014 .. 2016
      ads = 7000 ad to 9000 ad
      price = 110 EUR/ad/month to 500 EUR/ad/month
      revenue = ads * price * 12 month/year -> MEUR/year
      reports[year] = { 2014: 10 report, 2015: 20 report, 2016: 30 report }
      decision "act" = revenue
      decision "wait" = 25 MEUR/year
      scenario "fewer"
        ads = 5000 ad
      \(question.form.example)
      ```
      """,
      draws: 2_048
    )
    #expect(evaluation.loaded.study.requests.map(\.form.word) == [word])
    let composer = try evaluation.composer(.en, figurePrefix: "")
    let blocks = try question.answer(
      RequestRenderer(composer: composer),
      evaluation.loaded.study.requests[0]
    )
    // A study without checks or sources says so, or shows an empty table.
    #expect(!blocks.isEmpty, "\(word)")
  }

  @Test func `of the command line is one of the catalogue`() throws {
    let inquiry = try scratch.model("y = 1 to 2").inquiry
    #expect(
      Inquiry.questionWords == ["budget", "precision", "dependence", "information", "discovery"]
    )
    guard
      case .discovery(let above) = try inquiry.question(
        "discovery",
        MethodOptions(above: "1.5"),
        of: nil
      )
    else {
      Issue.record("another question")
      return
    }
    #expect(above == 1.5)
    for (word, options) in [
      ("budget", MethodOptions(secondOrder: true)), ("precision", MethodOptions(above: "2")),
      ("discovery", MethodOptions()), ("sobol", MethodOptions(above: "2")),
    ] {
      #expect(throws: WorkbenchError.self) { try inquiry.question(word, options, of: nil) }
    }
  }
}
