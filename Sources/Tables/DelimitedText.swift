import Foundation

/// A strictly read table of delimited text: a header, records, and the line each one stands on.
///
/// The grammar is that of RFC 4180 with LF or CR LF line ends. A UTF-8 byte order mark is dropped.
/// Nothing is repaired: text that is not UTF-8, ragged rows, stray or unclosed quotation marks,
/// unnamed and duplicate columns are refused with the place. The locale plays no part. Lines that
/// are wholly empty are skipped, except in tables of one column, where they are empty fields.
///
/// Complexity: one pass for the encoding and one for the fields, linear in the number of bytes.
///
/// Reference: Y. Shafranovich, RFC 4180 (2005).
public struct DelimitedText: Sendable, Equatable {
  /// One record below the header.
  public struct Record: Sendable, Equatable {
    /// The line of the file on which the record begins, counted from 1.
    public let line: Int
    /// The fields in the order of the header, as many as the header has.
    public let fields: [String]
  }

  /// The character between two fields.
  public enum Separator: UInt8, Sendable, CaseIterable {
    /// The comma of RFC 4180.
    case comma = 0x2C
    /// The semicolon that spreadsheets write where the comma is the decimal mark.
    case semicolon = 0x3B
    /// The tabulator.
    case tab = 0x09

    var name: String {
      switch self {
      case .comma: "comma"
      case .semicolon: "semicolon"
      case .tab: "tabulator"
      }
    }
  }

  /// The name of the file, as messages print it.
  public let file: String
  /// The names of the columns: not empty, all different.
  public let header: [String]
  /// The records in file order; there may be none.
  public let records: [Record]

  /// Reads bytes.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - file: The name that messages print.
  ///   - separator: The character between two fields.
  /// - Throws: ``DelimitedTextError`` with the first fault.
  public init(
    _ bytes: [UInt8],
    file: String,
    separator: Separator = .comma
  ) throws(DelimitedTextError) {
    self.file = file
    var reader = try DelimitedReader(bytes, file: file, separator: separator)
    guard let first = try reader.next() else { throw .empty(file: file) }
    header = first.fields
    try Self.check(header: first, file: file, separator: separator)
    var records: [Record] = []
    while let record = try reader.next(skippingEmptyLines: header.count > 1) {
      guard record.fields.count == header.count else {
        throw .ragged(
          file: file,
          line: record.line,
          expected: header.count,
          found: record.fields.count
        )
      }
      records.append(record)
    }
    self.records = records
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - name: The name that messages print; the last part of the path when left out.
  ///   - separator: The character between two fields.
  /// - Throws: ``DelimitedTextError``, also where the file cannot be read.
  public init(
    contentsOf url: URL,
    name: String? = nil,
    separator: Separator = .comma
  ) throws(DelimitedTextError) {
    let file = name ?? PathName.last(of: url.relativePath)
    switch FileBytes.read(url) {
    case .success(let bytes): try self.init(bytes, file: file, separator: separator)
    case .failure(let problem): throw .unreadable(file: file, reason: problem.reason)
    }
  }

  private static func check(
    header: Record,
    file: String,
    separator: Separator
  ) throws(DelimitedTextError) {
    if header.fields.count == 1, let only = header.fields.first {
      for other in Separator.allCases where other != separator {
        guard !only.utf8.contains(other.rawValue) else {
          throw .otherSeparator(
            file: file,
            line: header.line,
            expected: separator.name,
            found: other.name
          )
        }
      }
    }
    var seen: [String: Int] = [:]
    for (index, name) in header.fields.enumerated() {
      guard name.contains(where: { !$0.isWhitespace }) else {
        throw .unnamedColumn(file: file, line: header.line, field: index + 1)
      }
      if let first = seen.updateValue(index + 1, forKey: name) {
        throw .duplicateColumn(
          file: file,
          line: header.line,
          name: name,
          first: first,
          second: index + 1
        )
      }
    }
  }
}
