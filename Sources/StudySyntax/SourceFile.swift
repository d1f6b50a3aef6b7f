/// The text of one study with its name, addressed by UTF-8 offset.
///
/// Lines end with LF or CRLF. A byte order mark at the start is skipped.
public final class SourceFile: Sendable {
  /// The name shown in messages: the path as the user gave it.
  public let name: String
  /// The bytes of the text, without a byte order mark.
  public let bytes: [UInt8]
  /// The offset at which each line starts; the first is 0.
  public let lineStarts: [Int]

  /// The largest study that is read, in bytes.
  public static let maximumSize = 16 * 1024 * 1024

  /// Takes the text of a study.
  ///
  /// - Parameters:
  ///   - name: The name shown in messages.
  ///   - bytes: The content of the file.
  /// - Throws: `SourceFileError` for a file that is too large, binary, or not UTF-8.
  public init(name: String, bytes content: [UInt8]) throws(SourceFileError) {
    guard content.count <= Self.maximumSize else {
      throw .tooLarge(name: name, bytes: content.count)
    }
    let bytes = content.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(content.dropFirst(3)) : content
    if let zero = bytes.firstIndex(of: 0) {
      throw .binary(name: name, offset: zero)
    }
    if let line = Self.lineOfInvalidUTF8(bytes) {
      throw .notUTF8(name: name, line: line)
    }
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// Takes text that is known to be valid, such as a test's or a template's.
  ///
  /// - Parameters:
  ///   - name: The name shown in messages.
  ///   - text: The text of the study.
  /// - Throws: `SourceFileError` as the other initialiser does.
  public convenience init(name: String, text: String) throws(SourceFileError) {
    try self.init(name: name, bytes: Array(text.utf8))
  }

  // MARK: Positions

  /// The number of lines.
  public var lineCount: Int { lineStarts.count }

  /// The line that holds an offset, from 1.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The line and the column of an offset, both from 1; columns count characters.
  public func position(at offset: Int) -> (line: Int, column: Int) {
    let line = line(at: offset)
    let start = lineStarts[line - 1]
    return (line, characterCount(start..<min(max(offset, start), bytes.count)) + 1)
  }

  /// The number of characters in a range of bytes of one line.
  ///
  /// In a line too long for any screen, combined characters count as their parts: finding them
  /// takes seconds where the line is the whole file.
  func characterCount(_ range: Range<Int>) -> Int {
    let scalars = bytes[range].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    if scalars == range.count || range.count > 65_536 { return scalars }
    return String(decoding: bytes[range], as: UTF8.self).count
  }

  /// The bytes of a line without its line end.
  ///
  /// - Parameter number: The line, from 1 to ``lineCount``.
  public func lineRange(_ number: Int) -> Range<Int> {
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<max(start, end)
  }

  /// The text of a line without its line end.
  public func lineText(_ number: Int) -> String {
    String(decoding: bytes[lineRange(number)], as: UTF8.self)
  }

  /// The text of a span.
  public func text(_ span: SourceSpan) -> String {
    String(
      decoding: bytes[min(span.start, bytes.count)..<min(span.end, bytes.count)],
      as: UTF8.self
    )
  }

  /// The whole text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  private static func lineOfInvalidUTF8(_ bytes: [UInt8]) -> Int? {
    if bytes.withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) != nil }) {
      return nil
    }
    var line = 1
    var start = 0
    for (offset, byte) in bytes.enumerated() where byte == 0x0A {
      if String(validating: bytes[start...offset], as: UTF8.self) == nil { return line }
      start = offset + 1
      line += 1
    }
    return line
  }
}

/// Why a file cannot be read as a study.
public enum SourceFileError: Error, CustomStringConvertible, Equatable {
  /// The file is larger than ``SourceFile/maximumSize``.
  case tooLarge(name: String, bytes: Int)
  /// The file holds a zero byte.
  case binary(name: String, offset: Int)
  /// The file is not UTF-8 text.
  case notUTF8(name: String, line: Int)

  /// A sentence for the user.
  public var description: String {
    switch self {
    case .tooLarge(let name, let bytes):
      "\(name): a study is a text of at most \(SourceFile.maximumSize / 1_048_576) MiB; this file"
        + " has \(bytes / 1_048_576) MiB."
    case .binary(let name, let offset):
      "\(name): a study is a Markdown text; this file is binary (zero byte at offset \(offset))."
    case .notUTF8(let name, let line):
      "\(name):\(line): a study is a UTF-8 text; line \(line) is not (perhaps Latin-1 or"
        + " Windows-1252: save the file as UTF-8)."
    }
  }
}
