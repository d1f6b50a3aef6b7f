import Reporting
import TestKit
import Testing

@Suite struct MarkdownRendererTests {
  private var document: Document {
    let table = ReportTable(
      columns: [
        .init("Grandeur"), .init("Valeur", alignment: .right), .init("Forme", alignment: .center),
      ],
      texts: [
        ["Annonces payantes", "8\u{202F}424", "compte"],
        ["Prix, position de base", "110\u{202F}EUR/mois", "exact"],
        ["Part | rabais", "62\u{202F}%"],
      ],
      caption: "Les entr\u{E9}es du mod\u{E8}le"
    )
    let figure = Figure(
      svg: "<svg/>",
      fileName: "figures/chiffre d'affaires.svg",
      alternativeText: "Densit\u{E9} [du r\u{E9}sultat]",
      caption: ["Chiffre d'affaires annuel, en M\u{20AC}"]
    )
    return Document(
      title: "Ce que la rubrique <rapportait>",
      language: .fr,
      blocks: [
        .heading(2, "R\u{E9}sultats #1"),
        .paragraph([
          "La rubrique a rapport\u{E9} ", .strong(["entre 12 et 31 millions d'euros"]),
          " par an ; ",
          .emphasis(["valeur centrale 19"]), ".",
        ]),
        .markdown("\nProse **pass\u{E9}e** telle quelle.\r\n\r\n- une liste\r\n\n"),
        .table(table), .figure(figure),
        .list(ordered: false, [["un"], ["deux"]]), .list(ordered: true, [["premier"], ["second"]]),
        .list(ordered: true, items: [[.paragraph("texte"), .code("a = 1\n", info: "ampleur")]]),
        .quote([.paragraph("cit\u{E9}"), .paragraph("encore")]),
        .admonition(label: "Attention", [.paragraph("Ce chiffre est une hypoth\u{E8}se.")]),
        .code("```\nfence\n```", info: "text"), .comment("ampleur:output"),
      ]
    )
  }

  @Test func `a document renders as the golden file`() throws {
    try expectGolden(MarkdownRenderer().render(document), "document.md")
  }

  @Test func `front matter quotes the title`() {
    let document = Document(title: "A \"quoted\" \\ title: x", language: .en)
    #expect(
      MarkdownRenderer(titleStyle: .frontMatter).render(document)
        == "---\ntitle: \"A \\\"quoted\\\" \\\\ title: x\"\nlang: en\n---\n"
    )
    #expect(MarkdownRenderer(titleStyle: .none).render(document) == "")
  }

  @Test func `the same document gives the same bytes`() {
    #expect(MarkdownRenderer().render(document) == MarkdownRenderer().render(document))
  }

  @Test func `figures are found wherever they stand`() {
    let figure = Figure(svg: "", fileName: "a.svg", alternativeText: "a")
    let document = Document(
      title: "",
      language: .en,
      blocks: [.quote([.figure(figure)]), .list(ordered: false, items: [[.figure(figure)]])]
    )
    #expect(document.figures.count == 2)
  }

  @Test func `an empty document renders as nothing`() {
    #expect(MarkdownRenderer().render(Document(title: "", language: .en)) == "")
    #expect(
      MarkdownRenderer().render([.paragraph(""), .markdown(" \n"), .table(.init(columns: []))])
        == ""
    )
  }

  @Test func `a row with more cells than columns is a mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = ReportTable(columns: [.init("a")], texts: [["1", "2"]])
    }
  }
}
