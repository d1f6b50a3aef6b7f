import Foundation
import Tables
import Testing

@Suite("Descriptions of data sets")
struct DataPackageTests {
  private static let sound = """
    {"name": "demo", "title": "Demo", "resources": [{"name": "data", "path": "data.csv",
     "hash": "sha256:\(String(repeating: "AB", count: 32))",
     "schema": {"fields": [{"name": "year", "type": "year"},
      {"name": "n", "type": "integer", "unit": "report", "constraints": {"required": true}}],
      "primaryKey": "year"}}]}
    """

  private func message(_ json: String) -> String? {
    do {
      _ = try DataPackage(Array(json.utf8), file: "demo/datapackage.json")
      return nil
    } catch {
      return error.description
    }
  }

  @Test("a sound description is read, with what is left out filled in")
  func sound() throws {
    let package = try DataPackage(Array(Self.sound.utf8), file: "demo/datapackage.json")
    #expect(package.name == "demo")
    #expect(package.title.french == "Demo")
    let resource = try #require(package.resource())
    #expect(resource.checksum == String(repeating: "ab", count: 32))
    #expect(resource.primaryKey == ["year"])
    #expect(resource.missingValues == [""])
    #expect(resource.fields.map(\.kind) == [.year, .integer])
    #expect(resource.fields.map(\.isRequired) == [false, true])
    #expect(resource.fields.map(\.unit) == [nil, "report"])
  }

  /// Each row: a piece of the sound description, what replaces it, the exact sentence.
  @Test(
    "a faulty description is refused with the path to the fault",
    arguments: [
      (
        "\"title\": \"Demo\", ", "",
        "demo/datapackage.json: title is missing"
      ),
      (
        "\"path\": \"data.csv\",", "",
        "demo/datapackage.json: resources[0].path is missing"
      ),
      (
        "\"name\": \"year\", ", "",
        "demo/datapackage.json: resources[0].schema.fields[0].name is missing"
      ),
      (
        "\"name\": \"n\"", "\"name\": 7",
        "demo/datapackage.json: resources[0].schema.fields[1].name must be a text"
      ),
      (
        "\"type\": \"integer\"", "\"type\": \"float\"",
        "demo/datapackage.json: resources[0].schema.fields[1].type: "
          + "one of string, number, integer, year is needed, got 'float'"
      ),
      (
        "\"name\": \"demo\"", "\"name\": \"My Data\"",
        "demo/datapackage.json: name: "
          + "lower-case letters, digits and hyphens are needed, got 'My Data'"
      ),
      (
        "\"data.csv\"", "\"../secret.csv\"",
        "demo/datapackage.json: resources[0].path: "
          + "a path inside the folder of the data set is needed, got '../secret.csv'"
      ),
      (
        "sha256:", "md5:",
        "demo/datapackage.json: resources[0].hash: 'sha256:' and 64 hexadecimal digits are needed, "
          + "got 'md5:\(String(repeating: "AB", count: 32))'"
      ),
    ]
  )
  func refused(piece: String, replacement: String, sentence: String) {
    #expect(message(Self.sound.replacing(piece, with: replacement)) == sentence)
  }

  @Test("what is not JSON is refused with the file")
  func notJSON() {
    #expect(message("{\"name\": ")?.hasPrefix("demo/datapackage.json: this is not JSON") == true)
    #expect(message("[]") == "demo/datapackage.json: the file must be an object")
    #expect(
      message("{\"name\": \"demo\", \"title\": \"t\", \"resources\": []}")
        == "demo/datapackage.json: resources: at least one table is needed"
    )
    #expect(
      message("{\"name\": \"demo\", \"title\": \"t\", \"resources\": {}}")
        == "demo/datapackage.json: resources must be a list"
    )
  }

  @Test("an absent description is named with its folder")
  func absent() throws {
    let folder = try TemporaryFolder()
    #expect(
      throws: DataPackageError.unreadable(
        file: "none/datapackage.json",
        reason: "the file does not exist"
      )
    ) {
      try DataPackage(folder: folder.url.appendingPathComponent("none"))
    }
  }
}
