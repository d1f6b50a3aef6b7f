import Foundation
import TextCore

/// The description of a data set: what it holds, from whom, under which licence.
///
/// It follows the Frictionless Data Package. Properties of our own: a field has `unit` or
/// `unitColumn`, a resource has `rows`, a package has `retrieved`, `script` and `title_fr`.
///
/// Reference: Frictionless Data, Data Package and Table Schema, version 1.
public struct DataPackage: Sendable, Equatable {
  /// A licence.
  public struct License: Sendable, Equatable {
    /// The short name, as in `CC-BY-4.0`.
    public let name: String
    /// The title in words.
    public let title: String
    /// The address of the text.
    public let path: String
  }

  /// Where the numbers come from.
  public struct Source: Sendable, Equatable {
    /// Publisher and title.
    public let title: String
    /// The address; empty when there is none.
    public let path: String
    /// The key in the source library; empty when there is none.
    public let key: String
  }

  /// The short lower-case name, the same as that of the folder.
  public let name: String
  /// The title; in French the English one where there is no other.
  public let title: LocalText
  /// What the data set holds, and what to beware of.
  public let description: String
  /// The day on which the numbers were collected, as `2026-11-21`; empty when not stated.
  public let retrieved: String
  /// The script that wrote the data set; empty when not stated.
  public let script: String
  /// The licences.
  public let licenses: [License]
  /// The sources of the numbers.
  public let sources: [Source]
  /// The tables; the first is the main one.
  public let resources: [DataResource]
  /// What can be read and is against the Frictionless standard, a sentence each.
  let irregularities: [String]

  /// Reads a description.
  ///
  /// - Parameters:
  ///   - bytes: The bytes of the JSON file.
  ///   - file: The name that messages print.
  /// - Throws: ``DataPackageError`` with the first fault and its JSON path.
  public init(_ bytes: [UInt8], file: String) throws(DataPackageError) {
    let raw: RawDataPackage
    do {
      raw = try JSONDecoder().decode(RawDataPackage.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw Self.translated(error, file: file)
    } catch {
      throw .notJSON(file: file, reason: "\(error)")
    }
    guard Self.isShortName(raw.name) else {
      throw .invalid(
        file: file,
        path: "name",
        sentence: "lower-case letters, digits and hyphens are needed, got '\(raw.name)'"
      )
    }
    name = raw.name
    title = LocalText(raw.title, raw.title_fr ?? raw.title)
    description = raw.description ?? ""
    retrieved = raw.retrieved ?? ""
    script = raw.script ?? ""
    licenses = (raw.licenses ?? []).map {
      License(name: $0.name, title: $0.title ?? "", path: $0.path ?? "")
    }
    sources = (raw.sources ?? []).map {
      Source(title: $0.title, path: $0.path ?? "", key: $0.key ?? "")
    }
    irregularities = Self.irregularities(of: raw)
    guard !raw.resources.isEmpty else {
      throw .invalid(file: file, path: "resources", sentence: "at least one table is needed")
    }
    var resources: [DataResource] = []
    for (index, resource) in raw.resources.enumerated() {
      resources.append(
        try resource.checked(
          file: file,
          path: "resources[\(index)]",
          missingValues: raw.missingValues ?? [""]
        )
      )
    }
    self.resources = resources
  }

  /// Reads the file `datapackage.json` of a folder.
  ///
  /// - Parameter folder: The folder of the data set.
  /// - Throws: ``DataPackageError``.
  public init(folder: URL) throws(DataPackageError) {
    let file = PathName.last(of: folder.relativePath) + "/datapackage.json"
    switch FileBytes.read(folder.appendingPathComponent("datapackage.json")) {
    case .success(let bytes): try self.init(bytes, file: file)
    case .failure(let problem): throw .unreadable(file: file, reason: problem.reason)
    }
  }

  /// The table of a name; the main one for nil.
  ///
  /// - Parameter name: The name of a resource.
  public func resource(_ name: String? = nil) -> DataResource? {
    guard let name else { return resources.first }
    return resources.first { $0.name == name }
  }

  static func isShortName(_ name: String) -> Bool {
    guard let first = name.utf8.first, first != 0x2D else { return false }
    return name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
  }

  private static func irregularities(of raw: RawDataPackage) -> [String] {
    var sentences: [String] = []
    if raw.missingValues != nil {
      sentences.append(
        "missingValues stands at the top; the standard wants it in the schema of each resource"
      )
    }
    for source in raw.sources ?? [] where source.path?.isEmpty == true {
      sentences.append(
        "the path of the source '\(source.title)' is empty; leave the property out"
      )
    }
    return sentences
  }

  // MARK: Errors

  private static func translated(_ error: DecodingError, file: String) -> DataPackageError {
    switch error {
    case .keyNotFound(let key, let context):
      .missing(file: file, path: path(context.codingPath + [key]))
    case .valueNotFound(_, let context):
      .missing(file: file, path: path(context.codingPath))
    case .typeMismatch(let type, let context):
      .wrongType(file: file, path: path(context.codingPath), needed: words(for: type))
    case .dataCorrupted(let context):
      .notJSON(file: file, reason: reason(context))
    @unknown default:
      .notJSON(file: file, reason: "\(error)")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    guard !keys.isEmpty else { return "the file" }
    return keys.reduce(into: "") { path, key in
      if let index = key.intValue {
        path += "[\(index)]"
      } else {
        path += (path.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }

  private static func words(for type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Int.Type: "a whole number"
    case is Bool.Type: "true or false"
    case is [Any].Type: "a list"
    default: "\(type)".hasPrefix("Array") ? "a list" : "an object"
    }
  }

  private static func reason(_ context: DecodingError.Context) -> String {
    let nested = context.underlyingError.map { $0 as NSError }
    let detail = nested?.userInfo[NSDebugDescriptionErrorKey] as? String
    return detail ?? context.debugDescription
  }
}
