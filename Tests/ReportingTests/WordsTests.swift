import Reporting
import Testing
import TextCore

@Suite struct WordsTests {
  @Test(arguments: [
    ("2016", "2016", "2016"), ("2016-11", "November 2016", "novembre 2016"),
    ("2016-11-03", "3 November 2016", "3\u{A0}novembre 2016"),
    ("2020-02-29", "29 February 2020", "29\u{A0}f\u{E9}vrier 2020"),
    ("2018-08-01", "1 August 2018", "1er\u{A0}ao\u{FB}t 2018"),
  ])
  func `dates read in both languages`(iso: String, english: String, french: String) throws {
    let date = try #require(ReportDate(iso: iso))
    #expect(date.text(.en) == english)
    #expect(date.text(.fr) == french)
    #expect(date.iso == iso)
  }

  @Test(arguments: [
    "", "16", "2016-13", "2016-00", "2019-02-29", "2016-11-31", "2016-1", "2016-11-03-01",
    "2016/11", "20x6", "-2016", "2016-", " 2016",
  ])
  func `a text that is not a date is refused`(text: String) {
    #expect(ReportDate(iso: text) == nil)
  }

  @Test func `dates are ordered by time`() throws {
    let dates = try ["2016", "2016-11", "2016-11-03", "2017"].map {
      try #require(ReportDate(iso: $0))
    }
    #expect(dates == dates.shuffled().sorted())
  }

  @Test func `ordinals and plurals follow the language`() {
    #expect(
      [1, 2, 3, 4, 11, 12, 13, 21, 101, 111].map { Language.en.ordinal($0) } == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "101st", "111th",
      ]
    )
    #expect(Language.fr.ordinal(1) == "1er")
    #expect(Language.fr.ordinal(1, feminine: true) == "1re")
    #expect(Language.fr.ordinal(2) == "2e")
    #expect(Language.en.plural(0, one: "report", other: "reports") == "reports")
    #expect(Language.fr.plural(0, one: "annonce", other: "annonces") == "annonce")
    let fr = NumberFormat(language: .fr)
    #expect(fr.count(8424, one: "annonce", other: "annonces") == "8\u{202F}424\u{A0}annonces")
  }

  @Test func `lists and quotations follow the language`() {
    #expect(Language.en.list(["a", "b", "c"]) == "a, b and c")
    #expect(Language.fr.list(["a", "b"]) == "a et b")
    #expect(Language.fr.list(["a"]) == "a")
    #expect(Language.en.list([]) == "")
    #expect(Language.fr.quoted("x") == "\u{AB}\u{202F}x\u{202F}\u{BB}")
  }
}
