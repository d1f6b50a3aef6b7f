import StudySyntax
import Tables

/// Reads files that the user names, with errors that are sentences.
enum InputFile {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The path as the user gave it.
  ///   - limit: The largest size that is read.
  ///   - takesPipes: Whether a pipe or a device is read too.
  /// - Throws: `WorkbenchError.cannotRun` for a missing file, a folder, or one that cannot be read.
  static func bytes(
    _ path: String,
    limit: Int = 256 * 1024 * 1024,
    takesPipes: Bool = true
  ) throws(WorkbenchError) -> [UInt8] {
    do throws(OrdinaryFile.Fault) {
      return try OrdinaryFile.bytes(of: path, limit: limit, takesPipes: takesPipes)
    } catch {
      throw .cannotRun("\(path): \(sentence(error, limit: limit))")
    }
  }

  /// The bytes of a study.
  ///
  /// - Parameters:
  ///   - path: The path, for messages too.
  ///   - takesPipes: Whether a pipe or a device is read too.
  /// - Throws: `WorkbenchError.cannotRun` as for other files, and for one too large for a study.
  static func study(_ path: String, takesPipes: Bool) throws(WorkbenchError) -> [UInt8] {
    let limit = SourceFile.maximumSize
    do throws(OrdinaryFile.Fault) {
      return try OrdinaryFile.bytes(of: path, limit: limit, takesPipes: takesPipes)
    } catch {
      if case .tooLarge(let bytes?) = error {
        throw .cannotRun(SourceFileError.tooLarge(name: path, bytes: bytes).description)
      }
      throw .cannotRun("\(path): \(sentence(error, limit: limit))")
    }
  }

  private static func sentence(_ fault: OrdinaryFile.Fault, limit: Int) -> String {
    switch fault {
    case .missing: "there is no such file."
    case .folder: "this is a folder; a file is needed."
    case .notOrdinary: "this is a pipe or a device; an ordinary file is needed."
    case .noPermission: "the file cannot be read (no permission?)."
    case .tooManyOpen: "the file cannot be read: too many files are open; see `ulimit -n`."
    case .tooLarge: "the file is larger than \(limit / 1_048_576) MiB."
    case .other(let reason): "the file cannot be read (\(reason))."
    }
  }
}
