import Foundation
import TestKit
import Testing

/// `design` and `analyse`, with a model written in awk as the other model.
@Suite("A design on file")
struct DesignCommandTests {
  let scratch: Scratch

  /// y = a + 2 b of independent normals with standard deviations 1: shares 1/5 and 4/5.
  private static let study = SampleStudies.model(
    "a = normal(10, 1) EUR\n  label \"Alpha\"\nb = normal(20, 1) EUR\ny = a + 2 * b\nshow y"
  )
  private static let model =
    "awk -F, 'NR == 1 { print \"design,run,y\" } NR > 1 { printf \"%s,%s,%.17g\\n\", $1, $2,"
    + " $4 + 2 * $5 }' d.csv > r.csv"

  init() throws {
    scratch = try Scratch()
    try scratch.write("s.md", Self.study)
    let made = try Shell.run(
      "$ampleur design s.md --runs 1000 --seed 3 -o d.csv && \(Self.model)",
      in: scratch
    )
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.isEmpty)
    let start = "d.csv: 960 runs of 2 inputs in 20 replicates for sobol, seed 3."
    #expect(made.errors.hasPrefix(start))
  }

  private func edit(_ script: String, _ from: String = "r.csv", _ to: String = "x.csv") throws {
    let done = try Shell.run("sed '\(script)' \(from) > \(to)", in: scratch)
    #expect(done.status == 0, "\(done.errors)")
  }

  @Test func `comes back as shares of the variance`() throws {
    let outcome = try Shell.run("$ampleur analyse s.md d.csv r.csv --figure f.svg", in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    // The intervals hold the exact shares, 80 % and 20 %.
    #expect(outcome.output.contains("| b     |         82% |     76 to 88 |"))
    #expect(outcome.output.contains("| Alpha |         18% |     12 to 24 |"))
    #expect(outcome.output.contains("All 960 runs came back with a number."))
    #expect(outcome.output.hasSuffix("seed 3\n"))
    #expect(outcome.errors == "f.svg: written.\n")
    #expect(try scratch.read("f.svg").hasPrefix("<svg"))
  }

  @Test(arguments: [
    // Shuffled rows, columns turned round, semicolons, run numbers as a data frame writes them.
    "(head -1 r.csv; tail -n +2 r.csv | sort -t, -k3) > x.csv",
    "awk -F, '{ print $3 \",\" $2 }' r.csv > x.csv", "tr , ';' < r.csv > x.csv",
    "sed -E 's/^([^,]*),([0-9]+),/\\1,\\2.0,/' r.csv > x.csv",
    "sed 's/$/\\r/' r.csv > x.csv",
  ])
  func `may come back in another form`(script: String) throws {
    let outcome = try Shell.run(
      "\(script); $ampleur analyse s.md d.csv r.csv --json > whole.json;"
        + " $ampleur analyse s.md d.csv x.csv --json > other.json",
      in: scratch
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    let indices = try ["whole.json", "other.json"].map { name -> String in
      let text = try scratch.read(name)
      let start = try #require(text.range(of: "\"indices\""))
      let end = try #require(text.range(of: "\"method\""))
      return String(text[start.lowerBound..<end.lowerBound])
    }
    #expect(indices[0] == indices[1])
  }

  @Test func `may come back as a column of the design`() throws {
    let outcome = try Shell.run(
      "cut -d, -f3 r.csv | paste -d, d.csv - > m.csv; cp d.csv.json m.csv.json;"
        + " $ampleur analyse s.md m.csv",
      in: scratch
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("| b     |         82% |     76 to 88 |"))
  }

  @Test func `counts every kind of failed and missing run`() throws {
    try edit(
      "5s/[^,]*$/NA/;6s/[^,]*$//;7s/[^,]*$/NaN/;8s/[^,]*$/failed/;9s/[^,]*$/-inf/;"
        + "10s/[^,]*$/1e999/;11s/[^,]*$/#DIV\\/0!/;12s/[^,]*$/ n\\/a /;20d;30d"
    )
    let outcome = try Shell.run("$ampleur analyse s.md d.csv x.csv", in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output.contains(
        "Of 960 runs 950 came back with a number. 2 have no row. 8 failed (NA: 2, NaN: 1, empty field:"
          + " 1, failed: 1, infinite: 2, spreadsheet error: 1)."
      )
    )
  }

  @Test func `says when nothing ties the results to it`() throws {
    let outcome = try Shell.run(
      "cut -d, -f2,3 r.csv > x.csv; $ampleur analyse s.md d.csv x.csv",
      in: scratch
    )
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("rests on the run numbers alone"))
  }

  @Test func `counts values that another program rounded`() throws {
    let outcome = try Shell.run(
      "awk -F, -v OFS=, 'NR > 1 { $4 = sprintf(\"%.9g\", $4) } { print }' d.csv > m.csv;"
        + " cp d.csv.json m.csv.json; $ampleur analyse s.md m.csv r.csv",
      in: scratch
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("input values were rounded by another program"))
  }

  @Test(arguments: [
    ("$p", "x.csv:962: run 960 stands on line 961 already; keep one of the two rows."),
    (
      "4s/,3,/,5000,/",
      "x.csv:4: column `run` needs a run of the design, a whole number from 1 to 960; got '5000'."
    ),
    (
      "4s/,3,/,3.5,/",
      "x.csv:4: column `run` needs a run of the design, a whole number from 1 to 960; got '3.5'."
    ),
    ("4s/$/,1/", "x.csv:4: expected 3 fields as in the header, found 4."),
    (
      "4s/[^,]*$/about 3/",
      "x.csv:4: column y needs a number, got 'about 3'. A failed run is an empty field, NA, NaN or"
        + " failed."
    ),
    (
      "4s/[^,]*$/\"3,5\"/",
      "x.csv:4: column y needs a number, got '3,5'; write the decimal mark as a point. A failed run"
        + " is an empty field, NA, NaN or failed."
    ),
    (
      "2,$s/[^,]*$/960/;4s/960$/1.759/",
      "x.csv:4: column y has 1.759 here and 960 elsewhere, so the point may separate thousands. If it"
        + " does, write 1759 for 1.759, everywhere; if it is the decimal mark, write the whole numbers"
        + " with it too: 960.0 for 960."
    ),
    (
      "2,$s/[^,]*$/1.759/",
      "x.csv:2: all numbers of column y are like 1.759, with three digits behind the point: it may be"
        + " the decimal mark or separate thousands. Say which: --point decimal, or --point thousands."
    ),
    (
      "4s/[^,]*$/\"27,337\"/",
      "x.csv:4: column y needs a number, got '27,337'; write 27337 where the comma separates"
        + " thousands, 27.337 where it is the decimal mark. A failed run is an empty field, NA, NaN or"
        + " failed."
    ),
    (
      "1s/run/Run/",
      "x.csv:1: a column `run` is needed, with the number of the run that each row is; the columns are"
        + " design, Run, y. Is Run that column? Then rename it."
    ),
    ("2,$d", "x.csv: there is a header and no row below it; each run is a row."),
    ("2,$s/[^,]*$//", "x.csv: column y is empty in all 960 rows; there is nothing to analyse."),
    (
      "2,$s/[^,]*$/3/",
      "x.csv: column y has the same value in all runs: there is nothing to share out."
    ),
    (
      "2,100d",
      "x.csv: Of 960 runs 861 came back with a number. 99 have no row. sobol leaves out at most 5 %,"
        + " since what is left would describe another question: make the missing runs, or see why"
        + " runs fail."
    ),
    (
      "200,$d",
      "x.csv: the results go to run 198, which makes 4 whole replicates of 48 runs; sobol needs at"
        + " least 8, the runs 1 to 384."
    ),
  ])
  func `refuses results that are not its own`(script: String, message: String) throws {
    try edit(script)
    let outcome = try Shell.run("$ampleur analyse s.md d.csv x.csv", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors == message + "\n")
  }

  @Test func `takes a point as the option says`() throws {
    // 1.001, 1.002, ... or 1001, 1002, ...
    let made =
      "awk -F, -v OFS=, 'NR > 1 { $3 = sprintf(\"%.3f\", 1 + (NR * NR) % 997 / 1000) } { print }'"
      + " r.csv > x.csv; "
    let asked = try Shell.run(made + "$ampleur analyse s.md d.csv x.csv", in: scratch)
    #expect(asked.status == 2)
    #expect(asked.errors.contains("--point decimal, or --point thousands"))
    // Shares of the variance do not depend on the unit.
    let decimal = try Shell.run("$ampleur analyse s.md d.csv x.csv --point decimal", in: scratch)
    let thousands = try Shell.run(
      "$ampleur analyse s.md d.csv x.csv --point thousands",
      in: scratch
    )
    #expect(decimal.status == 0 && thousands.status == 0, "\(decimal.errors)\(thousands.errors)")
    #expect(decimal.output.filter(\.isLetter) == thousands.output.filter(\.isLetter))
    let wrong = try Shell.run(
      "sed '4s/[^,]*$/1.75/' x.csv > y.csv; $ampleur analyse s.md d.csv y.csv --point thousands",
      in: scratch
    )
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("y.csv:4: column y has '1.75'"))
  }

  @Test func `refuses results of another seed`() throws {
    let outcome = try Shell.run(
      "$ampleur design s.md --runs 1000 --seed 4 -o e.csv && $ampleur analyse s.md e.csv r.csv",
      in: scratch
    )
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("r.csv:2: this row belongs to the design `d"))
    #expect(outcome.errors.contains("another seed"))
  }

  @Test(arguments: [
    ("4s/[^,]*$/19/", "x.csv:4: column b (EUR) has '19' for run 3, where the design has "),
    ("4s/[^,]*$/high/", "x.csv:4: column b (EUR) has 'high' for run 3, where the design has "),
    ("1s/b (EUR)/b/", "x.csv:1: the column b (EUR) of the design is missing; the columns are "),
    ("60s/,2,/,7,/", "x.csv:60: column replicate has '7' for run 59, where the design has 2. "),
    ("60d", "x.csv: the design has 960 runs and this file 959 rows. "),
  ])
  func `refuses to be edited`(script: String, message: String) throws {
    try edit(script, "d.csv")
    let outcome = try Shell.run(
      "cp d.csv.json x.csv.json; $ampleur analyse s.md x.csv r.csv",
      in: scratch
    )
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
    #expect(outcome.errors.contains("back"))
  }

  @Test(arguments: [
    ("s/b = normal(20, 1)/b = normal(20, 2)/", "d.csv:2: column b (EUR) has "),
    ("s/b = normal/c = normal/;s/\\* b/* c/", "The design has the inputs a (EUR), b (EUR); "),
    ("s/EUR/USD/", "The design has the inputs a (EUR), b (EUR); the study has a (USD), b (USD). "),
  ])
  func `refuses another study`(script: String, message: String) throws {
    try edit(script, "s.md", "t.md")
    let outcome = try Shell.run("$ampleur analyse t.md d.csv r.csv", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
    #expect(outcome.errors.contains("this study is another or was changed since"))
  }

  @Test func `holds for a study whose prose changed`() throws {
    let outcome = try Shell.run(
      "echo 'More.' >> s.md; $ampleur analyse s.md d.csv r.csv",
      in: scratch
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test(arguments: [
    ("rm d.csv.json", "d.csv.json: there is no such file. `ampleur design` wrote it"),
    ("rm d.csv d.csv.json", "d.csv: there is no such file."),
    ("echo '{}' > d.csv.json", "d.csv.json: this is not the description that"),
    ("echo hello > d.csv.json", "d.csv.json: this is not the description that"),
    ("sed -i 's/design-1/design-9/' d.csv.json", "d.csv.json: the format is ampleur-design-9"),
    ("sed -i 's/\"sobol\",/\"lhs\",/' d.csv.json", "d.csv.json: there is no design for the method"),
    ("sed -i 's/: 20,/: 40,/' d.csv.json", "The design has 960 runs; 40 replicates of 8 points"),
    ("sed -i 's/\"seed\" : 3/\"seed\" : 5/' d.csv.json", "d.csv:2: column a (EUR) has "),
  ])
  func `needs its description`(script: String, message: String) throws {
    let outcome = try Shell.run("\(script); $ampleur analyse s.md d.csv r.csv", in: scratch)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
  }

  @Test(arguments: [
    ("design s.md -o x.csv", "A design needs its size: "),
    ("design s.md -o x.csv --runs 10 --draws 10", "A design needs its size: "),
    (
      "design s.md -o x.csv --runs 10",
      "--runs needs a whole number from 192 to 10000000 for sobol"
    ),
    (
      "design s.md -o x.csv --draws 0",
      "Error: The value '0' is invalid for '--draws <draws>': --draws needs a whole number from 1 to"
    ),
    (
      "design s.md -o x.csv --runs 900 --method moris",
      "There is no method moris. Did you mean morris?"
    ),
    (
      "design s.md -o x.csv --runs 900 --method shapley",
      "There is no design on file for shapley: "
    ),
    ("design s.md -o x.csv --runs 900 --of z", "The study has no quantity z. "),
    (
      "design s.md -o x.csv --runs 900 --sampling monte-carlo",
      "--sampling monte-carlo is for --method"
    ),
    ("analyse s.md d.csv", "d.csv has no column of results beside those of the design."),
    ("analyse s.md d.csv r.csv --output total", "r.csv has no column total of results. It has: y."),
    (
      "analyse s.md d.csv r.csv --method pawn",
      "The runs of a design for sobol cannot be analysed by pawn."
    ),
  ])
  func `is refused with a reason for wrong usage`(line: String, message: String) throws {
    let outcome = try Shell.run("$ampleur \(line)", in: scratch)
    #expect(outcome.status == 64)
    #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
    #expect(!scratch.has("x.csv") && !scratch.has("x.csv.json"))
  }

  @Test func `asks which of several columns is the result`() throws {
    try edit("1s/$/,z/;2,$s/$/,1/")
    let unclear = try Shell.run("$ampleur analyse s.md d.csv x.csv", in: scratch)
    #expect(unclear.status == 64)
    #expect(
      unclear.errors
        == "x.csv has several columns that may be the result: y, z. Say which by --output.\n"
    )
    let clear = try Shell.run("$ampleur analyse s.md d.csv x.csv --output y", in: scratch)
    #expect(clear.status == 0, "\(clear.errors)")
  }

  @Test func `is never written over results`() throws {
    let again = try Shell.run("$ampleur design s.md --runs 1000 --seed 3 -o d.csv", in: scratch)
    #expect(again.status == 0)
    let other = try Shell.run("$ampleur design s.md --runs 1000 --seed 4 -o d.csv", in: scratch)
    #expect(other.status == 2)
    #expect(other.errors.hasPrefix("d.csv: a file of this name exists and may hold results;"))
  }

  @Test(arguments: ["", "--sampling monte-carlo"])
  func `of samples serves several methods`(option: String) throws {
    let made = try Shell.run(
      "$ampleur design s.md --runs 3200 --method borgonovo \(option) -o e.csv &&"
        + " \(Self.model.replacing("d.csv", with: "e.csv")); $ampleur analyse s.md e.csv r.csv;"
        + " for m in rank pawn hsic regression; do $ampleur analyse s.md e.csv r.csv --method $m ||"
        + " exit 1; done",
      in: scratch
    )
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains(" Delta |"))
    #expect(made.output.contains("  PRCC |"))
  }
}
