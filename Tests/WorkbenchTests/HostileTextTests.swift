import Foundation
import TestKit
import Testing
import TextCore
import Workbench

/// Titles, labels, notes and scenario names that look like markup or code.
@Suite("Hostile text")
struct HostileTextTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Texts a study may carry; `\"` stands for a quote in the study language.
  static let texts = [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "](javascript:alert(1))",
    "a|b||c", "`code` ``more", "x ]]> y", "' onload='alert(1)", "\\\" onload=\\\"alert(1)",
    "<!-- hidden", "--> shown", "<img src=x onerror=alert(1)>", "&lt;b&gt; &amp; &#x27;",
    "**bold** _it_ # head", "{{ x }}", "![i](http://a.b/c.png)", "http://a.b www.a.b me@a.b",
    "$x$ \\\\( y", "\u{202E}evil", "]](x) ~~z~~", "<a href=javascript:alert(1)>",
  ]

  private func study(_ text: String) -> String {
    let title = text.replacing("'", with: "''").replacing("\\\"", with: "\"")
      .replacing("\\\\", with: "\\")
    return """
      ---
      title: '\(title)'
      authors: ['\(title)']
      lang: en
      ---

      ```ampleur
      x = 1 to 3 EUR
        label "\(text)" | fr "\(text)"
        note "\(text)"
        from scelles-2016 "\(text)"

      z = 2 to 5
        label "\(text) bis"

      y = x * z
        label "\(text)" | fr "\(text)"

      check y overlaps 1 .. 9 EUR from mdn-vivastreet-2018 "\(text)"

      scenario "\(text)"
        x = 2 EUR

      show inputs
      show y
      show tornado y
      show scenarios y
      show checks
      ```

      """
  }

  @Test(arguments: texts)
  func `comes out as text in the report`(text: String) throws {
    let evaluation = try scratch.evaluate(study(text), draws: 64)
    for language in [Language.en, .fr] {
      let report = try evaluation.report(language: language, name: "r")
      try expectHarmless(report.markdown)
      #expect(report.figures.count == 3)
      for figure in report.figures { try expectHarmless(svg: figure.svg, of: text) }
    }
    try expectHarmless(evaluation.runText())
    try expectHarmless(try evaluation.compare().text())
    let json = try JSONSerialization.jsonObject(with: Data(try evaluation.compare().json().utf8))
    #expect(json is [String: Any])
  }

  private func expectHarmless(_ markdown: String) throws {
    // Inside code spans and escaped, these are text.
    var text = markdown
    text.replace(/``?[^\n]*?``?(?!`)/, with: "")
    text.replace(/\\./, with: "")
    #expect(!text.contains("<script"))
    #expect(!text.contains("<img"))
    #expect(!text.contains("<a "))
    #expect(!text.contains(/\]\( *javascript:/))
    #expect(!text.contains("![i]"))
    #expect(!text.contains("{{"))
    #expect(!text.contains("\u{202E}"))
    // Every table row has the columns of its header.
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    var columns = 0
    for line in lines {
      guard line.hasPrefix("|") else {
        columns = 0
        continue
      }
      let bars = line.replacing(/\\./, with: "").count { $0 == "|" }
      if columns == 0 { columns = bars }
      #expect(bars == columns, "\(line)")
    }
  }

  private func expectHarmless(svg: String, of text: String) throws {
    let chart = try ChartReader(svg)
    #expect(chart.elements.isDisjoint(with: ["script", "img", "a", "image", "foreignObject"]))
    #expect(chart.attributes.allSatisfy { !$0.lowercased().hasPrefix("on") })
    #expect(chart.links.allSatisfy { $0.hasPrefix("#") })
  }

  @Test func `in a data set comes out of CSV without a formula`() throws {
    try scratch.write("data/sources.yaml", "references: []\n")
    try scratch.write(
      "data/mine/datapackage.json",
      """
      {"name": "mine", "title": "Mine", "resources": [{"name": "data", "path": "data.csv",
      "schema": {"fields": [{"name": "year", "type": "year"}, {"name": "note", "type": "string"},
      {"name": "value", "type": "number", "unit": "report"}]}}]}
      """
    )
    try scratch.write(
      "data/mine/data.csv",
      "year,note,value\n2018,\"=cmd|' /C calc'!A0\",-5\n2019,@SUM(1),6\n2020,-1+2,7\n"
    )
    let sets = try DataSets(dataFolder: scratch.path + "/data")
    #expect(
      try sets.show("mine", json: false, csv: true)
        == "year,note,value\n2018,'=cmd|' /C calc'!A0,-5\n2019,'@SUM(1),6\n2020,'-1+2,7\n"
    )
  }
}
