/// Why a `datapackage.json` cannot be used; every case names the file.
public enum DataPackageError: Error, Equatable, CustomStringConvertible {
  /// The file is absent or may not be read.
  case unreadable(file: String, reason: String)
  /// The file is not JSON.
  case notJSON(file: String, reason: String)
  /// A property is absent; the path leads to it, as in `resources[0].schema`.
  case missing(file: String, path: String)
  /// A property has another JSON type than the one needed.
  case wrongType(file: String, path: String, needed: String)
  /// A property has a value that cannot be used; the sentence says what is needed and what came.
  case invalid(file: String, path: String, sentence: String)

  /// One sentence with the file and the path.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file): \(reason)"
    case .notJSON(let file, let reason): "\(file): this is not JSON: \(reason)"
    case .missing(let file, let path): "\(file): \(path) is missing"
    case .wrongType(let file, let path, let needed): "\(file): \(path) must be \(needed)"
    case .invalid(let file, let path, let sentence): "\(file): \(path): \(sentence)"
    }
  }
}
