import Foundation

/// Values as JSON text: keys in alphabetical order, so that the same result gives the same bytes.
enum JSONText {
  /// The text of a value, ending with a line end.
  static func of(_ value: some Encodable) throws(WorkbenchError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      throw .cannotRun("The result cannot be written as JSON: \(error).")
    }
  }
}
