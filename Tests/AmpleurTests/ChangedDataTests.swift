import Foundation
import TestKit
import Testing

/// Data sets that were changed or damaged after they were described.
@Suite("A data set that is not the one described")
struct ChangedDataTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    _ = try Shell.run("cp -rL $AMPLEUR_DATA data", in: scratch)
  }

  private let study = SampleStudies.model(
    "r = dataset(\"germany-register\").persons\ny = r[2018] * 2\n"
      + "m = 10 EUR(2014) -> EUR(2024)\nshow y, m"
  )

  @Test(arguments: ["run", "check", "report -o out.md", "run --json", "run --csv"])
  func `is named once by every verb that uses it`(verb: String) throws {
    try scratch.write("s.md", study)
    let sound = try Shell.run("$ampleur \(verb) s.md --data data", in: scratch)
    #expect(sound.status == 0 && !sound.errors.contains("warning"), "\(sound.errors)")
    // The register of 2018 is 32,799 (Destatis); another digit keeps the number of bytes.
    let outcome = try Shell.run(
      "sed -i 's/32799/32790/' data/germany-register/data.csv;"
        + " sed -i 's/^2014,/2014,1/' data/cpi-france/data.csv; $ampleur \(verb) s.md --data data",
      in: scratch
    )
    #expect(outcome.status == 0)
    let warnings = outcome.errors.split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("warning: ") }
    let expected = ["germany-register", "cpi-france"].map { name -> String in
      """
      warning: `\(name)/data.csv` is not the file that its `datapackage.json` describes: its \
      SHA-256 digest differs. Restore the file or, if the change is meant, correct the \
      description; `ampleur data check` says how.
      """
    }
    #expect(warnings == expected)
  }

  @Test func `is named in the report, in both languages`() throws {
    try scratch.write("s.md", study)
    _ = try Shell.run("sed -i 's/32799/32790/' data/germany-register/data.csv", in: scratch)
    for (language, words) in [
      ("en", "differs from the checksum in its description"),
      ("fr", "diffère de la somme de contrôle de sa description"),
    ] {
      let outcome = try Shell.run(
        "$ampleur report s.md -o out.md --lang \(language) --data data",
        in: scratch
      )
      #expect(outcome.status == 0, "\(outcome.errors)")
      let text = try scratch.read("out.md")
      #expect(text.contains("- `germany-register/data.csv` **\(words)"), "\(text.suffix(900))")
    }
  }

  @Test func `gives a sound result after the advised repair`() throws {
    try scratch.write("s.md", study)
    // What `data check` prints is written into the description, as a person would.
    let outcome = try Shell.run(
      "sed -i 's/32799/32790/' data/germany-register/data.csv;"
        + " new=$($ampleur data check --data data | grep -o 'sha256:[0-9a-f]*');"
        + " sed -i \"s/sha256:[0-9a-f]*/$new/\" data/germany-register/datapackage.json;"
        + " $ampleur data check --data data > /dev/null && $ampleur run s.md --data data",
      in: scratch
    )
    #expect(outcome.status == 0)
    #expect(!outcome.errors.contains("warning"), "\(outcome.errors)")
  }

  @Test(
    arguments: [
      ("echo '2030,x,y' >> data/germany-register/data.csv", "data.csv:9"),
      ("echo '{' > data/germany-register/datapackage.json", "datapackage.json"),
      ("rm data/germany-register/data.csv", "data.csv: the file does not exist"),
    ]
  )
  func `that is damaged is called so, and the status is 2`(damage: String, place: String) throws {
    try scratch.write("s.md", study)
    for verb in ["run", "check", "report -o out.md"] {
      let outcome = try Shell.run("\(damage); $ampleur \(verb) s.md --data data", in: scratch)
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains(place), "\(outcome.errors)")
      #expect(outcome.errors.contains("this data set is damaged"))
      #expect(!outcome.errors.contains("no such data set"))
    }
  }

  @Test func `that is absent stays a mistake of the study`() throws {
    try scratch.write("s.md", SampleStudies.model("r = dataset(\"germany-registre\").persons"))
    let outcome = try Shell.run("$ampleur run s.md --data data", in: scratch)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no such data set"))
    #expect(outcome.errors.contains("did you mean"))
  }

  @Test func `a source that is no YAML below its key is found with its line`() throws {
    try scratch.write("sources.yaml", "- id: mine\n  type: report\n  title: \"open\n")
    try scratch.write("s.md", SampleStudies.model("x = 2 EUR\n  from mine"))
    for verb in ["run", "check"] {
      let outcome = try Shell.run("$ampleur \(verb) s.md", in: scratch)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("sources.yaml:"), "\(outcome.errors)")
      #expect(outcome.errors.contains("the list of sources is damaged"))
    }
  }

  @Test func `a key that stands in two rows is named with both lines`() throws {
    try scratch.write(
      "s.md",
      SampleStudies.model("r = dataset(\"france-turnover\").turnover")
    )
    let double = try Shell.run("$ampleur run s.md --data data", in: scratch)
    #expect(double.status == 1)
    // datasets/france-turnover/data.csv: 2014, 2010, 2015, 2015 on lines 2 to 5.
    #expect(double.errors.contains("`2015` stands on lines 4 and 5"), "\(double.errors)")
  }

  @Test func `data show prints numbers as numbers and addresses as they are`() throws {
    let json = try Shell.run("$ampleur data show backpage --json", in: scratch)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let rows = try #require(object?["rows"] as? [[String: Any]])
    // datasets/backpage/data.csv: 135 million US dollars in 2014.
    let row = try #require(rows.first { $0["year"] as? Int == 2014 })
    #expect(row["revenue"] as? Double == 135_000_000)
    #expect(row["source"] as? String == "washtimes-2018")
    #expect(json.output.contains("\"revenue\" : 135000000"), "\(json.output.prefix(900))")
    let text = try Shell.run("$ampleur data show vivastreet", in: scratch)
    #expect(text.output.contains("https://mouvementdunid.org/"))
    #expect(text.output.contains("https://www.rtl.be/"))
    #expect(!text.output.contains("\\://") && !text.output.contains("www\\."))
  }
}
