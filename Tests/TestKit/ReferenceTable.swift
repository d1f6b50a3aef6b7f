import Foundation

/// Rows of a small comma-separated reference file that lies beside a test.
///
/// Lines that begin with `#` are comments (they name the source). The first other line is the
/// header. Fields may be quoted with `"`.
public struct ReferenceTable: Sendable {
  /// Column names in file order.
  public let columns: [String]
  /// One dictionary a row, keyed by column name.
  public let rows: [[String: String]]

  /// Reads a file relative to the test that asks.
  ///
  /// - Parameters:
  ///   - name: The path relative to the folder of the calling file.
  ///   - file: The calling file; leave it out.
  public init(_ name: String, file: String = #filePath) throws {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    var lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    guard !lines.isEmpty else { throw TestKitError.empty(name) }
    let header = Self.fields(of: lines.removeFirst())
    columns = header
    rows = lines.map { line in
      Dictionary(zip(header, Self.fields(of: line)), uniquingKeysWith: { first, _ in first })
    }
  }

  private static func fields(of line: Substring) -> [String] {
    var fields: [String] = []
    var field = ""
    var quoted = false
    for character in line {
      if character == "\"" {
        quoted.toggle()
      } else if character == "," && !quoted {
        fields.append(field)
        field = ""
      } else {
        field.append(character)
      }
    }
    fields.append(field)
    return fields
  }
}

/// What can go wrong while a test reads its own material.
public enum TestKitError: Error {
  /// A reference file without rows.
  case empty(String)
}
