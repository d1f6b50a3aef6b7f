import Foundation
import TextCore
import Yams

/// The sources that studies and data sets cite, by key.
///
/// The file is a list in CSL-YAML, alone or under `references:`. Where every entry begins with
/// `- id: KEY` at the start of a line, as in the shipped file, opening the library only scans for
/// those lines, and an entry is parsed when it is asked for. Any other layout is parsed at once.
///
/// Complexity: for 200 entries the scan takes about 2 ms and an entry 0.2 ms; parsing all of them
/// takes about 40 ms, which is why a run that cites ten sources does not.
public struct SourceLibrary: Sendable {
  private struct Entry: Sendable {
    let line: Int
    let text: Substring
    let item: SourceItem?
  }

  /// The name of the file, as messages print it.
  public let file: String
  /// The keys in file order.
  public let keys: [String]
  private let entries: [String: Entry]

  /// Reads a file.
  ///
  /// - Parameter url: The file, as `datasets/sources.yaml`.
  /// - Throws: ``SourceLibraryError``.
  public init(contentsOf url: URL) throws(SourceLibraryError) {
    let file = PathName.last(of: url.relativePath)
    switch FileBytes.read(url) {
    case .success(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .notYAML(file: file, line: nil, reason: "the file is not UTF-8 text")
      }
      try self.init(text, file: file)
    case .failure(let problem):
      throw .unreadable(file: file, reason: problem.reason)
    }
  }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: The list of sources.
  ///   - file: The name that messages print.
  /// - Throws: ``SourceLibraryError``.
  public init(_ text: String, file: String) throws(SourceLibraryError) {
    self.file = file
    var keys: [String] = []
    var entries: [String: Entry] = [:]
    var found = Self.scanned(text)
    if found == nil { found = try Self.parsed(text, file: file) }
    for (key, entry) in found ?? [] {
      guard entries.updateValue(entry, forKey: key) == nil else {
        throw .duplicateKey(file: file, line: entry.line, key: key)
      }
      keys.append(key)
    }
    self.keys = keys
    self.entries = entries
  }

  /// Whether there is an entry with this key.
  ///
  /// - Parameter key: The key of a source.
  public func contains(_ key: String) -> Bool { entries[key] != nil }

  /// The line on which an entry begins, counted from 1; nil for a key that is not in the library.
  ///
  /// - Parameter key: The key of a source.
  public func line(of key: String) -> Int? { entries[key]?.line }

  /// The key of the entry that had another key before, by its `custom: { former-keys: [...] }`; nil
  /// where none had.
  ///
  /// - Parameter key: A key that is not in the library.
  public func renamed(_ key: String) -> String? {
    keys.first { own in
      guard let entry = entries[own] else { return false }
      if entry.item == nil, !entry.text.contains(key) { return false }
      return (try? item(own))?.formerKeys.contains(key) == true
    }
  }

  /// The key a writer probably meant, or nil where none is near.
  ///
  /// - Parameter key: A key that is not in the library.
  public func suggestion(for key: String) -> String? {
    NearestName.nearest(to: key, in: keys, beginnings: true)
  }

  /// The source of a key.
  ///
  /// - Parameter key: The key of a source.
  /// - Throws: ``SourceLibraryError``, with the nearest key where there is none of this name.
  public func item(_ key: String) throws(SourceLibraryError) -> SourceItem {
    guard let entry = entries[key] else {
      throw .unknownKey(file: file, key: key, suggestion: suggestion(for: key))
    }
    if let item = entry.item { return item }
    do {
      let node = try Yams.compose(yaml: String(entry.text))
      guard let first = node?.sequence?.first, let item = SourceItem(first) else {
        throw SourceLibraryError.notYAML(
          file: file,
          line: entry.line,
          reason: "an entry must be a mapping with an id"
        )
      }
      return item
    } catch let error as SourceLibraryError {
      throw error
    } catch {
      throw Self.fault(error, file: file, firstLine: entry.line)
    }
  }

  /// Every source, in file order.
  ///
  /// - Throws: ``SourceLibraryError`` for the first entry that cannot be read.
  public func items() throws(SourceLibraryError) -> [SourceItem] {
    var items: [SourceItem] = []
    for key in keys { items.append(try item(key)) }
    return items
  }

  // MARK: Layouts

  /// The line above the list that other readers of bibliographies, such as pandoc, need.
  private static let mapping = "references:"

  /// The entries of a text in which each begins with `- id: KEY`, or nil for another layout.
  private static func scanned(_ text: String) -> [(String, Entry)]? {
    var found: [(key: String, line: Int, start: String.Index)] = []
    var number = 0
    // Lines are split as bytes: characters cost ten times as much, and CR LF is one of them.
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard let first = line.first, first != 0x0D else { continue }
      if line.starts(with: "- id: ".utf8) {
        let key = String(Substring(line.dropFirst(6))).trimmingCharacters(in: .whitespaces)
          .trimmingCharacters(in: .newlines)
        guard let mark = key.first, !"\"'&*|>{[".contains(mark), !key.contains(" ") else {
          return nil
        }
        found.append((key, number, line.startIndex))
      } else if first == 0x20 {
        guard !found.isEmpty else { return nil }
      } else if found.isEmpty, Substring(line).trimmingCharacters(in: .whitespaces) == mapping {
        continue
      } else if first != 0x23 && !line.starts(with: "---".utf8) {
        return nil
      }
    }
    guard !found.isEmpty else { return nil }
    return found.indices.map { i in
      let end = i + 1 < found.count ? found[i + 1].start : text.endIndex
      let entry = Entry(line: found[i].line, text: text[found[i].start..<end], item: nil)
      return (found[i].key, entry)
    }
  }

  private static func parsed(
    _ text: String,
    file: String
  ) throws(SourceLibraryError) -> [(String, Entry)] {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw fault(error, file: file, firstLine: 1)
    }
    guard let node else { return [] }
    guard let list = (node["references"] ?? node).sequence else {
      throw .notYAML(file: file, line: nil, reason: "a list of sources is needed")
    }
    var entries: [(String, Entry)] = []
    for element in list {
      let line = element.mark?.line
      guard let item = SourceItem(element) else {
        throw .notYAML(file: file, line: line, reason: "an entry must be a mapping with an id")
      }
      entries.append((item.id, Entry(line: line ?? 1, text: "", item: item)))
    }
    return entries
  }

  /// The error of the YAML parser, with its line counted in the whole file.
  private static func fault(
    _ error: any Error,
    file: String,
    firstLine: Int
  ) -> SourceLibraryError {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .notYAML(file: file, line: firstLine + mark.line - 1, reason: problem)
    default:
      .notYAML(file: file, line: firstLine, reason: "\(error)")
    }
  }
}
