import StudyLanguage
import StudySyntax
import TestKit
import Testing

/// Which rows of a data set a result uses.
///
/// The series of `TinyEnvironment` are 137,000, 188,000,
/// 171,000, 154,000 and 163,000 reports from 2014 to 2018; expected values are sums by hand.
@Suite("Data over an index")
struct DataWindowTests {
  private let reports = "dataset(\"pharos\").reports"

  @Test(arguments: [
    ("sum(r over year)", 488_000.0), ("sum(r)", 488_000), ("mean(r over year)", 488_000 / 3.0),
    ("max(r over year)", 171_000), ("min(r)", 154_000), ("sum(r * 2 over year)", 976_000),
    ("sum(bill over year)", 976_000), ("sum(dataset(\"pharos\").reports over year)", 488_000),
  ])
  func `are reduced over the declared window, whatever the data hold`(
    code: String,
    value: Double
  ) throws {
    let study = try Checking.study(
      "index year = 2016 .. 2018\nr = \(reports)\nbill = r * (2 EUR/report)\nx = \(code)"
    )
    #expect(try study.constant("x") == value)
  }

  @Test func `have as a product the unit of the declared window`() throws {
    let study = try Checking.study(
      "index year = 2017 .. 2018\nx = product(\(reports) over year)"
    )
    #expect(try study.constant("x") == 154_000.0 * 163_000)
    #expect(study.quantity(named: "x")?.unit.description == "report^2")
  }

  @Test func `that the declared window goes beyond are refused, with a window that works`() throws {
    for window in ["2030 .. 2031", "2017 .. 2019"] {
      let outcome = try Checking.outcome(
        "```ampleur\nindex year = \(window)\nx = sum(\(reports) over year)\n```\n"
      )
      #expect(outcome.diagnostics.map(\.code) == ["index-mismatch"])
    }
    let partly = try Checking.outcome(
      "```ampleur\nindex year = 2017 .. 2019\nx = sum(\(reports) over year)\n```\n"
    )
    #expect(partly.diagnostics.first?.help?.contains("`index year = 2017 .. 2018`") == true)
    let study = try Checking.study("index year = 2017 .. 2018\nx = sum(\(reports) over year)")
    #expect(try study.constant("x") == 317_000)
  }

  @Test func `with an empty cell are summed with a warning that names it`() throws {
    let outcome = try Checking.outcome(
      "```ampleur\nx = sum(dataset(\"pharos\").procuring)\n```\n"
    )
    let warning = try #require(outcome.diagnostics.first)
    #expect(outcome.diagnostics.count == 1)
    #expect(warning.code == "missing-values" && warning.severity == .warning)
    #expect(
      warning.message
        == "`sum` leaves out what the data set `pharos` does not hold: 2 of 5 rows have"
        + " no value in the column `procuring`: 2014, 2015."
    )
    let omission = try #require(outcome.study?.omissions.first)
    #expect(omission.rows == 5 && omission.empty == ["2014", "2015"] && omission.absent.isEmpty)
    // What the warning advises removes it.
    #expect(
      try Checking.codes("index year = 2016 .. 2018\nx = sum(dataset(\"pharos\").procuring)") == []
    )
  }

  @Test func `with a year for which there is no row are averaged with a warning`() throws {
    let outcome = try Checking.outcome(
      "```ampleur\nr = dataset(\"gaps\").reports\ny = 2 * r\nx = mean(y over year)\n```\n"
    )
    let warning = try #require(outcome.diagnostics.first)
    #expect(
      warning.message == "`mean` leaves out what the data set `gaps` does not hold: there is no row"
        + " for 2020, 2022."
    )
    #expect(warning.help?.contains("`index year = { 2018, 2019, 2021, 2023, 2024 }`") == true)
    #expect(
      try Checking.codes(
        "index year = { 2018, 2019, 2021, 2023, 2024 }\nx = mean(dataset(\"gaps\").reports)"
      ) == []
    )
  }

  @Test func `used by single cells or empirically warn only of what they leave out`() throws {
    #expect(try Checking.codes("x = dataset(\"pharos\").procuring[2018]") == [])
    #expect(
      try Checking.codes("x = empirical(dataset(\"pharos\").procuring)") == ["missing-values"]
    )
  }

  @Test func `say of a row without a number that it is there and where it has one`() throws {
    let outcome = try Checking.outcome(
      "```ampleur\nx = dataset(\"pharos\").procuring[2014]\n```\n"
    )
    let error = try #require(outcome.diagnostics.first)
    #expect(error.code == "missing-value")
    #expect(
      error.message == "The row `2014` of the data set `pharos` has no value in the column"
        + " `procuring`."
    )
    #expect(error.help == "it has one in `reports`")
  }

  @Test(arguments: [
    ("x = dataset(\"gaps\").reports[2018]", ["scelles-2016"]),
    (
      "x = dataset(\"gaps\").reports[2019] + dataset(\"gaps\").reports[2024]",
      ["lemonde-2018", "oclctic-2019"]
    ),
    (
      "index year = 2018 .. 2019\nx = sum(dataset(\"gaps\").reports)",
      ["scelles-2016", "lemonde-2018"]
    ),
    (
      "index year = 2018 .. 2019\nx[year] = dataset(\"gaps\").reports",
      ["scelles-2016", "lemonde-2018"]
    ),
    ("x = (2 * dataset(\"gaps\").reports)[2019]", ["lemonde-2018"]),
  ])
  func `cite the sources of the rows used and no others`(code: String, keys: [String]) throws {
    let study = try Checking.study(code)
    #expect(study.quantity(named: "x")?.metadata.sources.map(\.key) == keys)
    #expect(study.sources == keys)
  }
}
