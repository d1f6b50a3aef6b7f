import NumericCore
import Tables
import Testing

@Suite("Typed tables")
struct TableTests {
  private let fields = [
    DataField(name: "year", kind: .year, isRequired: true),
    DataField(name: "reports", kind: .integer, unit: "report"),
    DataField(name: "share", kind: .number, unit: ""),
    DataField(name: "note", kind: .text),
  ]

  private func table(
    _ rows: String,
    missingValues: [String] = [""]
  ) throws -> Table {
    let text = try DelimitedText(
      Array(("year,reports,share,note\n" + rows).utf8),
      file: "t.csv"
    )
    return try Table(text, fields: fields, missingValues: missingValues)
  }

  private func message(_ rows: String) -> String? {
    do {
      _ = try table(rows)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("cells become typed values, and the lines are kept")
  func values() throws {
    let table = try table("2018,163000,0.55,\"two\nlines\"\n2019,,-1.5e-3,\n")
    #expect(table.rowCount == 2)
    #expect(table.lines == [2, 4])
    #expect(try table.column("year").values == .year([2018, 2019]))
    #expect(try table.column("reports").values == .integer([163000, nil]))
    #expect(try table.numbers("share") == [0.55, -0.0015])
    #expect(try table.column("note").texts == ["two\nlines", nil])
    #expect(try table.column("reports").field.unit == "report")
  }

  @Test("other missing-value marks can be named")
  func marks() throws {
    let table = try table("2018,NA,..,x\n", missingValues: ["", "NA", ".."])
    #expect(try table.numbers("reports") == [nil])
    #expect(try table.numbers("share") == [nil])
  }

  @Test(
    "a cell that does not fit is refused with its line and a hint",
    arguments: [
      (
        "2018,1,0.5,\n2019,\"1,5\",0,\n",
        "t.csv:3: column 'reports' needs a whole number, got '1,5'; "
          + "write the decimal mark as a point"
      ),
      (
        "2018,163 000,0,\n",
        "t.csv:2: column 'reports' needs a whole number, got '163 000'; "
          + "write it without digit grouping"
      ),
      (
        "2018,1,NA,\n",
        "t.csv:2: column 'share' needs a number, got 'NA'; "
          + "leave the field empty for a missing value"
      ),
      (
        "2018,1,nan,\n",
        "t.csv:2: column 'share' needs a number, got 'nan'; "
          + "leave the field empty for a missing value"
      ),
      (
        "2018,1,inf,\n",
        "t.csv:2: column 'share' needs a number, got 'inf'; "
          + "leave the field empty for a missing value"
      ),
      (
        "2018,1,55%,\n",
        "t.csv:2: column 'share' needs a number, got '55%'; "
          + "put the unit in the header or the data package"
      ),
      ("2018,1,0x1p3,\n", "t.csv:2: column 'share' needs a number, got '0x1p3'"),
      ("2018,1,1e999,\n", "t.csv:2: column 'share' needs a number, got '1e999'"),
      ("2018,1.0,0,\n", "t.csv:2: column 'reports' needs a whole number, got '1.0'"),
      ("20188,1,0,\n", "t.csv:2: column 'year' needs a year from 1000 to 2999, got '20188'"),
      (",1,0,\n", "t.csv:2: column 'year' needs a value in every row"),
    ]
  )
  func refused(rows: String, sentence: String) {
    #expect(message(rows) == sentence)
  }

  @Test("a header that differs from the description is refused")
  func header() throws {
    let text = try DelimitedText(Array("year,n\n2018,1\n".utf8), file: "t.csv")
    do {
      _ = try Table(text, fields: fields)
      Issue.record("a table with other columns was accepted")
    } catch {
      #expect(
        error.description
          == "t.csv:1: expected the columns year, reports, share, note; found year, n"
      )
    }
  }

  @Test("types are inferred from all cells")
  func inference() throws {
    let text = try DelimitedText(
      Array("Year,n,x,t,none\n2018,1,1,a,\n2019,,2.5,3,\n".utf8),
      file: "t.csv"
    )
    let kinds = try Table(inferring: text).columns.map(\.field.kind)
    #expect(kinds == [.year, .integer, .number, .text, .text])
  }

  @Test("an unknown column is answered with the nearest name")
  func unknownColumn() throws {
    let table = try table("2018,1,0,\n")
    do {
      _ = try table.column("report")
      Issue.record("an unknown column was found")
    } catch {
      #expect(error.description == "t.csv has no column 'report'; did you mean 'reports'?")
    }
    do {
      _ = try table.column("zebra")
      Issue.record("an unknown column was found")
    } catch {
      #expect(
        error.description == "t.csv has no column 'zebra'; it has year, reports, share, note"
      )
    }
    #expect(throws: TableError.notNumeric(file: "t.csv", column: "note")) {
      try table.numbers("note")
    }
  }

  @Test("a series is ordered by year and leaves out rows without a value")
  func series() throws {
    let series = try table("2019,3,0,\n2017,1,0,\n2018,,0,\n2020,4,0,\n").series("reports")
    #expect(series.years == [2017, 2019, 2020])
    #expect(series.values == [1, 3, 4])
    #expect(series.gaps == [2018])
    #expect(series[2019] == 3)
    #expect(series[2018] == nil)
  }

  @Test("a year with two values is refused with both lines")
  func duplicateYear() throws {
    let table = try table("2018,1,0,\n2019,2,0,\n2018,3,0,\n")
    do {
      _ = try table.series("reports")
      Issue.record("a duplicate year was accepted")
    } catch {
      #expect(
        error.description == "t.csv:4: column 'reports' is not a yearly series: "
          + "the year 2018 already has a value on line 2"
      )
    }
  }
}

@Suite("Yearly series")
struct YearlySeriesTests {
  @Test("faulty input is refused with the reason")
  func refused() {
    #expect(throws: YearlySeries.Problem.empty) { try YearlySeries(years: [], values: []) }
    #expect(throws: YearlySeries.Problem.lengthsDiffer(years: 2, values: 1)) {
      try YearlySeries(years: [2018, 2019], values: [1])
    }
    #expect(throws: YearlySeries.Problem.duplicateYear(2018)) {
      try YearlySeries(years: [2018, 2017, 2018], values: [1, 2, 3])
    }
    #expect(throws: YearlySeries.Problem.self) {
      try YearlySeries(years: [2018], values: [.nan])
    }
  }
}
