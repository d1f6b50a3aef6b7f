import Foundation
import Reporting
import TestKit
import Testing
import TextCore

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads an SVG as XML and keeps what the tests ask about.
private final class SVGReader: NSObject, XMLParserDelegate {
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  private(set) var texts: [String] = []
  private var text: String?

  init?(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append((name, attributes))
    if name == "text" { text = "" }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    text? += string
  }

  func parser(
    _ parser: XMLParser,
    didEndElement name: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    if name == "text", let text { texts.append(text) }
    if name == "text" { text = nil }
  }
}

@Suite struct ChartTests {
  static let hostile = "</text><script>alert(\"1\")</script> & 'x' <b>]]> \u{0}\u{202E} \u{FFFE}"

  @Test(arguments: ["en", "fr"])
  func `every chart draws as its golden file`(code: String) throws {
    let language = try #require(Language(rawValue: code))
    for (name, chart) in Samples.charts(language) {
      try expectGolden(chart.svg(), "\(name)-\(code).svg")
    }
  }

  @Test func `every chart is well formed and carries a title and a description`() throws {
    for (name, chart) in Samples.charts() {
      let reader = try #require(SVGReader(chart.svg()), "\(name)")
      let root = try #require(reader.elements.first)
      #expect(root.name == "svg" && root.attributes["role"] == "img")
      let identifiers = (root.attributes["aria-labelledby"] ?? "").split(separator: " ")
      let named = reader.elements.filter { $0.name == "title" || $0.name == "desc" }
      #expect(identifiers.map(String.init) == named.compactMap { $0.attributes["id"] })
      #expect(identifiers.count == 2)
    }
  }

  @Test func `a hostile label stays text`() throws {
    for (name, chart) in Samples.charts(label: Self.hostile) {
      let svg = chart.svg()
      let reader = try #require(SVGReader(svg), "\(name)")
      #expect(!reader.elements.contains { $0.name == "script" || $0.name == "b" })
      #expect(!svg.contains("<script"))
      #expect(!svg.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0xFFFE })
    }
  }

  @Test func `the same values give the same bytes`() {
    for (first, second) in zip(Samples.charts(.fr), Samples.charts(.fr)) {
      #expect(first.chart.svg() == second.chart.svg())
    }
  }

  @Test(arguments: [1e-300, 1e-12, 1e-3, 1, 1e6, 1e15, 1e300, -1])
  func `any scale gives finite coordinates inside the picture`(scale: Double) throws {
    for (name, chart) in Samples.charts(.fr, scale: scale) {
      let svg = chart.svg()
      #expect(!svg.contains("nan") && !svg.contains("inf"), "\(name)")
      let reader = try #require(SVGReader(svg), "\(name)")
      let height = Double(reader.elements.first?.attributes["height"] ?? "") ?? 0
      for element in reader.elements {
        for (key, limit) in [
          ("x", 720.0), ("x1", 720), ("x2", 720), ("y1", height), ("cy", height),
        ] {
          guard let text = element.attributes[key] else { continue }
          let value = try #require(Double(text), "\(name): \(key)=\(text)")
          #expect(value >= 0 && value <= limit, "\(name): \(element)")
        }
      }
    }
  }

  @Test func `values that are not finite are left out`() throws {
    for (name, chart) in Samples.charts(scale: .nan) + Samples.charts(scale: .infinity) {
      let svg = chart.svg()
      #expect(SVGReader(svg) != nil, "\(name)")
      #expect(!svg.contains("\"nan") && !svg.contains("\"inf"), "\(name)")
    }
  }

  @Test func `empty charts say so`() {
    let caption = ChartCaption(title: "Empty", description: "Nothing.")
    let chart = IntervalChart(caption: caption, language: .fr, axisTitle: "x", rows: [])
    #expect(chart.svg().contains("rien \u{E0} montrer"))
    let tornado = TornadoChart(
      caption: caption,
      language: .en,
      axisTitle: "x",
      central: 1,
      rows: []
    )
    #expect(tornado.svg().contains("nothing to show"))
  }

  @Test func `no text is smaller than 11 units`() throws {
    for (name, chart) in Samples.charts() {
      let reader = try #require(SVGReader(chart.svg()), "\(name)")
      for element in reader.elements where element.name == "text" {
        let size = element.attributes["font-size"].flatMap(Double.init) ?? 12
        #expect(size >= 11, "\(name)")
      }
    }
  }

  @Test func `tornado rows are sorted by their swing`() throws {
    let names = ["small", "large", "middle"]
    let swings = [1.0, 9, 4]
    let chart = TornadoChart(
      caption: Samples.caption("Swings"),
      language: .en,
      axisTitle: "x",
      central: 10,
      rows: zip(names, swings).map {
        .init($0, lowLabel: "a", highLabel: "b", atLow: 10 - $1, atHigh: 10 + $1)
      }
    )
    let texts = try #require(SVGReader(chart.svg())).texts
    #expect(texts.filter(names.contains) == ["large", "middle", "small"])
  }

  @Test func `numbers on a chart are in the reader's habit`() throws {
    let rows = [IntervalChart.Row("a", ChartInterval(exactly: 163_000))]
    let french = IntervalChart(
      caption: Samples.caption("x"),
      language: .fr,
      axisTitle: "x",
      rows: rows
    )
    #expect(try #require(SVGReader(french.svg())).texts.contains("163\u{202F}000"))
    let english = IntervalChart(
      caption: Samples.caption("x"),
      language: .en,
      axisTitle: "x",
      rows: rows
    )
    #expect(try #require(SVGReader(english.svg())).texts.contains("163,000"))
  }

  @Test func `twenty-five rows with long labels stay apart`() throws {
    let rows = (1...25).map { index in
      IntervalChart.Row(
        "Row \(index) with a label that is long enough to need a second and a third line",
        Samples.interval(Double(index), 1)
      )
    }
    let chart = IntervalChart(
      caption: Samples.caption("Many"),
      language: .en,
      axisTitle: "x",
      rows: rows
    )
    let reader = try #require(SVGReader(chart.svg()))
    // Labels stand at the left margin; their lines are at least one line height apart.
    let places = reader.elements.filter { $0.name == "text" && $0.attributes["x"] == "16" }
      .compactMap { $0.attributes["y"].flatMap(Double.init) }.sorted()
    #expect(places.count > 60)
    for (above, below) in zip(places, places.dropFirst()) { #expect(below - above >= 12) }
  }

  @Test func `a toy chart fits into a figure`() {
    struct Toy: Chart {
      var caption: ChartCaption { ChartCaption(title: "Toy", description: "A toy.") }
      func svg() -> String { "<svg/>" }
    }
    let figure = Figure(Toy(), fileName: "toy.svg")
    #expect(figure.alternativeText == "A toy." && figure.svg == "<svg/>")
  }
}
