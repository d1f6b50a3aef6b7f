import Foundation
import TestKit
import Testing

@testable import Workbench

/// A French report is French throughout.
@Suite("A French report")
struct FrenchReportTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A study with every section of a report and no word of English outside its formulas.
  static let study = """
    ---
    title: Ce que rapportait une rubrique
    lang: fr
    date: 2024-08-01
    seed: 3
    ---

    La rubrique rapportait {{ revenu }}, soit {{ revenu | interval }} ; {{ prix[base] }} en bas.

    ```ampleur
    index position = { base, haut }

    annonces = count(8424) ad
      label "Annonces payantes"
      from releve-2016 "comptage"
      as of 2016-11

    prix[position] = { base: 80 to 150, haut: 300 to 700 } EUR(2014)/ad/month
      label "Prix mensuel"
      as of 2014-02

    parts[position] = dirichlet({ base: 7, haut: 3 })
      label "Parts"
      note "Hypothèse de travail"

    taux = normal(0.2, 0.15)
      label "Taux de commission"

    proportion = 178 of 163000
      label "Proportion des signalements"

    environ = about 13000 person
      label "Personnes"

    chiffre = 120 +- 15 EUR(2014)
      label "Frais"

    facture = sum(prix * parts over position)
      label "Facture moyenne"

    revenu = annonces * facture * 12 month/year -> MEUR(2024)/year
      label "Chiffre d'affaires annuel"

    racine = log(taux)
      label "Logarithme du taux"

    correlate annonces, taux: 0.4

    check revenu overlaps 11 .. 21 MEUR(2024)/year from journal-2018
    check annonces within 1% of 9000 ad from journal-2018
    assert annonces > 1 ad
    assert taux > 0

    scenario "moitié moins"
      annonces = count(4212) ad

    show inputs
    show revenu, racine, prix
    show chart revenu
    show chart prix
    show tornado revenu
    show scenarios revenu
    show range revenu
    show checks
    show sources
    ```

    """

  static let sources = """
    - id: releve-2016
      type: report
      title: "Relevé des annonces"
      publisher: "Fondation"
      issued: { date-parts: [[2016]] }
    - id: journal-2018
      type: article-newspaper
      title: "Enquête sur les annonces"
      publisher: "Le Journal"
      issued: { date-parts: [[2018, 5, 31]] }

    """

  private func report() throws -> (markdown: String, charts: String) {
    try scratch.write("sources.yaml", Self.sources)
    let report = try scratch.evaluate(Self.study).report(language: .fr, name: "r")
    var charts = ""
    for figure in report.figures { charts += try ChartReader(figure.svg).text }
    return (report.markdown, charts)
  }

  /// Words that the English texts of a report use and the French ones do not.
  static let english = [
    "the", "and", "of", "is", "are", "in every", "or more", "or less", "to", "with", "without",
    "between", "draw", "draws", "drawn", "seed", "interval", "median", "mean", "unit", "value",
    "given as", "as of", "input", "inputs", "result", "results", "summary", "scenarios", "scenario",
    "baseline", "difference", "checks", "published", "computed", "outcome", "holds", "fails",
    "assumption", "numerical error", "undefined", "methods", "formulas", "formula", "swing",
    "central estimate", "about", "count", "shape", "standard deviation", "low", "high", "year",
    "years", "month", "months", "yes", "no", "person", "persons", "ads", "million euros a year",
    "exact number", "weights", "money", "replicates", "asked", "January", "February", "August",
    "November", "overlaps", "contains", "within", "density", "by", "reproducing", "posterior",
  ]

  @Test func `holds no English word`() throws {
    let (markdown, charts) = try report()
    var prose = ProseReader.prose(of: markdown)
    // Citations, which follow the key of a source, are in the language of their titles.
    let lines = prose.split(separator: "\n", omittingEmptySubsequences: false)
    prose = lines.filter { !$0.hasPrefix("- \u{A0}:") }.joined(separator: "\n")
    for word in Self.english {
      #expect(!ProseReader.holds(word, in: prose), "\(word): \(context(word, prose))")
      #expect(!ProseReader.holds(word, in: charts), "\(word): \(context(word, charts))")
    }
  }

  private func context(_ word: String, _ text: String) -> String {
    text.split(separator: "\n").first { ProseReader.holds(word, in: String($0)) }.map(String.init)
      ?? ""
  }

  @Test func `prints numbers, months and percents in the French habit`() throws {
    let (markdown, charts) = try report()
    let plain = ProseReader.plain(markdown)
    #expect(plain.contains("novembre 2016"))
    #expect(plain.contains("février 2014"))
    #expect(plain.contains("1er août 2024"))
    #expect(markdown.contains("8\u{202F}424"))
    #expect(markdown.contains("163\u{202F}000"))
    for text in [ProseReader.prose(of: markdown), charts] {
      // A decimal point or a comma between thousands is English; the version has points.
      let numbers = text.replacing("ampleur \(AmpleurVersion.current)", with: "")
      #expect(numbers.firstMatch(of: /[0-9]\.[0-9]/) == nil)
      #expect(numbers.firstMatch(of: /[0-9],[0-9]{3},/) == nil)
      // A space that does not break stands before a percent sign and a colon.
      #expect(numbers.firstMatch(of: /[0-9]%/) == nil)
      #expect(!numbers.lowercased().contains("nan"))
    }
  }

  @Test func `has every heading in French`() {
    let english = Wording(language: .en)
    let french = Wording(language: .fr)
    let pairs: [(String, String)] = [
      (english.summary, french.summary), (english.results, french.results),
      (english.inputs, french.inputs), (english.drivers, french.drivers),
      (english.scenarios, french.scenarios), (english.checks, french.checks),
      (english.turning, french.turning), (english.extremes, french.extremes),
      (english.methods, french.methods), (english.formulas, french.formulas),
      (english.reproducibility, french.reproducibility), (english.quantity, french.quantity),
      (english.median, french.median), (english.interval90, french.interval90),
      (english.mean, french.mean), (english.numericalError, french.numericalError),
      (english.difference, french.difference), (english.assumption, french.assumption),
      (english.undefined, french.undefined),
    ]
    for (one, other) in pairs { #expect(one != other) }
  }
}
