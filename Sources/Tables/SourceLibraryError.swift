/// Why a source cannot be had from a library.
public enum SourceLibraryError: Error, Equatable, CustomStringConvertible {
  /// The file is absent or may not be read.
  case unreadable(file: String, reason: String)
  /// The file, or an entry of it, is not the YAML of a list of sources.
  case notYAML(file: String, line: Int?, reason: String)
  /// An entry lacks something; the line is where it begins.
  case invalidEntry(file: String, line: Int?, key: String, sentence: String)
  /// Two entries have the same key.
  case duplicateKey(file: String, line: Int?, key: String)
  /// There is no entry with this key.
  case unknownKey(file: String, key: String, suggestion: String?)

  /// One sentence with the file and, where there is one, the line.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file): \(reason)"
    case .notYAML(let file, let line, let reason):
      "\(Self.place(file, line)): \(reason)"
    case .invalidEntry(let file, let line, let key, let sentence):
      "\(Self.place(file, line)): source '\(key)' \(sentence)"
    case .duplicateKey(let file, let line, let key):
      "\(Self.place(file, line)): source '\(key)' is listed twice"
    case .unknownKey(let file, let key, let suggestion):
      "\(file) has no source '\(key)'"
        + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    }
  }

  private static func place(_ file: String, _ line: Int?) -> String {
    line.map { "\(file):\($0)" } ?? file
  }
}
